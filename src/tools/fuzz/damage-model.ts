/** Damage that leaves a file readable: fields, sizes, types, attributes and edges of a model changed at random. */
import { dtypeOfCode, type DType } from "../../base/dtype.ts";
import type {
  Attribute,
  DimDef,
  FunctionDef,
  GraphDef,
  Model,
  NodeDef,
  TensorDef,
  TypeDef,
  ValueDef,
} from "../../onnx/model.ts";
import { families } from "../../ops/index.ts";
import { absurd, type Dice } from "./dice.ts";
import { graphOfNodes, nodeOf, type Seed } from "./seeds.ts";

const operators = Object.entries(families).flatMap(([domain, list]) =>
  list.flatMap((ops) => Object.keys(ops).map((op) => ({ domain, op }))),
);

/** What mutations borrow from: names and values that mean something somewhere. */
export interface Pool {
  readonly attributes: readonly (readonly [string, Attribute])[];
  readonly types: readonly (TypeDef | undefined)[];
  readonly nodes: readonly NodeDef[];
}

export const poolOf = (seeds: readonly Seed[]): Pool => ({
  attributes: seeds.flatMap(({ model }) => model.graph.nodes.flatMap((node) => Object.entries(node.attributes))),
  types: seeds.flatMap(({ model }) => model.graph.inputs.map((input) => input.type)),
  // Networks repeat the same nodes; a few of each seed keep the choice fair.
  nodes: seeds.flatMap(({ model }) => model.graph.nodes.slice(0, 12)),
});

const replaced = <T>(list: readonly T[], at: number, ...items: readonly T[]): readonly T[] => [
  ...list.slice(0, at),
  ...items,
  ...list.slice(at + 1),
];

/** Applies `change` to one entry; the list stays as it is when it is empty. */
function changeOne<T>(dice: Dice, list: readonly T[], change: (item: T) => readonly T[]): readonly T[] {
  const at = dice.upTo(list.length);
  const item = list[at];
  return item === undefined ? list : replaced(list, at, ...change(item));
}

/** Dropped, doubled, or moved to another place. */
function shuffleOne<T>(dice: Dice, list: readonly T[]): readonly T[] {
  return changeOne(dice, list, (item) => {
    const choice = dice.upTo(3);
    if (choice === 0) return [];
    if (choice === 1) return [item, item];
    const other = dice.pick(list);
    return other === undefined ? [item] : [other, item];
  });
}

const namesOf = (graph: GraphDef): readonly string[] => [
  ...graph.inputs.map(({ name }) => name),
  ...graph.initializers.map(({ name }) => name),
  ...graph.nodes.flatMap((node) => node.outputs),
  "",
];

const anyType = (dice: Dice): DType | undefined => dtypeOfCode(dice.upTo(30));

const anyDim = (dice: Dice): DimDef => dice.pick<DimDef>([...absurd, "N", "N*0", "__proto__", undefined]);

function damageType(dice: Dice, type: TypeDef | undefined, pool: Pool): TypeDef | undefined {
  if (dice.upTo(4) === 0) return dice.pick(pool.types);
  if (dice.upTo(8) === 0) return dice.pick([undefined, { kind: "sequence", element: type } as const]);
  if (type?.kind !== "tensor") return type;
  if (dice.upTo(3) === 0) return { ...type, dtype: anyType(dice) };
  if (dice.upTo(8) === 0) return { ...type, shape: undefined };
  const shape = type.shape ?? [];
  return {
    ...type,
    shape: dice.upTo(3) === 0 ? shuffleOne(dice, shape) : changeOne(dice, shape, () => [anyDim(dice)]),
  };
}

const damageValue = (dice: Dice, value: ValueDef, pool: Pool): ValueDef => ({
  ...value,
  type: damageType(dice, value.type, pool),
});

