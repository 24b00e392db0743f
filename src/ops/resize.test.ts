import { expect, test } from "vitest";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const y = (text: string, version = 19): string => factText(factsOf(text, { "ai.onnx": version }).get("y"));
const flops = (text: string, version = 19): number | undefined => {
  const node = inferModel(modelOf(text, { "ai.onnx": version })).graph.nodes.at(-1);
  return node?.op?.flops?.(node.work);
};

test("Resize: floor(size · scale)", () => {
  expect(y("x: float32[1,3,5,7]\n const s: float32[4] = 1,1,2,0.5\n y = Resize(x, _, s)")).toBe("float32[1,3,10,3]");
  expect(y("x: float32[1,3,5,7]\n const s: float32[4] = 1,1,2,2\n y = Resize(x, s)", 10)).toBe("float32[1,3,10,14]");
});

test("Resize multiplies in float32: 10 · 0.7 is 7, though 0.7 is a little less in float32", () => {
  expect(y(`x: float32[10]\n const s: float32[1] = ${Math.fround(0.7)}\n y = Resize(x, _, s)`)).toBe("float32[7]");
});

test("Resize of symbolic sizes by ratios: 2·H, floor(W / 2)", () => {
  expect(y("x: float32[1,3,H,W]\n const s: float32[4] = 1,1,2,0.5\n y = Resize(x, _, s)")).toBe(
    "float32[1,3,2*H,floor((W)/(2))]",
  );
});

test("Resize to sizes, the scales left empty", () => {
  expect(
    y("x: float32[1,3,5,7]\n const e: float32[0]\n const s: int64[4] = 1,3,10,20\n y = Resize(x, e, e, s)", 11),
  ).toBe("float32[1,3,10,20]");
});

test("Resize of some axes, keeping the aspect ratio: min(7/2, 8/4) = 2, max = 3.5", () => {
  const model = (policy: string) =>
    y(`x: float32[1,1,2,4]
       const s: int64[2] = 7,8
       y = Resize(x, _, _, s) axes=[2,3] keep_aspect_ratio_policy="${policy}"`);
  expect(model("stretch")).toBe("float32[1,1,7,8]");
  expect(model("not_larger")).toBe("float32[1,1,4,8]");
  expect(model("not_smaller")).toBe("float32[1,1,7,14]");
});

test("Upsample in its versions", () => {
  expect(y("x: float32[1,1,2,3]\n y = Upsample(x) height_scale=2.0 width_scale=3.0", 1)).toBe("float32[1,1,4,9]");
  expect(y("x: float32[1,1,2,3]\n y = Upsample(x) scales=[1.0,1.0,2.0,2.0]", 7)).toBe("float32[1,1,4,6]");
  expect(y("x: float32[1,1,2,3]\n const s: float32[4] = 1,1,2,2\n y = Upsample(x, s)", 9)).toBe("float32[1,1,4,6]");
});

test("bilinear: 3 interpolations of 3 operations for each of 10·14 values; cubic: 5 sums of 7; nearest: none", () => {
  const model = (mode: string) =>
    flops(`x: float32[1,1,5,7]\n const s: float32[4] = 1,1,2,2\n y = Resize(x, _, s) mode="${mode}"`);
  expect(model("linear")).toBe(140 * 9);
  expect(model("cubic")).toBe(140 * 35);
  expect(model("nearest")).toBe(0);
});

test("GridSample has the grid's size", () => {
  expect(y("x: float32[1,3,8,8]\n g: float32[1,5,6,2]\n y = GridSample(x, g)")).toBe("float32[1,3,5,6]");
});

test("AffineGrid: [N, C, H, W] gives points [N, H, W, 2]", () => {
  expect(y("t: float32[2,2,3]\n const s: int64[4] = 2,3,5,6\n y = AffineGrid(t, s)", 20)).toBe("float32[2,5,6,2]");
});

test("RoiAlign: [rois, C, height, width]", () => {
  expect(
    y("x: float32[1,256,50,50]\n r: float32[K,4]\n b: int64[K]\n y = RoiAlign(x, r, b) output_height=7 output_width=7"),
  ).toBe("float32[K,256,7,7]");
});
