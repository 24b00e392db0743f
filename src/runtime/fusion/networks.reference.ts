/** Kernel counts of nn-Meter on files that are not in the repository. */
import { describe, expect, test } from "vitest";
import { withFile } from "../../cli/files.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { hasShared, sharedPath } from "../../testing/shared.ts";
import { ruleSetById } from "./index.ts";
import { kernelsOf } from "./kernels.ts";

/**
 * Counted by nn-Meter at 76d7f88 with its rules of May 2021 (4ca1750). The first ResNet-50 has batch normalization, and
 * Sum for addition, which nn-Meter does not know and fuses with nothing: 33 conv-bn-relu, 20 conv-bn, 16 Sum, 16 relu
 * and four at the ends.
 */
const counted = [
  ["light_resnet50.onnx", "tflite-cpu", 89],
  ["torchvision/light_resnet50.onnx", "tflite-cpu", 71],
  ["torchvision/light_resnet50.onnx", "tflite-gpu", 56],
  ["torchvision/light_mobilenet_v2.onnx", "tflite-cpu", 64],
  ["torchvision/light_mobilenet_v2.onnx", "tflite-gpu", 54],
] as const;

describe.skipIf(!hasShared)("as many kernels as nn-Meter finds", () => {
  test.each(counted)("%s by %s: %i", async (name, rules, count) => {
    const { nodes, edges } = await withFile(sharedPath("models", name), (source) => analyzeFile(source));
    const ruleSet = ruleSetById(rules);
    expect(ruleSet && kernelsOf(nodes, edges, ruleSet)).toHaveLength(count);
  });
});
