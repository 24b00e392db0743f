import { expect, test } from "vitest";
import { analyzeModel } from "../../engine/analyze.ts";
import { cellEdges, livingEdges, nasbench201 } from "./nasbench201.ts";

const costs = (cell: string, input: readonly [number, number, number] = [3, 32, 32], classes = 100) =>
  analyzeModel(nasbench201("cell", { cell, input, classes }), { name: "cell", bytes: 0, bytesRead: 0 }).totals;

const pools = "|avg_pool_3x3~0|+|none~0|none~1|+|none~0|skip_connect~1|none~2|";
const threes = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

/** Stem 3·16·9·32², two residual blocks (3x3 to twice the channels, 3x3, 1x1), classifier 64 x 100. */
test("a cell without convolutions leaves the MACs of the frame", () => {
  const at = (size: number, c: number) => (c * 2 * c * 9 + 4 * c * c * 9 + 2 * c * c) * size * size;
  expect(costs(pools).macs).toBe(432 * 1024 + at(16, 16) + at(8, 32) + 6400);
});

test("each 3x3 edge adds 5 cells x 3 stages of 9·16²·32² MACs", () => {
  // A stage has a quarter of the positions and four times the products of channels: the same MACs.
  expect(costs(threes).macs - costs(pools).macs).toBe(6 * 15 * 9 * 256 * 1024);
});

test("values that the output does not need are not computed", () => {
  const dead = "|nor_conv_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|";
  expect(livingEdges(dead)).toEqual([{ from: 0, to: 3, operation: "skip_connect" }]);
  expect(costs(dead).macs).toBe(costs(pools).macs);
});

test("odd images keep both ways of a residual block alike", () => {
  expect(costs(threes, [1, 52, 16], 18).macs).toBeGreaterThan(costs(pools, [1, 52, 16], 18).macs);
  expect(costs(pools, [1, 11, 11], 1).nodes).toBe(costs(pools).nodes);
});

test("text that is no cell, and a cell that passes nothing on, throw", () => {
  expect(() => cellEdges("|conv~0|")).toThrow(RangeError);
  const cut = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";
  expect(() => nasbench201("cut", { cell: cut, input: [3, 32, 32], classes: 10 })).toThrow("passes nothing on");
});
