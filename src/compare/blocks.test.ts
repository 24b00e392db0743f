import { expect, test } from "vitest";
import { blockOf } from "./blocks.ts";

test.each([
  ["layer1.0.conv2", "Conv", "layer1.0"],
  ["features.3.conv.0.0", "Conv", "features.3"],
  ["features.0", "Conv", "features"],
  ["inception3a.branch1.conv", "Conv", "inception3a"],
  ["encoder.layers.encoder_layer_3.mlp.0", "Gemm", "encoder.layers.encoder_layer_3"],
  ["/layer1/layer1.0/conv1/Conv", "Conv", "layer1/layer1.0"],
  ["/layer1/layer1.0/relu/Relu_1", "Relu", "layer1/layer1.0"],
  ["/conv1/Conv", "Conv", undefined],
  ["fc", "Gemm", undefined],
  ["", "Relu", undefined],
])("%s (%s) is in block %s", (name, op, block) => {
  expect(blockOf({ name, op })).toBe(block);
});
