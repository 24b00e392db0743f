import { describe, expect, test } from "vitest";
import { modelInput } from "../../learn/model-input.ts";
import { terms, termSums } from "../../predict/conv-regression.ts";
import { betweenKernels } from "../../predict/gpu-terms.ts";
import { inputOf } from "../../testing/gcn-weights.ts";
import { operatorKey } from "../atlas/qed-operators.ts";
import type { Sample } from "./groups.ts";
import { operatorParts } from "./operator-parts.ts";

const model = modelInput(
  inputOf(`
    x: float32[1,16,8,8]
    const w1: float32[16,16,1,1]
    const w2: float32[16,1,3,3]
    const w3: float32[10,16]
    a = Conv(x, w1)
    b = Relu(a)
    c = Conv(b, w2) group=16 pads=[1,1,1,1]
    d = Conv(c, w1)
    e = Add(d, b)
    f = GlobalAveragePool(e)
    g = Flatten(f)
    y = Gemm(g, w3) transB=1
  `),
  "tflite-adreno-640",
);
const sample: Sample = { network: "n", family: "f", whole: true, model, sums: termSums(model.amounts) };

/** A line of the profile as TensorFlow Lite's have it. */
const line = (
  operation: string,
  features: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string>> => ({
  operation,
  feature_json: JSON.stringify(features),
});
const pointwise = line("CONV_2D", {
  Input_shape: "8",
  Input_channel: 16,
  Output_shape: "8",
  Stride: "1",
  Kernel: "1",
  Filter: "16",
  Group: "1",
});
const depthwise = line("DEPTHWISE_CONV_2D", {
  Input_shape: "10",
  Input_channel: 16,
  Output_shape: "8",
  Stride: "1",
  Kernel: "3",
  Filter: "1",
  Group: "1",
});
const mean = line("MEAN", {
  Input_shape: "8",
  Input_channel: 16,
  Output_shape: "16",
  Stride: "-",
  Kernel: "0",
  Filter: "-",
});
const dense = line("FULLY_CONNECTED", { Input_shape: "-", Input_channel: 16, Output_shape: "-", Filter: "10" });

const timed = (one: Readonly<Record<string, string>>, seconds: number) => ({ key: operatorKey(one) ?? "", seconds });

describe("kernels of a profile find their nodes by sizes and order", () => {
  const operators = [timed(pointwise, 1), timed(depthwise, 2), timed(pointwise, 3), timed(mean, 4), timed(dense, 10)];

  test("each with the steps that are linked into it, and weighted by its share of what was timed", () => {
    const parts = operatorParts(sample, operators).map(({ sample: own, seconds, weight }) => [
      own.model.graph.nodes.map(({ op }) => op).join(),
      seconds,
      Number((weight ?? 0).toFixed(9)),
    ]);
    expect(parts.toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ["Conv,Relu", 1, 0.15],
      ["Conv", 2, 0.3],
      ["Conv,Add", 3, 0.45],
      ["GlobalAveragePool", 4, 0.6],
      ["Gemm", 10, 1.5],
    ]);
  });

  test("their amounts are those of the whole but for what lies between kernels", () => {
    const sums = new Float64Array(terms.length);
    for (const part of operatorParts(sample, operators)) {
      for (const [at, value] of part.sample.sums.entries()) sums[at] = (sums[at] ?? 0) + value;
    }
    const expected = sample.sums.map((value, at) => (betweenKernels.includes(terms[at] ?? "") ? 0 : value));
    expect(Array.from(sums)).toEqual(Array.from(expected));
  });

  test("a kind of which there are more or fewer than in the network is left out", () => {
    const parts = operatorParts(sample, operators.slice(0, 2));
    expect(parts.map(({ seconds }) => seconds)).toEqual([2]);
  });
});

test("PyTorch's profiles name the same sizes otherwise; a convolution without groups is depthwise", () => {
  const conv = (groups: object): Readonly<Record<string, string>> =>
    line("vulkan_prepack::run_conv2d_context", {
      input_channel: 16,
      input_shape: 8,
      output_channel: 16,
      output_shape: 8,
      kernel_size: 3,
      stride: 1,
      padding: 1,
      ...groups,
    });
  expect(operatorKey(conv({}))).toBe(operatorKey(depthwise));
  expect(operatorKey(conv({ groups: 1 }))).toBe("conv 16 16 k3 s1 g1 @8");
  expect(operatorKey(line("vulkan_prepack::run_linear_context", { input_shape: 16, output_shape: 10 }))).toBe(
    operatorKey(dense),
  );
  expect(operatorKey(line("aten::adaptive_avg_pool2d", { input_channel: 16, input_shape: 8 }))).toBe(operatorKey(mean));
  expect(operatorKey(line("aten::unheard_of", { input_channel: 16 }))).toBeUndefined();
});
