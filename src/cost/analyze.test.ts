import { expect, test } from "vitest";
import { analysisOf } from "../testing/analyze-text.ts";
import { trafficOf } from "./node-cost.ts";

const conv56 = `
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  y = Conv(x, w) pads=[1,1,1,1]
`;

test("3x3 convolution 64→64 at 56x56: 2·64·56²·64·9 FLOP over 4·(2·64·56² + 64·64·9) byte = 131.9 FLOP/B", () => {
  const [node] = analysisOf(conv56).nodes;
  expect(node?.macs).toBe(64 * 56 * 56 * 64 * 9);
  expect(node?.flops).toBe(2 * 64 * 56 * 56 * 64 * 9);
  expect(node).toMatchObject({ readBytes: 802_816, writeBytes: 802_816, weightBytes: 147_456, params: 36_864 });
  expect(node?.intensity).toBeCloseTo(131.888, 3);
});

test("depthwise 3x3: intensity 2.25 FLOP/B once the weights are small beside the maps", () => {
  const [node] = analysisOf(`
    x: float32[1,32,112,112]
    const w: float32[32,1,3,3]
    y = Conv(x, w) group=32 pads=[1,1,1,1]
  `).nodes;
  expect(node?.intensity).toBeCloseTo(2.25, 2);
});

test("weights computed from constants cost nothing per run and count as parameters of their user", () => {
  const { nodes, totals } = analysisOf(`
    x: float32[1,3,8,8]
    const dims: int64[4] = 4,3,1,1
    w = ConstantOfShape(dims)
    y = Conv(x, w)
  `);
  expect(nodes[0]).toMatchObject({ folded: true, macs: 0, params: 0 });
  expect(nodes[1]).toMatchObject({ folded: false, params: 12, weightBytes: 48 });
  expect(totals).toMatchObject({ params: 12, nodes: 2, coveredNodes: 2 });
});

test("a weight used twice is counted once in the totals and at each user", () => {
  const { nodes, totals } = analysisOf(`
    x: float32[1,4,8,8]
    const w: float32[4,4,1,1]
    a = Conv(x, w)
    y = Conv(a, w)
  `);
  expect(nodes.map((node) => node.params)).toEqual([16, 16]);
  expect(totals).toMatchObject({ params: 16, weightBytes: 64 });
});

test("an input read twice by one node moves once: x + x reads 4·64 and writes 4·64 bytes", () => {
  const [node] = analysisOf("x: float32[64]\n y = Add(x, x)").nodes;
  expect(trafficOf(node!)).toBe(512);
});

test("an unknown operator is unknown, not free, and so is what needs its shape", () => {
  const { nodes, totals, problems } = analysisOf("x: float32[8]\n a = Mystery(x)\n y = Relu(a)");
  expect(nodes.map((node) => node.flops)).toEqual([undefined, undefined]);
  expect(nodes[0]?.note).toBe("no rule for operator Mystery of domain ai.onnx");
  expect(nodes[1]?.note).toBe("the type or size of input a is not known");
  expect(totals).toMatchObject({ coveredNodes: 0, peakActivationBytes: undefined });
  expect(problems).toMatchObject([{ code: "unknown-operator", node: "Mystery_0" }]);
});

test("edges carry the bytes that flow: 1·4·8·8·4", () => {
  const { edges } = analysisOf(`
    x: float32[1,3,8,8]
    const w: float32[4,3,1,1]
    a = Conv(x, w)
    y = Relu(a)
  `);
  expect(edges).toEqual([{ from: 0, to: 1, bytes: 1024 }]);
});

test("everything but weights is linear in the batch", () => {
  const at = (batch: number) => analysisOf(conv56.replace("[1,64", `[${batch},64`)).totals;
  const [one, four] = [at(1), at(4)];
  expect(four.flops).toBe(4 * one.flops);
  expect(four.readBytes + four.writeBytes).toBe(4 * (one.readBytes + one.writeBytes));
  expect(four.weightBytes).toBe(one.weightBytes);
});

test("a sequence refers to its elements, and joining them reads all: 3 · 24 floats", () => {
  const { nodes, totals } = analysisOf(`
    x: float32[2,3,4]
    s = SequenceConstruct(x, x, x)
    y = ConcatFromSequence(s) axis=1
  `);
  expect(nodes.map((node) => [node.readBytes, node.writeBytes])).toEqual([
    [0, 0],
    [288, 288],
  ]);
  expect(totals.coveredNodes).toBe(2);
});
