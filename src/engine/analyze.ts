/** From a file to its analysis: read, build, infer, cost. The one path for the window and the command line. */
import { ProblemError, type ModelProblem } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";
import { costsOf } from "../cost/analyze.ts";
import { tensorInfo, typeText } from "../cost/describe.ts";
import type { NodeCost, TensorInfo } from "../cost/node-cost.ts";
import { type Bindings, bindSizes, boundSize, sizeAttempts } from "../graph/bindings.ts";
import type { Fact } from "../graph/fact.ts";
import { graphOf } from "../graph/from-onnx.ts";
import type { Graph } from "../graph/graph.ts";
import { attachExternal, type Siblings } from "../onnx/external.ts";
import type { Model } from "../onnx/model.ts";
import { readModel } from "../onnx/read.ts";
import { factOfType } from "../ops/facts.ts";
import { type Inferred, inferGraph, type TypedGraph } from "../ops/infer.ts";
import { withWidth } from "../ops/width/with-width.ts";
import type { Analysis, AnalyzeOptions, Width } from "./analysis.ts";
import { nodeOfSize, openSizesOf } from "./open-sizes.ts";

export type Stage = "read" | "shapes" | "costs";

export interface Watch {
  readonly signal?: { readonly aborted: boolean };
  /** Called with the stage and how much of it is done, 0 to 1. */
  readonly onProgress?: (stage: Stage, done: number) => void;
}

/**
 * Opens and analyses a file. `siblings` finds the files beside it that its weights may lie in; without it they are missing.
 * @throws ProblemError when the file is no model, is damaged, or an option does not fit it.
 */
export async function analyzeFile(
  source: ByteSource,
  options: AnalyzeOptions = {},
  watch: Watch = {},
  siblings?: Siblings,
): Promise<Analysis> {
  const report = watch.onProgress ?? (() => {});
  const read = await readModel(source, {
    ...(watch.signal === undefined ? {} : { signal: watch.signal }),
    onProgress: ({ bytes, total }) => report("read", total === 0 ? 1 : bytes / total),
  });
  const { model, files } = await attachExternal(read, siblings, watch.signal);
  report("shapes", 0);
  const file = { name: source.name, bytes: source.size, bytesRead: source.bytesRead() };
  return { ...analyzeModel(model, file, options, report), external: files };
}

/** Analyses a model that is already in memory. @throws ProblemError as `analyzeFile` does. */
export function analyzeModel(
  model: Model,
  file: Analysis["file"],
  options: AnalyzeOptions = {},
  report: NonNullable<Watch["onProgress"]> = () => {},
): Analysis {
  const { graph: own, problems } = graphOf(model);
  const sized = inferWithSizes(own, options);
  const { bindings, inputs } = sized;
  const { graph, inferred, width } = widened(own, sized, options);
  report("costs", 0);
  const costs = costsOf(inferred.graph);
  const symbolic = inferSymbols(graph, bindings, options);
  const valueInfo = (name: string, fact: Fact | undefined): TensorInfo =>
    withSymbols(tensorInfo(name, fact), symbolic?.values.get(name));
  report("costs", 1);
  return {
    file,
    model: {
      irVersion: model.irVersion,
      opsets: model.opsets,
      producer: [model.producerName, model.producerVersion].filter((part) => part !== "").join(" "),
      inputs: graph.inputs.map((name) => valueInfo(name, inputs.get(name))),
      outputs: graph.outputs.map((name) => valueInfo(name, inferred.graph.facts.get(name))),
      dims: Object.fromEntries(bindings.values),
      assumed: Object.fromEntries(bindings.assumed),
      open: openSizesOf(inferred, costs.nodes),
    },
    nodes: symbolic === undefined ? costs.nodes : costs.nodes.map((node) => nodeWithSymbols(node, symbolic)),
    edges: costs.edges,
    totals: costs.totals,
    memory: costs.memory,
    ...(width && { width }),
    external: [],
    problems: [
      ...model.problems,
      ...problems,
      ...sizeProblems(bindings, inferred),
      ...inferred.problems,
      ...openSizes(bindings, inferred),
    ],
  };
}

interface Sized {
  readonly bindings: Bindings;
  readonly inputs: ReadonlyMap<string, Fact | undefined>;
  readonly inferred: Inferred;
}

/**
 * Infers with the usual sizes; where a node contradicts them (a position table shorter than the sequence, say), with
 * the other usual sizes, and keeps the first set with the fewest contradictions. Those of a branch left out count last:
 * better sizes at which every branch can run.
 */
function inferWithSizes(graph: Graph, options: AnalyzeOptions): Sized {
  const shaped = new Set(Object.keys(options.inputShapes ?? {}));
  let best: Sized | undefined;
  let fewest = Infinity;
  for (let attempt = 0; attempt < sizeAttempts; attempt += 1) {
    const bindings = bindSizes(graph, options.dims ?? {}, attempt, shaped);
    const inputs = inputFacts(graph, bindings, options.inputShapes ?? {});
    const inferred = inferGraph(graph, { inputs, sizes: bindings.values, trustDeclared: shaped.size === 0 });
    const contradictions = inferred.problems.filter((problem) => problem.code === "bad-node").length;
    const bad = contradictions + inferred.misfits / (inferred.misfits + 1);
    if (best === undefined || bad < fewest) {
      best = { bindings, inputs, inferred };
      fewest = bad;
    }
    if (fewest === 0 || bindings.assumed.size === 0) break;
  }
  if (best === undefined) throw new Error("no sizes to try");
  return best;
}

