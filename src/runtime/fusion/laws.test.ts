/** What holds for the kernels of any graph, whatever the rules. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Edge, type NodeCost, trafficOf } from "../../cost/node-cost.ts";
import { ruleSets } from "./index.ts";
import { type Fusion, fusionOf, fusionTotals } from "./kernels.ts";

/** Operators that rules speak of, and how many values each reads. */
const operators = [
  ["Conv", 1],
  ["BatchNormalization", 1],
  ["Relu", 1],
  ["Clip", 1],
  ["Sigmoid", 1],
  ["HardSigmoid", 1],
  ["GlobalAveragePool", 1],
  ["MaxPool", 1],
  ["Gemm", 1],
  ["Erf", 1],
  ["Softmax", 1],
  ["LayerNormalization", 1],
  ["QuantizeLinear", 1],
  ["DequantizeLinear", 1],
  ["Reshape", 1],
  ["Identity", 1],
  ["Split", 1],
  ["Add", 1],
  ["Mul", 1],
  ["Add", 2],
  ["Mul", 2],
  ["MatMul", 2],
  ["Sub", 2],
  ["Concat", 3],
] as const;

interface Pick {
  readonly op: (typeof operators)[number];
  /** How far back each value comes from. */
  readonly back: readonly number[];
  readonly second: boolean;
  readonly size: number;
  readonly times: number;
}

const picks: fc.Arbitrary<readonly Pick[]> = fc.array(
  fc.record({
    op: fc.constantFrom(...operators),
    back: fc.tuple(fc.nat(2), fc.nat(6), fc.nat(12)),
    second: fc.boolean(),
    size: fc.integer({ min: 1, max: 64 }),
    times: fc.constantFrom(1, 1, 1, 1, 1, 1, 3, 0),
  }),
  { minLength: 1, maxLength: 40 },
);

interface Graph {
  readonly nodes: readonly NodeCost[];
  readonly edges: readonly Edge[];
}

const isView = (op: string): boolean => op === "Reshape" || op === "Identity";

/** A graph in execution order: every node reads values of earlier ones, or the graph's input `x`. */
function graphOf(chosen: readonly Pick[]): Graph {
  const nodes: NodeCost[] = [];
  const edges: Edge[] = [];
  chosen.forEach(({ op: [op, reads], back, second, size, times }, at) => {
    const sources = [...new Set(back.slice(0, reads).map((step) => at - 1 - step))];
    const read = sources.flatMap((from) => {
      const output = nodes[from]?.outputs.at(second ? -1 : 0);
      return output === undefined ? [] : [{ from, output }];
    });
    for (const { from, output } of read) edges.push({ from, to: at, bytes: (output.shape?.[0] ?? 0) * 4 });
    const names = read.map(({ output }) => output.name);
    const sizes = isView(op) ? [read[0]?.output.shape?.[0] ?? size] : op === "Split" ? [size, size] : [size];
    const bytes = (list: readonly number[]): number => (isView(op) ? 0 : list.reduce((a, b) => a + b, 0) * 4);
    nodes.push({
      id: `n${at}`,
      name: "",
      op,
      domain: "ai.onnx",
      kind: "other",
      inputs: names.length === 0 ? ["x"] : [...names, "c"],
      outputs: sizes.map((length, i) => ({ name: `v${at}.${i}`, dtype: "float32", shape: [length], type: "" })),
      macs: 0,
      flops: isView(op) ? 0 : size,
      params: 0,
      weightBytes: isView(op) || reads > 1 ? 0 : 4,
      readBytes: bytes(read.length === 0 ? [size] : read.map(({ output }) => output.shape?.[0] ?? 0)),
      writeBytes: bytes(sizes),
      intensity: undefined,
      note: "",
      folded: false,
      parent: undefined,
      times,
      window: undefined,
      product: undefined,
      attributes: {},
    });
  });
  return { nodes, edges };
}

const works = (node: NodeCost): boolean => node.times !== 0 && !isView(node.op);

