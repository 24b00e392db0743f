import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { macFormula } from "./formula.ts";

test("a grouped convolution: N · Cout · Hout · Wout · Cin/groups · kh · kw gives exactly its MACs", () => {
  const { nodes } = analysisOf(`
    x: float32[2,32,14,14]
    const w: float32[64,8,3,3]
    y = Conv(x, w) group=4 pads=[1,1,1,1]
  `);
  const [node] = nodes;
  expect(node && macFormula(node)).toEqual({
    symbols: "N · Cout · Hout · Wout · Cin/groups · kh · kw",
    numbers: "2 · 64 · 14 · 14 · 8 · 3 · 3",
  });
  expect(node?.macs).toBe(2 * 64 * 14 * 14 * 8 * 3 * 3);
});

test("no formula where there are no MACs or they are unknown", () => {
  const { nodes } = analysisOf("x: float32[8]\n y = Mystery(x)\n z = Identity(y)");
  expect(nodes.map(macFormula)).toEqual([undefined, undefined]);
});
