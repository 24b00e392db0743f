import { expect, test } from "vitest";
import { arithmeticOf } from "../../cost/conv/algorithm.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { libraryById } from "./index.ts";
import type { Library } from "./library.ts";
import { type ConvChoice, convStudy, convTotals, everyDirect } from "./study.ts";

const library = (id: string): Library => {
  const found = libraryById(id);
  if (found === undefined) throw new Error(id);
  return found;
};
const choice = (id: string, rest: Partial<ConvChoice> = {}): ConvChoice => ({
  library: library(id),
  context: { threads: 1, precision: "fp32", l2Bytes: undefined, isShapeKnown: true },
  overrides: new Map(),
  ...rest,
});

const { nodes } = analysisOf(`
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const p: float32[128,64,1,1]
  y = Conv(x, w) pads=[1,1,1,1]
  z = Relu(y)
  o = Conv(z, p)
`);
const first = nodes[0]?.id ?? "";
const macs = 115_605_504 + 64 * 128 * 56 * 56;

test("the study covers the convolutions, in order, each with the library's pick and its cost", () => {
  const layers = convStudy(nodes, choice("ncnn-arm"));
  expect(layers.map(({ index, algorithm }) => [index, algorithm.id])).toEqual([
    [0, "winograd-6x3"],
    [2, "pointwise"],
  ]);
  // 100 tiles of 64 multiplications for each of 64·64 channel pairs.
  expect(layers[0]?.cost.multiplies).toBe(100 * 64 * 64 * 64);
  // Read 64·56² and 64·64·9, write 64·56² values of 4 bytes.
  expect(layers[0]?.compulsory).toBe(4 * (2 * 64 * 56 * 56 + 64 * 64 * 9));
});

test("totals: all direct is the MACs of the definition and its compulsory traffic", () => {
  const direct = convTotals(nodes, convStudy(nodes, choice("ncnn-arm", { overrides: everyDirect(nodes) })));
  expect(direct).toMatchObject({ multiplies: macs, additions: macs, transforms: 0, workspace: 0, kept: 0, layers: 2 });
  expect(direct.traffic).toBe(nodes[0] && nodes[2] && [nodes[0], nodes[2]].reduce((sum, n) => sum + (n.readBytes ?? 0) + (n.weightBytes ?? 0) + (n.writeBytes ?? 0), 0)); // prettier-ignore
});

test("an override takes the place of the pick where it applies, and is passed over where not", () => {
  const overridden = convStudy(nodes, choice("xnnpack", { overrides: new Map([[first, "winograd-4x3"]]) }))[0];
  expect(overridden).toMatchObject({ isOverridden: true, algorithm: { id: "winograd-4x3" } });
  expect(overridden?.pick.algorithm).toBe("im2col-indirect");
  const senseless = convStudy(nodes, choice("xnnpack", { overrides: new Map([[first, "depthwise"]]) }))[0];
  expect(senseless).toMatchObject({ isOverridden: false, algorithm: { id: "im2col-indirect" } });
});

test("half the bytes an element halve traffic and buffers, not arithmetic", () => {
  const at = (precision: "fp32" | "fp16") =>
    convStudy(
      nodes,
      choice("ncnn-arm", { context: { threads: 1, precision, l2Bytes: undefined, isShapeKnown: true } }),
    );
  const [full, half] = [at("fp32")[0], at("fp16")[0]];
  expect(half && arithmeticOf(half.cost)).toBe(full && arithmeticOf(full.cost));
  expect(half?.cost.extraTraffic).toBe((full?.cost.extraTraffic ?? 0) / 2);
});

test("a deformable convolution samples where its data say, and is not studied", () => {
  const deformable = analysisOf(`
    x: float32[1,4,8,8]
    const w: float32[4,4,3,3]
    offset: float32[1,18,8,8]
    y = DeformConv(x, w, offset) pads=[1,1,1,1]
  `);
  expect(deformable.nodes[0]?.window).toBeDefined();
  expect(convStudy(deformable.nodes, choice("mnn"))).toEqual([]);
});

test("1,700 convolutions are studied in well under 30 ms", () => {
  const node = nodes[0];
  if (node === undefined) throw new Error("a node");
  const many = Array.from({ length: 1700 }, (_, i) => ({ ...node, id: String(i) }));
  const run = (): number => {
    const start = performance.now();
    convTotals(many, convStudy(many, choice("mnn", { overrides: new Map([["7", "fft"]]) })));
    return performance.now() - start;
  };
  run();
  expect(Math.min(...Array.from({ length: 25 }, run))).toBeLessThan(30);
});
