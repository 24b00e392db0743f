/**
 * Counts against published figures: torchvision's `_ops`, and the multiply-accumulates of the light models as counted
 * by hand from reference shape inference (convolutions and matrix products only, no bias).
 */
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { withFile } from "../cli/files.ts";
import { hasShared, sharedCsv, sharedFiles, sharedPath } from "../testing/shared.ts";
import type { Analysis } from "./analysis.ts";
import { analyzeFile } from "./analyze.ts";

const analyze = (path: string): Promise<Analysis> => withFile(path, (source) => analyzeFile(source));

/** Outputs of working nodes whose shape has an unknown size. */
const unknownShapes = ({ nodes }: Analysis): readonly string[] =>
  nodes
    .filter((node) => node.outputs.some((output) => output.shape === undefined || output.shape.includes(undefined)))
    .map((node) => node.id);

/** file `light_efficientnet_b0.onnx` ↔ row `EfficientNet_B0_Weights`: compared without case and underscores. */
const key = (text: string): string => text.toLowerCase().replaceAll("_", "");

describe.skipIf(!hasShared)("torchvision: GMACs equal the published _ops to three decimals, all shapes known", () => {
  const rows = hasShared ? sharedCsv("reference/torchvision_ops.csv") : [];
  const files = sharedFiles("models/torchvision", ".onnx");
  test("27 files", () => expect(files).toHaveLength(27));
  test.each(files.map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const architecture = key(name.replace(/^light_|\.onnx$/g, ""));
    const published = rows
      .filter((row) => key(row["enum"] ?? "").replace(/weights$/, "") === architecture)
      .map((row) => Number(row["ops_gmacs"]));
    const analysis = await analyze(file);
    expect(published).toContain(Number((analysis.totals.macs / 1e9).toFixed(3)));
    expect(unknownShapes(analysis)).toEqual([]);
    expect(analysis.totals.coveredNodes).toBe(analysis.totals.nodes);
  });
});

/** MACs (convolutions and matrix products only) and parameters of the light models; parameters as onnx-tool counts them. */
const light = [
  ["light_bvlc_alexnet.onnx", 654_560_384, 60_965_226],
  ["light_inception_v1.onnx", 1_431_556_352, 6_998_554],
  ["light_resnet50.onnx", 4_089_184_256, 25_610_154],
  ["light_shufflenet.onnx", 124_664_528, 1_420_298],
  ["light_squeezenet.onnx", 349_151_936, 1_235_496],
  ["light_vgg19.onnx", 19_632_062_464, 143_667_242],
] as const;

describe.skipIf(!hasShared)("light models: MACs equal the count by hand, all shapes known", () => {
  test.each(light)("%s", async (name, macs, params) => {
    const analysis = await analyze(sharedPath("models", name));
    expect(analysis.totals.macs).toBe(macs);
    expect(unknownShapes(analysis)).toEqual([]);
    expect(analysis.totals.params).toBe(params);
  });
});

describe.skipIf(!hasShared)("the 82 measured networks: all shapes known, all costs covered", () => {
  const files = sharedFiles("atlas/qed_onnx", ".onnx");
  test("82 files", () => expect(files).toHaveLength(82));
  test.each(files.map((file) => [basename(file), file] as const))("%s", async (_, file) => {
    const analysis = await analyze(file);
    expect(unknownShapes(analysis)).toEqual([]);
    expect(analysis.totals.coveredNodes).toBe(analysis.totals.nodes);
    expect(analysis.totals.macs).toBeGreaterThan(0);
  });
});
