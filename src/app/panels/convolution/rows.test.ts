import { expect, test } from "vitest";
import { arithmeticOf } from "../../../cost/conv/algorithm.ts";
import { convAlgorithmById, convAlgorithms } from "../../../cost/conv/index.ts";
import type { NodeCost, Window } from "../../../cost/node-cost.ts";
import { deviceById } from "../../../device/catalog/index.ts";
import type { Device } from "../../../device/device.ts";
import { libraries } from "../../../runtime/choice/index.ts";
import { convStudy, convTotals } from "../../../runtime/choice/study.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import {
  algorithmRows,
  barsOf,
  contextOf,
  differenceOf,
  layerInFocus,
  libraryRows,
  overridesOf,
  refusalRows,
  shownLibrary,
  withOverride,
} from "./rows.ts";

const device = (id: string): Device => {
  const found = deviceById(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const context = contextOf(device("pixel4"), { large: 1, medium: 3 }, "fp32");

const { nodes } = analysisOf(`
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const p: float32[16,64,1,1]
  y = Conv(x, w) pads=[1,1,1,1]
  z = Conv(y, p)
`);
const window56 = nodes[0]?.window as Window;
const study = (overrides: Readonly<Record<string, string>> = {}) =>
  convStudy(nodes, {
    library: shownLibrary(undefined, "ncnn", device("pixel4")),
    context,
    overrides: overridesOf(overrides),
  });
const idOf = (index: number): string => (nodes[index] as NodeCost).id;

test("a thread for each core that takes part, and the level-2 cache of the fastest cluster", () => {
  expect(context.threads).toBe(4);
  expect(context.l2Bytes).toBe(device("pixel4").clusters[0]?.l2Bytes?.value);
});

test("ncnn is that of the processor, unless a library was chosen; an unknown one is passed over", () => {
  expect(shownLibrary(undefined, "ncnn", device("pixel4")).id).toBe("ncnn-arm");
  expect(shownLibrary(undefined, "ncnn", device("x86-ryzen7-9700x")).id).toBe("ncnn-x86");
  const own: Device = { ...device("pixel4"), soc: "Intel(R) Xeon(R) Platinum 8480C" };
  expect(shownLibrary(undefined, "ncnn", own).id).toBe("ncnn-x86");
  expect(shownLibrary("mnn", "ncnn", device("pixel4")).id).toBe("mnn");
  expect(shownLibrary("nonsense", "tflite", device("pixel4")).id).toBe("xnnpack");
});

test("rows: direct gains nothing, F(4,3) 3.8 times, and all move at least what direct moves", () => {
  const rows = algorithmRows(window56, context);
  const row = (id: string) => rows.find(({ algorithm }) => algorithm.id === id);
  expect(row("direct")).toMatchObject({ gain: 1, transforms: 0, workspace: 0 });
  expect(row("winograd-4x3")?.gain).toBeCloseTo(3.8, 2);
  // Slices of 128·128 values for each of four threads.
  expect(row("im2col-tiled")?.workspace).toBe(4 * 128 * 128 * 4);
  for (const { traffic, compulsory } of rows) expect(traffic).toBeGreaterThanOrEqual(compulsory);
});

test("bars: the longest of each kind fills its width, and segments are in proportion", () => {
  const rows = algorithmRows(window56, context);
  const bars = barsOf(rows);
  const lengths = (kind: "arithmetic" | "traffic"): readonly number[] =>
    bars.map((bar) => bar[kind].reduce((sum, { width }) => sum + width, 0));
  expect(Math.max(...lengths("arithmetic"))).toBeCloseTo(1, 12);
  expect(Math.max(...lengths("traffic"))).toBeCloseTo(1, 12);
  const most = Math.max(...rows.map(({ cost }) => arithmeticOf(cost)));
  expect(bars[0]?.arithmetic[0]?.width).toBeCloseTo(115_605_504 / most, 12);
});

test("every algorithm of the list applies, or has its reason, or is Winograd for another kernel", () => {
  const applying = algorithmRows(window56, context).map(({ algorithm }) => algorithm.label);
  const refused = refusalRows(window56).flatMap(({ labels }) => labels);
  const others = ["F(3,2)", "F(5,2)", "F(7,2)", "F(3,4)", "F(5,4)", "F(2,5)", "F(4,5)", "F(3,6)", "F(2,7)"];
  expect([...applying, ...refused, ...others.map((name) => `Winograd ${name}`)].toSorted()).toEqual(
    convAlgorithms.map(({ label }) => label).toSorted(),
  );
  expect(refusalRows(window56).find(({ labels }) => labels.includes("1×1 as GEMM"))?.why).toContain("3×3");
});

test("algorithms of one reason share a row", () => {
  const whys = refusalRows(window56).map(({ why }) => why);
  expect(new Set(whys).size).toBe(whys.length);
});

test("each library has a row with an algorithm by its name", () => {
  const rows = libraryRows(window56, context);
  expect(rows.map(({ library }) => library)).toEqual(libraries);
  expect(rows.find(({ library }) => library.id === "mindspore-lite")?.algorithm).toBe("Winograd F(6,3)");
});

test("in focus: the selected convolution, else the costliest by the prediction, else the one with most MACs", () => {
  const layers = study();
  const prediction = {
    latencySeconds: 3,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: 1,
    warnings: [],
    nodes: [1, 2],
  };
  expect(layerInFocus(layers, 1, undefined)?.index).toBe(1);
  expect(layerInFocus(layers, undefined, prediction)?.index).toBe(1);
  expect(layerInFocus(layers, undefined, undefined)?.index).toBe(0);
  expect(layerInFocus([], 0, undefined)).toBeUndefined();
});

test("overrides: put, replaced, given back; ids that name no algorithm are passed over", () => {
  const one = withOverride({}, "a", "fft");
  expect(withOverride(one, "a", "direct")).toEqual({ a: "direct" });
  expect(withOverride(one, "a", undefined)).toEqual({});
  expect([...overridesOf({ a: "fft", b: "magic", c: "toString" })]).toEqual([["a", "fft"]]);
  expect(convAlgorithmById("magic")).toBeUndefined();
});

test("an override's difference: F(6,3) to direct adds 115.6 M - 26.2 M multiplications", () => {
  const before = convTotals(nodes, study());
  const after = convTotals(nodes, study({ [idOf(0)]: "direct" }));
  const { by, share } = differenceOf(before, after, "multiplies");
  expect(by).toBe(115_605_504 - 26_214_400);
  expect(share).toBeCloseTo(by / before.multiplies, 12);
  expect(differenceOf(after, before, "workspace")).toEqual({ by: before.workspace, share: undefined });
});
