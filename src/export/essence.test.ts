import fc from "fast-check";
import { expect, test } from "vitest";
import { inputOf, smallNetwork } from "../testing/gcn-weights.ts";
import { essenceIn, essenceJson } from "./essence.ts";
import { essenceOf } from "../predict/essence.ts";

const open = `
  x: float32[N,8,6,6]
  const w: float32[16,8,3,3]
  const v: float32[16,10]
  a = Conv(x, w) pads=[1,0,1,0] strides=[2,1]
  b = GlobalMaxPool(a)
  c = Flatten(b)
  d = MatMul(c, v)
  y = Mystery(d)
`;

/** As it is after it was written to a file and read from it. */
const throughFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([
  ["a small network", smallNetwork],
  ["open sizes and unknown costs", open],
])("%s comes back from a file as it was", (_, text) => {
  for (const input of [essenceOf(inputOf(text)), essenceOf({ ...inputOf(text), unfused: true })]) {
    expect(essenceIn(throughFile(essenceJson(input)))).toEqual(input);
  }
});

const written = throughFile(essenceJson(essenceOf(inputOf(smallNetwork)))) as {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
};
const [first, ...rest] = written.nodes;
const changed = (change: object): unknown => ({ ...written, nodes: [{ ...first, ...change }, ...rest] });

test.each([
  ["an unknown family", changed({ kind: "magic" })],
  ["a negative cost", changed({ macs: -1 })],
  ["a cost that is a text", changed({ flops: "12" })],
  ["a window of two ranks", changed({ window: { ...(first?.["window"] as object), strides: [1] } })],
  ["a window without groups", changed({ window: { ...(first?.["window"] as object), groups: undefined } })],
  ["an element type that is none", changed({ output: { dtype: "float31", shape: [1] } })],
  ["a size that is no number", changed({ output: { dtype: "float32", shape: ["N"] } })],
  ["a product without k", changed({ product: { batch: 1, m: 2, n: 3 } })],
  ["attributes that are no texts", changed({ attributes: { axis: 1 } })],
  ["no operator", changed({ op: undefined })],
  ["an edge to nowhere", { ...written, edges: [[0, written.nodes.length]] }],
  ["an edge back", { ...written, edges: [[1, 0]] }],
  ["nodes that are no list", { ...written, nodes: { length: 2 } }],
  ["a node that is null", { ...written, nodes: [null] }],
  ["nothing", null],
])("%s is refused", (_, value) => {
  expect(essenceIn(written)).toBeDefined();
  expect(essenceIn(value)).toBeUndefined();
});

test("whatever JSON holds, it is read or refused, never thrown at", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void essenceIn(changed({ window: value, output: value }))));
  fc.assert(fc.property(fc.jsonValue(), (value) => void essenceIn(value)));
});
