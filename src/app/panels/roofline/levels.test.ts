import { expect, test } from "vitest";
import { pi5 } from "../../../device/catalog/pi5.ts";
import { ceilingsOf } from "../../../device/ceilings.ts";
import { hierarchyOf, levelIds, levelTraffics } from "../../../device/levels.ts";
import { nominalState, roofOf } from "../../../device/roofline.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { cacheAwareFigure, coreDotsOf, reachedLevel } from "./cache-aware.ts";
import { dotsOf, rooflineFigure } from "./figure.ts";
import { hierarchicalFigure, spreadText } from "./hierarchical.ts";
import { bindingLevel, describeRoofs, levelDotsOf, type LevelInput, roofNames, slopesOf } from "./levels.ts";

const { nodes } = analysisOf(`
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const d: float32[64,1,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Conv(a, d) pads=[1,1,1,1] group=64
  c = Relu(b)
`);
const state = nominalState(pi5);
if (state === undefined) throw new Error("a device of the catalogue has a state");
const roof = roofOf(pi5, { large: 1 }, "fp32", state);
const hierarchy = hierarchyOf(pi5, { large: 1 }, state);
const input: LevelInput = {
  nodes,
  prediction: {
    latencySeconds: 0.012,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: 1,
    warnings: [],
    nodes: [0.01, 0.001, 0.001],
  },
  roof,
  nominal: roof,
  selected: undefined,
  palette: { text: "#000", muted: "#555", warning: "#840", grid: "#ddd", surface: "#fff" },
  precision: "fp32",
  widest: undefined,
  ceilings: [],
  hierarchy,
  traffic: levelTraffics(nodes, hierarchy, "fp32"),
};
const base = dotsOf(input);
const dots = levelDotsOf(input, base);
const nodeAt = (index: number) => nodes[index] ?? expect.fail();
const of = (index: number) => dots.filter((dot) => dot.index === index);

test("a node has a point per level, at one rate, with more FLOPs per byte the farther out", () => {
  expect(of(0).map(({ level }) => level)).toEqual([...levelIds]);
  expect(new Set(of(0).map(({ rate }) => rate)).size).toBe(1);
  const intensities = of(0).map(({ intensity }) => intensity);
  expect(intensities).toEqual(intensities.toSorted((a, b) => a - b));
  expect(intensities.at(-1)).toBeCloseTo(131.9, 1);
});

test("levels of one bandwidth share a roof; L3 of a Raspberry Pi 5 has none that is known", () => {
  expect(slopesOf(hierarchy).map(({ levels }) => levels)).toEqual([["L1", "L2"], ["DRAM"]]);
  expect(describeRoofs(input)).toContain("No bandwidth is known of L3");
  expect(describeRoofs(input)).toContain("L1 and L2 76.8 GB/s");
});

test("the name of a slope stands on it, and one written to its left has room beside the axis", () => {
  const names = roofNames(input, { x: [0.01, 1000], y: [1e9, 1e12] }).filter(({ text }) => text?.includes("GB/s"));
  const places = names.map(({ x, y, xanchor }) => ({ x: Number(x), y: Number(y), xanchor }));
  expect(places.map(({ x, y }) => 10 ** (y - x))).toEqual(
    slopesOf(hierarchy).map(({ bandwidth }): unknown => expect.closeTo(bandwidth, -3)),
  );
  const left = places.filter(({ xanchor }) => xanchor === "right");
  // Five decades, of which the name takes a good fifth.
  expect(left.map(({ x }) => (x + 2) / 5)).toEqual([expect.closeTo(0.23, 6)]);
});

test("the peak binds the dense convolution, memory the depthwise one", () => {
  expect(bindingLevel({ index: 0, node: nodeAt(0) }, input)).toBe("peak");
  // 2.25 FLOP/B x 12 GB/s is less than 0.45 FLOP/B x 76.8 GB/s.
  expect(bindingLevel({ index: 1, node: nodeAt(1) }, input)).toBe("DRAM");
});

