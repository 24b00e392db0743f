import { expect, test } from "vitest";
import type { Prediction } from "../../../predict/predictor.ts";
import { general } from "../../../runtime/fusion/general.ts";
import { fusionOf } from "../../../runtime/fusion/kernels.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { parseQuery } from "../../search/query.ts";
import { foundRows, nextSort, rowsOf, sortRows } from "./rows.ts";

const { nodes } = analysisOf(`
  x: float32[1,8,16,16]
  const w1: float32[16,8,3,3]
  const w2: float32[16,1,5,5]
  a = Conv(x, w1) pads=[1,1,1,1]
  b = Conv(a, w2) group=16 strides=[2,2] pads=[2,2,2,2]
  c = Mystery(b)
  d = Identity(c)
`);

const prediction: Prediction = {
  latencySeconds: 10e-3,
  lowSeconds: undefined,
  highSeconds: undefined,
  coverage: 0.75,
  warnings: [],
  nodes: [8e-3, 2e-3, undefined, 0],
};
/** Ridge point 4 FLOP/B: the dense convolution is above it, the depthwise one (2.3 FLOP/B) below, views have none. */
const roof = { peak: 40e9, bandwidth: 10e9 };
const rows = rowsOf(nodes, prediction, roof);
const ops = (found: readonly { readonly node: { readonly op: string } }[]) => found.map(({ node }) => node.op);

test("a row has what the columns show", () => {
  expect(rows[0]).toMatchObject({
    order: 1,
    output: "1×16×16×16",
    window: "3×3",
    share: 0.8,
    heat: 1,
    bound: "compute",
  });
  expect(rows[1]).toMatchObject({ window: "5×5 /2 g16", share: 0.2, heat: 0.25 });
});

test("nodes of one kernel come together when sorted by it, in its order; a view has none", () => {
  const fused = analysisOf(`
    x: float32[1,8,16,16]
    const w: float32[8,8,3,3]
    a = Conv(x, w) pads=[1,1,1,1]
    s = Sigmoid(x)
    r = Relu(a)
    i = Identity(r)
    y = Add(i, s)
  `);
  const kernels = fusionOf(fused.nodes, fused.edges, general);
  const found = rowsOf(fused.nodes, undefined, roof, kernels);
  expect(found.map(({ kernel }) => kernel?.title)).toEqual(["Conv+ReLU", "Sigmoid", "Conv+ReLU", undefined, "Add"]);
  expect(ops(sortRows(found, { key: "kernel", descending: false }))).toEqual([
    "Sigmoid",
    "Conv",
    "Relu",
    "Add",
    "Identity",
  ]);
});

test("unknown is unknown, a view is known to do nothing", () => {
  expect(rows[2]).toMatchObject({ latency: undefined, share: undefined, traffic: undefined, bound: undefined });
  expect(rows[3]).toMatchObject({ latency: 0, share: 0, bound: "none" });
});

test.each([
  ["conv", ["Conv", "Conv"]],
  ["op:conv >50%", ["Conv"]],
  ["k:5x5", ["Conv"]],
  ["k:5", ["Conv"]],
  ["is:compute", ["Conv"]],
  ["mystery", ["Mystery"]],
  ["nothing", []],
  ["", ["Conv", "Conv", "Mystery", "Identity"]],
])("the search %j leaves %j", (search, expected) => {
  expect(ops(foundRows(rows, parseQuery(search)))).toEqual(expected);
});

test("unknown values come last in both directions", () => {
  const order = (descending: boolean) => sortRows(rows, { key: "latency", descending }).map(({ latency }) => latency);
  expect(order(true)).toEqual([8e-3, 2e-3, 0, undefined]);
  expect(order(false)).toEqual([0, 2e-3, 8e-3, undefined]);
  expect(sortRows(rows, undefined)).toBe(rows);
});

test("three clicks on a heading: largest first, smallest first, execution order", () => {
  const first = nextSort(undefined, "macs");
  const second = nextSort(first, "macs");
  expect([first, second, nextSort(second, "macs")]).toEqual([
    { key: "macs", descending: true },
    { key: "macs", descending: false },
    undefined,
  ]);
  expect(nextSort(undefined, "name")).toEqual({ key: "name", descending: false });
});