interface AtWidth {
  readonly graph: Graph;
  readonly inferred: Inferred;
  readonly width: Width | undefined;
}

/** The graph at the wanted width, inferred anew and held to the sizes that were solved for it. */
function widened(graph: Graph, { inferred, bindings, inputs }: Sized, options: AnalyzeOptions): AtWidth {
  const factor = options.width ?? 1;
  if (factor === 1) return { graph, inferred, width: undefined };
  const refuse = (why: string): never => {
    throw new ProblemError({ code: "bad-option", detail: `The model cannot be ${factor} times as wide: ${why}` });
  };
  if (!(factor > 0 && factor < Infinity)) return refuse("that is no width");
  const result = withWidth(inferred.graph, factor);
  if (result.kind === "refused") return refuse(result.why);
  const trustDeclared = Object.keys(options.inputShapes ?? {}).length === 0;
  const again = inferGraph(result.graph, { inputs, sizes: bindings.values, trustDeclared });
  const bad = again.problems.find(
    ({ code, detail }) => code === "bad-node" && !inferred.problems.some((one) => one.detail === detail),
  );
  if (bad !== undefined) return refuse(`${bad.node ?? "a node"} would not fit (${bad.detail})`);
  const other = [...result.shapes].find(([name, shape]) => !isShape(again.graph.facts.get(name), shape));
  if (other !== undefined) return refuse(`the shape of ${other[0]} does not follow from its channels`);
  const { changed, convolutions, kept } = result;
  return { graph: result.graph, inferred: again, width: { factor, changed, convolutions, kept } };
}

/** Sizes that are open are not compared. */
const isShape = (fact: Fact | undefined, shape: readonly number[]): boolean =>
  fact?.kind !== "tensor" ||
  fact.shape === undefined ||
  (fact.shape.length === shape.length &&
    fact.shape.every((size, axis) => typeof size !== "number" || Number.isNaN(shape[axis]) || size === shape[axis]));

/** Facts with the names of open sizes: of each node's outputs by its id, and of the model's own values. */
interface Symbolic {
  readonly nodes: ReadonlyMap<string, readonly (Fact | undefined)[]>;
  readonly values: ReadonlyMap<string, Fact | undefined>;
}

/** A second inference in which no symbol has a value; undefined where it would say the same. */
function inferSymbols(graph: Graph, bindings: Bindings, options: AnalyzeOptions): Symbolic | undefined {
  if (bindings.values.size === 0 || Object.keys(options.inputShapes ?? {}).length > 0) return undefined;
  const inputs = inputFacts(graph, { values: new Map(), assumed: new Map(), unused: [] }, {});
  const nodes = new Map<string, readonly (Fact | undefined)[]>();
  const visit = (level: TypedGraph): void => {
    for (const { node, outputs, bodies } of level.nodes) {
      nodes.set(node.id, outputs);
      for (const body of bodies) visit(body.graph);
    }
  };
  const inferred = inferGraph(graph, { inputs, sizes: new Map(), trustDeclared: true });
  visit(inferred.graph);
  return { nodes, values: inferred.graph.facts };
}

/** The type as people wrote it. A branch that open sizes leave undecided may know less; then the numbers are shown. */
function withSymbols(info: TensorInfo, fact: Fact | undefined): TensorInfo {
  const isComplete = fact?.kind === "tensor" && fact.shape !== undefined && fact.shape.length === info.shape?.length;
  return isComplete ? { ...info, type: typeText(fact) } : info;
}

const nodeWithSymbols = (node: NodeCost, symbolic: Symbolic): NodeCost => ({
  ...node,
  outputs: node.outputs.map((output, index) => withSymbols(output, symbolic.nodes.get(node.id)?.[index])),
});

function inputFacts(
  graph: Graph,
  bindings: Bindings,
  shapes: Readonly<Record<string, readonly number[]>>,
): ReadonlyMap<string, Fact | undefined> {
  for (const name of Object.keys(shapes)) {
    if (!graph.inputs.includes(name)) {
      const known = graph.inputs.join(", ");
      throw new ProblemError({ code: "bad-option", detail: `The model has no input "${name}"; it has ${known}` });
    }
  }
  return new Map(
    graph.inputs.map((name): [string, Fact | undefined] => {
      const declared = factOfType(graph.declared.get(name), (size, axis) => boundSize(bindings, name, size, axis));
      const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
      if (shape === undefined) return [name, declared];
      const dtype = declared?.kind === "tensor" ? declared.dtype : undefined;
      return [name, { kind: "tensor", dtype, shape }];
    }),
  );
}

function sizeProblems(bindings: Bindings, inferred: Inferred): readonly ModelProblem[] {
  const assumed = [...bindings.assumed].map(([name, why]): ModelProblem => {
    return { code: "assumed-dim", detail: `${name} = ${bindings.values.get(name) ?? "?"} (${why})` };
  });
  const strangers = bindings.unused.filter((name) => !inferred.choices.has(name));
  const unused = strangers.map((name): ModelProblem => {
    return { code: "assumed-dim", detail: `${name} was set, but the model has no open size of that name` };
  });
  return [...assumed, ...unused];
}

/** One problem for each size that only run time decides and nobody chose. */
const openSizes = (bindings: Bindings, inferred: Inferred): readonly ModelProblem[] =>
  [...inferred.unknowns]
    .filter(([name]) => !bindings.values.has(name) || !inferred.choices.has(name))
    .map(([name, because]) => ({
      code: "unknown-shape",
      node: nodeOfSize(name),
      detail: `${name} depends on ${because}`,
    }));