function damageTensor(dice: Dice, tensor: TensorDef): TensorDef {
  const { dims, data } = tensor;
  switch (dice.upTo(4)) {
    case 0: {
      const dtype = anyType(dice);
      // The writer has no numbers for these.
      const wordless = dtype === "string" || dtype === "complex64" || dtype === "complex128";
      return { ...tensor, dtype, data: wordless ? { kind: "absent" } : data };
    }
    case 1:
      return { ...tensor, dims: changeOne(dice, dims, () => [dice.pick(absurd) ?? 0]) };
    case 2:
      return { ...tensor, dims: shuffleOne(dice, dims) };
    default: {
      if (data.kind !== "values") return { ...tensor, data: { kind: "absent" } };
      const values = changeOne(dice, data.values, () => [dice.pick([...absurd, 0.5, NaN, Infinity]) ?? 0]);
      return { ...tensor, data: { kind: "values", values } };
    }
  }
}

function anyAttribute(dice: Dice, pool: Pool, graph: GraphDef): Attribute {
  const number = dice.pick(absurd) ?? 0;
  const numbers = Array.from({ length: dice.upTo(6) }, () => dice.pick(absurd) ?? 0);
  const choices: readonly (Attribute | undefined)[] = [
    { kind: "int", value: number },
    { kind: "ints", value: numbers },
    { kind: "float", value: dice.pick([0, -1, 0.5, NaN, Infinity, 1e30]) ?? 0 },
    { kind: "string", value: dice.pick(["", "SAME_UPPER", "ij,jk->ik", "...", "é", "bidirectional"]) ?? "" },
    { kind: "reference", value: "slope" },
    { kind: "graph", value: graph.nodes.length > 20 ? graphOfNodes(graph.nodes.slice(0, 3)) : graph },
    dice.pick(pool.attributes)?.[1],
  ];
  return dice.pick(choices) ?? { kind: "ints", value: numbers };
}

function damageAttributes(dice: Dice, node: NodeDef, pool: Pool, graph: GraphDef): NodeDef {
  const entries = Object.entries(node.attributes);
  const choice = dice.upTo(4);
  if (choice === 0) return { ...node, attributes: Object.fromEntries(shuffleOne(dice, entries)) };
  const name = choice === 1 ? dice.pick(pool.attributes)?.[0] : dice.pick(entries)?.[0];
  if (name === undefined) return node;
  return { ...node, attributes: { ...node.attributes, [name]: anyAttribute(dice, pool, graph) } };
}

function damageNode(dice: Dice, node: NodeDef, pool: Pool, graph: GraphDef): NodeDef {
  const name = dice.pick(namesOf(graph)) ?? "";
  switch (dice.upTo(8)) {
    case 0:
      return { ...node, ...dice.pick(operators) };
    case 1:
      return { ...node, inputs: shuffleOne(dice, node.inputs) };
    case 2:
      return { ...node, outputs: shuffleOne(dice, node.outputs) };
    case 3:
      return { ...node, outputs: changeOne(dice, node.outputs, () => [name]) };
    case 4:
    case 5:
      // Any name, later ones too: cycles.
      return { ...node, inputs: changeOne(dice, node.inputs, () => [name]) };
    default:
      return damageAttributes(dice, node, pool, graph);
  }
}

/** In a body of the node where it has one and chance wants it. */
function damageBody(dice: Dice, node: NodeDef, pool: Pool): NodeDef {
  const bodies = Object.entries(node.attributes).filter(([, attribute]) => attribute.kind === "graph");
  const [name, body] = dice.pick(bodies) ?? [];
  if (name === undefined || body?.kind !== "graph") return node;
  const value = damageGraph(dice, body.value, pool);
  return { ...node, attributes: { ...node.attributes, [name]: { kind: "graph", value } } };
}

/** A node of another model at the end, fed with what this graph has. */
function graft(dice: Dice, graph: GraphDef, pool: Pool): GraphDef {
  const node = dice.pick(pool.nodes);
  if (node === undefined) return graph;
  const names = namesOf(graph);
  const inputs = node.inputs.map((name) => (name === "" ? "" : (dice.pick(names) ?? "")));
  const outputs = node.outputs.map((name) => `${name}_${graph.nodes.length}`);
  return { ...graph, nodes: [...graph.nodes, { ...node, inputs, outputs }] };
}