test("the hierarchical chart has a trace per level and says which level binds", () => {
  const { data, description, layout } = hierarchicalFigure(input);
  const names = data.flatMap((trace) => ("name" in trace && trace.name !== undefined ? [trace.name] : []));
  expect(names).toEqual(levelIds.toReversed());
  expect(description).toMatch(/^Hierarchical: .* 3 nodes\. .*Bound, of the known roofs: 1 by the peak, 2 by DRAM/);
  expect(layout.xaxis?.title).toMatchObject({ text: "Intensity at each level (FLOP/B)" });
});

test("the selected node's points are joined, ringed and named", () => {
  const plain = hierarchicalFigure(input);
  const chosen = hierarchicalFigure({ ...input, selected: 1 });
  expect(chosen.data.length).toBe(plain.data.length + 1 + levelIds.length);
  expect(chosen.note).toContain("DRAM 2.2");
  expect(plain.note).toBe("");
  expect(spreadText([])).toContain("no level");
});

test("the cache-aware chart has one point per node, at the intensity the core sees, under several roofs", () => {
  const core = coreDotsOf(input);
  expect(core.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(core[1]?.intensity).toBeCloseTo(18 / 40, 2);
  const { data, description } = cacheAwareFigure({ ...input, selected: 0 });
  const lines = data.filter((trace) => "mode" in trace && trace.mode === "lines");
  expect(lines).toHaveLength(2);
  expect(description).toMatch(/^Cache-aware: 3 nodes/);
});

test("a dot above the roof of DRAM was fed by a cache", () => {
  const slopes = slopesOf(hierarchy);
  expect(reachedLevel({ intensity: 1, rate: 11e9 }, slopes)).toBe("DRAM");
  expect(reachedLevel({ intensity: 1, rate: 30e9 }, slopes)).toBe("L2");
  expect(reachedLevel({ intensity: 1, rate: 300e9 }, slopes)).toBeUndefined();
});

test("the two charts never share an intensity axis: the same node stands elsewhere", () => {
  const [hierarchical] = of(0).slice(-1);
  const [core] = coreDotsOf(input);
  expect(hierarchical?.intensity).toBeGreaterThan(40 * (core?.intensity ?? Infinity));
});

test("ceilings are lines across with their names, and make room for themselves", () => {
  const ceilings = ceilingsOf(pi5, { large: 1 }, "fp32", state);
  const { layout } = rooflineFigure({ ...input, ceilings });
  const texts = (layout.annotations ?? []).map(({ text }) => text);
  expect(texts).toContain("fp32 SIMD without FMA 19.2 GFLOP/s");
  expect(texts).toContain("fp32 scalar, with FMA 9.60 GFLOP/s");
  // Four cores in fp32 do what one does in int8.
  expect(texts).toContain("all 4 Cortex-A76, int8 peak 154 GFLOP/s");
  expect(Number(layout.yaxis?.range?.[1])).toBeGreaterThan(Math.log10(153.6e9));
  for (const figure of [hierarchicalFigure, cacheAwareFigure]) {
    expect(figure({ ...input, ceilings }).layout.shapes?.length).toBe(4);
  }
});

test("without estimates of any level both charts say so", () => {
  const none = { L1: undefined, L2: undefined, L3: undefined, DRAM: undefined, compulsory: undefined };
  const traffic = nodes.map(() => none);
  expect(hierarchicalFigure({ ...input, traffic }).description).toContain("traffic of 3 nodes is not estimated");
  expect(cacheAwareFigure({ ...input, traffic }).description).toContain("loads of 3 nodes are not estimated");
});

test("where the last cache is not known, DRAM's points are hollow and stand at the compulsory traffic", () => {
  const traffic = input.traffic.map((one) => ({ ...one, L3: undefined, DRAM: undefined }));
  const drawn = levelDotsOf({ ...input, traffic }, base).filter(({ index }) => index === 0);
  expect(drawn.map(({ level, atMost }) => [level, atMost])).toEqual([
    ["L1", false],
    ["L2", false],
    ["DRAM", true],
  ]);
  expect(drawn.at(-1)?.intensity).toBe(nodes[0]?.intensity);
  expect(spreadText(drawn)).toContain("DRAM at most 132 FLOP/B");
  expect(hierarchicalFigure({ ...input, traffic }).description).toContain("the last cache is not known");
});
