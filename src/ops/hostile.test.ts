import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "../graph/fact.ts";
import { folded, tensor } from "../graph/fact.ts";
import type { Graph, Node } from "../graph/graph.ts";
import { symbol } from "../graph/dims.ts";
import type { Attribute } from "../onnx/model.ts";
import { families } from "./index.ts";
import { inferGraph } from "./infer.ts";

const operators = Object.entries(families).flatMap(([domain, list]) =>
  list.flatMap((ops) => Object.keys(ops).map((op) => ({ domain, op }))),
);

/** Sizes and elements no exporter writes. */
const absurd = fc.constantFrom(-1, 0, 1, 2, 3, 7, 2 ** 31 - 1, 2 ** 53, -(2 ** 63), 0.5, Number.NaN, Infinity, 1e300);
const dim = fc.oneof(fc.constantFrom(0, 1, 2, 3, 8, 2 ** 40), fc.constantFrom("N", "T").map(symbol));
const dtype = fc.constantFrom(undefined, "float32", "int64", "bool", "string", "int4");

/** Facts by description, so that a failing case is printed briefly. */
const description = fc.oneof(
  fc.constantFrom("nothing", "sequence", "optional", "long list", "many axes"),
  fc.tuple(dtype, fc.option(fc.array(dim, { maxLength: 6 }), { nil: undefined })),
  fc.array(absurd, { maxLength: 6 }),
  absurd,
);

type Description = typeof description extends fc.Arbitrary<infer T> ? T : never;

const special: Readonly<Record<string, Fact | undefined>> = {
  sequence: { kind: "sequence", element: tensor("float32", [2, 3]), length: 2 },
  optional: { kind: "optional", element: undefined },
  "long list": folded(
    "int64",
    [4096],
    Array.from({ length: 4096 }, () => 1),
  ),
  "many axes": tensor(
    "float32",
    Array.from({ length: 64 }, (_, i) => (i % 7 === 0 ? symbol(`s${i}`) : 2)),
  ),
};

function factOf(described: Description): Fact | undefined {
  if (typeof described === "string") return special[described];
  if (typeof described === "number") return folded("float32", [], [described]);
  if (isTyped(described)) return tensor(described[0], described[1]);
  return folded("int64", [described.length], described);
}

type Typed = Extract<Description, readonly [unknown, unknown]>;
const isTyped = (described: readonly unknown[]): described is Typed =>
  described.length === 2 && !described.every((part) => typeof part === "number");

const attribute: fc.Arbitrary<Attribute> = fc.oneof(
  absurd.map((value): Attribute => ({ kind: "int", value })),
  absurd.map((value): Attribute => ({ kind: "float", value })),
  fc.array(absurd, { maxLength: 6 }).map((value): Attribute => ({ kind: "ints", value })),
  fc
    .constantFrom("", "SAME_UPPER", "linear", "ij,jk->ik", "...i->", "not_larger", "__proto__")
    .map((value): Attribute => ({ kind: "string", value })),
);

const names =
  `axis axes perm shape split num_outputs starts ends pads scales mode k dtype batch_dims keepdims blocksize strides
  dilations kernel_shape group auto_pad equation hidden_size direction num_scan_inputs ceil_mode to value allowzero
  output_shape output_padding extra_shape border num_heads kv_num_heads upper start end stopwords xs`.split(/\s+/);

const attributes = fc.dictionary(fc.constantFrom(...names), attribute, { maxKeys: 6 });

test("no node, however absurd, makes its rule throw or run long", () => {
  const cases = fc.record({
    operator: fc.constantFrom(...operators),
    version: fc.constantFrom(1, 7, 10, 11, 13, 18, 21, 25),
    inputs: fc.array(description, { maxLength: 8 }),
    outputs: fc.integer({ min: 0, max: 4 }),
    attributes,
  });
  fc.assert(
    fc.property(cases, ({ operator, version, inputs, outputs, attributes: given }) => {
      const node: Node = {
        ...operator,
        id: "n",
        name: "n",
        version,
        inputs: inputs.map((_, index) => `i${index}`),
        outputs: Array.from({ length: outputs }, (_, index) => `o${index}`),
        attributes: given,
        bodies: [],
      };
      const graph: Graph = {
        name: "",
        inputs: node.inputs,
        outputs: node.outputs,
        nodes: [node],
        constants: new Map(),
        declared: new Map(),
      };
      const facts = new Map(node.inputs.map((name, index) => [name, factOf(inputs[index] ?? "nothing")]));
      const before = performance.now();
      const { nodes } = inferGraph(graph, { inputs: facts, sizes: new Map(), trustDeclared: true }).graph;
      for (const typed of nodes) {
        typed.op?.macs?.(typed.work);
        typed.op?.flops?.(typed.work);
        typed.op?.window?.(typed.work);
        if (typeof typed.op?.traffic === "function") typed.op.traffic(typed.work);
      }
      expect(performance.now() - before).toBeLessThan(500);
    }),
    { numRuns: 6000, seed: 20 },
  );
});