function damageGraph(dice: Dice, graph: GraphDef, pool: Pool): GraphDef {
  switch (dice.upTo(15)) {
    case 0:
      return { ...graph, nodes: shuffleOne(dice, graph.nodes) };
    case 1:
      return { ...graph, inputs: shuffleOne(dice, graph.inputs) };
    case 2:
      return { ...graph, outputs: shuffleOne(dice, graph.outputs) };
    case 3:
      return { ...graph, initializers: shuffleOne(dice, graph.initializers) };
    case 4:
      return { ...graph, inputs: changeOne(dice, graph.inputs, (input) => [damageValue(dice, input, pool)]) };
    case 5: {
      const name = dice.pick(namesOf(graph)) ?? "";
      return { ...graph, valueInfo: [...graph.valueInfo, { name, type: dice.pick(pool.types) }] };
    }
    case 6:
    case 7:
      return { ...graph, initializers: changeOne(dice, graph.initializers, (tensor) => [damageTensor(dice, tensor)]) };
    case 8:
    case 9:
    case 10:
      return graft(dice, graph, pool);
    case 11:
      return { ...graph, nodes: changeOne(dice, graph.nodes, (node) => [damageBody(dice, node, pool)]) };
    default:
      return { ...graph, nodes: changeOne(dice, graph.nodes, (node) => [damageNode(dice, node, pool, graph)]) };
  }
}

/** The graph inside up to 250 branches. */
function nested(dice: Dice, graph: GraphDef): GraphDef {
  const op = dice.pick(["If", "Loop", "SequenceMap"]) ?? "If";
  let inner = graph;
  for (let depth = dice.pick([1, 2, 5, 20, 100, 200, 250]) ?? 1; depth > 0; depth -= 1) {
    const name = op === "If" ? "then_branch" : "body";
    const node = nodeOf(op, ["condition"], [`y${depth}`], { [name]: { kind: "graph", value: inner } });
    inner = graphOfNodes([node], { outputs: [{ name: `y${depth}`, type: undefined }] });
  }
  return inner;
}

/** A function in place of one operator of the graph, which may call itself. */
function asFunction(dice: Dice, model: Model): FunctionDef | undefined {
  const node = dice.pick(model.graph.nodes);
  if (node === undefined) return undefined;
  const nodes = [dice.pick(model.graph.nodes) ?? node, node];
  const { op, domain, inputs, outputs, overload } = node;
  const opsets = { ...model.opsets, [domain]: dice.pick(absurd) ?? 1 };
  const common = { overload, attributes: Object.keys(node.attributes), defaults: {}, valueInfo: [] };
  return { ...common, name: op, domain, inputs: inputs.slice(0, 3), outputs, opsets, nodes };
}

/** One change of a model. */
export function damageModel(dice: Dice, model: Model, pool: Pool): Model {
  switch (dice.upTo(24)) {
    case 0: {
      const domain = dice.pick(Object.keys(model.opsets)) ?? "ai.onnx";
      return { ...model, opsets: { ...model.opsets, [domain]: dice.pick([...absurd, 5, 9, 13, 18]) ?? 1 } };
    }
    case 1:
      return { ...model, graph: nested(dice, model.graph) };
    case 2: {
      const added = asFunction(dice, model);
      return added === undefined ? model : { ...model, functions: [...model.functions, added] };
    }
    case 3:
      return {
        ...model,
        functions: changeOne(dice, model.functions, (one) => [
          { ...one, nodes: changeOne(dice, one.nodes, (node) => [damageNode(dice, node, pool, model.graph)]) },
        ]),
      };
    default:
      return { ...model, graph: damageGraph(dice, model.graph, pool) };
  }
}