/** Checks a law on random graphs with every rule set. */
const always = (law: (graph: Graph, fusion: Fusion) => void): void => {
  fc.assert(
    fc.property(picks, fc.boolean(), (chosen, withOutputs) => {
      const graph = graphOf(chosen);
      const outputs = withOutputs ? graph.nodes.slice(-3).flatMap((node) => node.outputs.map(({ name }) => name)) : [];
      for (const ruleSet of ruleSets) law(graph, fusionOf(graph.nodes, graph.edges, ruleSet, outputs));
    }),
    { numRuns: 200 },
  );
};

test("every node that works is in exactly one kernel, and no other node is in any", () => {
  always(({ nodes }, { kernels, kernelAt }) => {
    const held = kernels.flatMap((kernel) => kernel.nodes).toSorted((a, b) => a - b);
    expect(held).toEqual(nodes.flatMap((node, at) => (works(node) ? [at] : [])));
    kernels.forEach((kernel, number) => {
      for (const at of kernel.nodes) expect(kernelAt[at]).toBe(number);
      expect(kernel.nodes).toContain(kernel.root);
    });
  });
});

/** Node positions joined by an edge, or by one through views. */
function neighbours({ nodes, edges }: Graph): ReadonlyMap<number, readonly number[]> {
  const sources = new Map<number, readonly number[]>();
  const near = new Map<number, number[]>();
  const join = (a: number, b: number): void => void near.set(a, [...(near.get(a) ?? []), b]);
  nodes.forEach((node, at) => {
    const from = edges
      .filter(({ to }) => to === at)
      .flatMap((edge) => {
        const before = nodes[edge.from];
        return before !== undefined && works(before) ? [edge.from] : (sources.get(edge.from) ?? []);
      });
    if (!works(node)) sources.set(at, from);
    else
      for (const one of from) {
        join(at, one);
        join(one, at);
      }
  });
  return near;
}

test("a kernel is connected", () => {
  always((graph, { kernels }) => {
    const near = neighbours(graph);
    for (const { nodes } of kernels) {
      const reached = new Set([nodes[0] ?? -1]);
      for (const at of reached)
        for (const next of near.get(at) ?? []) {
          if (nodes.includes(next)) reached.add(next);
        }
      expect(reached.size).toBe(nodes.length);
    }
  });
});

test("kernels can run in the order they are listed in: none feeds an earlier one", () => {
  always((_, { edges }) => {
    for (const { from, to } of edges) expect(from).toBeLessThan(to);
  });
});

test("a kernel never moves more than its nodes one by one, and never less than nothing", () => {
  always(({ nodes }, { kernels }) => {
    for (const kernel of kernels) {
      const apart = kernel.nodes
        .flatMap((at) => nodes[at] ?? [])
        .reduce((sum, node) => sum + (trafficOf(node) ?? 0), 0);
      expect(trafficOf(kernel)).toBeLessThanOrEqual(apart);
      expect(kernel.savedBytes).toBe(apart - (trafficOf(kernel) ?? 0));
      expect(kernel.readBytes).toBeGreaterThanOrEqual(0);
      expect(kernel.writeBytes).toBeGreaterThanOrEqual(0);
    }
  });
});

test("arithmetic and weights are those of the nodes", () => {
  always(({ nodes }, { kernels }) => {
    const sum = (values: readonly (number | undefined)[]): number =>
      values.reduce<number>((total, value) => total + (value ?? 0), 0);
    const working = nodes.filter(works);
    expect(sum(kernels.map(({ flops }) => flops))).toBe(sum(working.map(({ flops }) => flops)));
    expect(sum(kernels.map(({ weightBytes }) => weightBytes))).toBe(sum(working.map(({ weightBytes }) => weightBytes)));
  });
});

test("what a kernel saves has been moved: saved and moved together are the traffic of the nodes", () => {
  always(({ nodes }, fusion) => {
    const apart = nodes.reduce((sum, node) => sum + (trafficOf(node) ?? 0) * (node.times ?? 1), 0);
    const { savedBytes, movedBytes } = fusionTotals(fusion);
    expect(savedBytes + movedBytes).toBe(apart);
  });
});
