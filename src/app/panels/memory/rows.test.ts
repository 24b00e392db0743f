import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { memoryFigure } from "./figure.ts";
import { type MemoryChoice, memoryView, nodeAt, tensorRows, timeOf } from "./rows.ts";

const plain: MemoryChoice = { inPlace: false, order: "file" };

const text = `
  x: float32[1,4,8,8]
  const w: float32[8,4,1,1]
  a = Conv(x, w)
  b = Relu(a)
  c = Sigmoid(b)
  y = GlobalAveragePool(c)
`;

/** In bytes: x 4·64·4, the others 8·64·4, y 8·4. */
const [x, a, y] = [1024, 2048, 32];

test("each step's bytes, the peak, and the arena on boundaries of 64 bytes", async () => {
  const view = await memoryView(analysisOf(text), plain);
  expect(view.timeline.bytes).toEqual([x + a, 2 * a, 2 * a, a + y]);
  expect(view).toMatchObject({ filePeak: 2 * a, bestPeak: 2 * a, arena: { bytes: 2 * a, fragmentation: 0 } });
});

test("in place, one buffer holds the values of three nodes, and says so", async () => {
  const view = await memoryView(analysisOf(text), { ...plain, inPlace: true });
  expect(view.timeline.bytes).toEqual([x + a, a, a, a + y]);
  expect(tensorRows(view, 1)).toEqual([{ name: "a → … → c", bytes: a, life: "since step 1, until step 4" }]);
  expect(tensorRows(view, 0).map(({ life }) => life)).toEqual(["born here, until step 4", "born here, last use here"]);
});

test("other types change the peak and what all nodes move; FLOPs stay", async () => {
  const before = await memoryView(analysisOf(text), plain);
  const after = await memoryView(analysisOf(text), { ...plain, weights: "fp16", activations: "fp16" });
  expect(after.timeline.peakBytes).toBe(a);
  expect(after.traffic.bytes).toBe(before.traffic.bytes / 2);
  expect(after.traffic.intensity).toBeCloseTo(2 * (before.traffic.intensity ?? NaN), 9);
  expect(after.weights).toEqual(before.weights);
});

test("a node is found at its time in any order, and the other way round", async () => {
  const view = await memoryView(analysisOf(text), { ...plain, order: "best" });
  for (const node of [0, 1, 2, 3]) expect(nodeAt(view, timeOf(view, node) ?? -1)).toBe(node);
});

test("the figure marks the peak and tells it in words", async () => {
  const analysis = analysisOf(text);
  const palette = { text: "", muted: "", warning: "", grid: "", surface: "", accent: "", share: "" };
  const figure = memoryFigure(await memoryView(analysis, plain), analysis.nodes, 3, palette);
  expect(figure.description).toBe("4 steps. Peak 4.10 kB at step 2, Relu_1.");
  expect(figure.data).toMatchObject([{ customdata: [0, 1, 2, 3] }, { x: [2], y: [2 * a] }, { x: [4], y: [a + y] }]);
});
