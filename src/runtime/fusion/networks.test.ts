/**
 * Kernels of known networks. The counts of resnet50 and mobilenet_v2 are those of nn-Meter (76d7f88 with the rules of
 * 4ca1750) on torchvision's exports, where batch normalization is folded; `networks.reference.ts` has the files themselves.
 */
import { expect, test } from "vitest";
import { analyzeModel } from "../../engine/analyze.ts";
import { networkOf } from "../../generate/index.ts";
import { synthetic } from "../../generate/synthetic.ts";
import { ruleSets, ruleSetOf } from "./index.ts";
import { type Fusion, fusionOf } from "./kernels.ts";
import type { RuleSet } from "./rules.ts";
import { tfliteCpu } from "./tflite-cpu.ts";
import { tfliteGpu } from "./tflite-gpu.ts";
import { vpu } from "./vpu.ts";

const file = { name: "test.onnx", bytes: 0, bytesRead: 0 };

function fused(id: string, ruleSet: RuleSet): Fusion {
  const network = networkOf(id);
  if (network === undefined) throw new Error(`no such network: ${id}`);
  const { nodes, edges, model } = analyzeModel(network.build(), file, {});
  return fusionOf(
    nodes,
    edges,
    ruleSet,
    model.outputs.map(({ name }) => name),
  );
}

const counts = ({ kernels }: Fusion): Readonly<Record<string, number>> => {
  const found: Record<string, number> = {};
  for (const { label } of kernels) found[label] = (found[label] ?? 0) + 1;
  return found;
};

test("resnet50: 71 kernels on TFLite's CPU and the VPU, 56 on its GPU", () => {
  expect(counts(fused("resnet50", tfliteCpu))).toEqual({
    "conv-relu-maxpool": 1,
    "conv-relu": 32,
    conv: 20,
    "add-relu": 16,
    gap: 1,
    fc: 1,
  });
  expect(fused("resnet50", tfliteCpu).kernels).toHaveLength(71);
  expect(fused("resnet50", vpu).kernels).toHaveLength(71);
  expect(fused("resnet50", tfliteGpu).kernels).toHaveLength(56);
});

test("mobilenet_v2: 64 kernels on TFLite's CPU, 54 on its GPU, where ten sums join a convolution", () => {
  expect(counts(fused("mobilenet_v2", tfliteCpu))).toEqual({
    "conv-relu": 18,
    "dwconv-relu": 17,
    conv: 17,
    add: 10,
    gap: 1,
    fc: 1,
  });
  expect(fused("mobilenet_v2", tfliteGpu).kernels).toHaveLength(54);
  expect(counts(fused("mobilenet_v2", tfliteGpu))["conv-add"]).toBe(10);
});

test("ONNX Runtime: 56 and 54 kernels, as many nodes as onnxruntime-node 1.30.0 saves of the two", () => {
  expect(fused("resnet50", ruleSetOf("ort", "phone")).kernels).toHaveLength(56);
  expect(fused("mobilenet_v2", ruleSetOf("ort", "phone")).kernels).toHaveLength(54);
});

test("a ViT's blocks: attention and GELU are one kernel each", () => {
  const general = counts(fused("vit_b_16", ruleSetOf("ncnn", "phone")));
  expect(general["attention"]).toBe(12);
  expect(Object.entries(general).filter(([label]) => label.endsWith("-gelu"))).toEqual([[expect.any(String), 12]]);
});

test("each runtime has the rules that are known of it", () => {
  expect(["tflite", "ort", "ncnn", "mnn"].map((runtime) => ruleSetOf(runtime, "phone").id)).toEqual([
    "tflite-cpu",
    "ort",
    "general",
    "general",
  ]);
  expect(ruleSetOf("tflite", "gpu").id).toBe("tflite-gpu");
});

test("every rule set names its source, and no two share an id", () => {
  expect(new Set(ruleSets.map(({ id }) => id)).size).toBe(ruleSets.length);
  for (const { source, about } of ruleSets) expect([source.length > 20, about.length > 20]).toEqual([true, true]);
});

test("ten thousand nodes take linear time: not more than 20 times a thousand", () => {
  const analyses = [1000, 10_000].map((nodes) => analyzeModel(synthetic({ nodes }), file, {}));
  const [small = 0, large = 0] = analyses.map(({ nodes, edges }) => {
    const times = Array.from({ length: 6 }, () => {
      const start = performance.now();
      fusionOf(nodes, edges, ruleSetOf("ncnn", "phone"));
      return performance.now() - start;
    });
    return Math.min(...times);
  });
  expect(large / small).toBeLessThan(20);
});
