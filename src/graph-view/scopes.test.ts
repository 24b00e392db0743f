import { expect, test } from "vitest";
import { scopesOf } from "./scopes.ts";

test("slashes and points part scopes, and an outer scope that the inner one repeats counts once", () => {
  expect(scopesOf("/layer1/layer1.0/conv1/Conv")).toEqual(["layer1", "0", "conv1"]);
  expect(scopesOf("layer1.0.conv1")).toEqual(["layer1", "0"]);
  expect(scopesOf("model/block_1/conv2d/Conv2D")).toEqual(["model", "block_1", "conv2d"]);
  expect(scopesOf("/encoder/layers.11/attn/MatMul_1")).toEqual(["encoder", "layers", "11", "attn"]);
});

test("names without parts have no scope", () => {
  for (const name of ["", "Conv_12", "onnx::Conv_123", "/", "/Relu"]) expect(scopesOf(name)).toEqual([]);
});
