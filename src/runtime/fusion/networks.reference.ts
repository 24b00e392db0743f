/** Kernel counts of nn-Meter and of ONNX Runtime on files that are not in the repository. */
import { describe, expect, test } from "vitest";
import { withFile } from "../../cli/files.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { hasShared, sharedPath } from "../../testing/shared.ts";
import { ruleSetById } from "./index.ts";
import { kernelsOf } from "./kernels.ts";
import { ort } from "./ort.ts";

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

/**
 * Nodes of the models that onnxruntime-node 1.30.0 saves on x86-64 at its default level, without those that only reshape
 * or reorder a layout. Three differ for reasons of their own: ONNX Runtime has no HardSwish and runs the one that joins no
 * convolution as two nodes, makes one Split of two slices of a value, and computes convolutions with equal weights once.
 */
const saved = [
  ["torchvision/light_resnet50.onnx", 56, 56],
  ["torchvision/light_mobilenet_v2.onnx", 54, 54],
  ["torchvision/light_efficientnet_b0.onnx", 164, 164],
  ["torchvision/light_regnet_y_400mf.onnx", 119, 119],
  ["torchvision/light_densenet121.onnx", 250, 250],
  ["light_resnet50.onnx", 57, 57],
  ["torchvision/light_mobilenet_v3_large.onnx", 83, 83 - 1],
  ["torchvision/light_shufflenet_v2_x1_0.onnx", 104, 104 + 13],
  ["torchvision/light_googlenet.onnx", 79, 79 + 2],
] as const;

describe.skipIf(!hasShared)("as many kernels as ONNX Runtime runs", () => {
  test.each(saved)("%s: %i", async (name, _, count) => {
    const { nodes, edges } = await withFile(sharedPath("models", name), (source) => analyzeFile(source));
    expect(kernelsOf(nodes, edges, ort)).toHaveLength(count);
  });
});
