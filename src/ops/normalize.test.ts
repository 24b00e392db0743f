import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const perChannel =
  "x: float32[2,8,4,4]\n const s: float32[8]\n const b: float32[8]\n const m: float32[8]\n const v: float32[8]\n";

test("batch normalization at inference: a product and an addition per element, 5 to prepare each channel", () => {
  expect(lastNode(`${perChannel} y = BatchNormalization(x, s, b, m, v)`)).toMatchObject({
    output: "float32[2,8,4,4]",
    macs: 0,
    flops: 2 * 256 + 5 * 8,
  });
});

test("in training the running mean and variance come out per channel", () => {
  expect(lastNode(`${perChannel} y, rm, rv = BatchNormalization(x, s, b, m, v) training_mode=1`).outputs).toEqual([
    "float32[2,8,4,4]",
    "float32[8]",
    "float32[8]",
  ]);
});

test("a scale for another number of channels is a problem", () => {
  const text = "x: float32[2,8,4,4]\n const s: float32[9]\n y = BatchNormalization(x, s, s, s, s)";
  expect(lastNode(text).problems[0]).toMatch("8 channels, but a scale for 9");
});

test("layer normalization: mean and deviation for each row; 6 operations an element, 1 more with bias, 5 a row", () => {
  const inputs = "x: float32[2,10,16]\n const s: float32[16]\n const b: float32[16]\n";
  const node = lastNode(`${inputs} y, m, d = LayerNormalization(x, s, b)`);
  expect(node.outputs).toEqual(["float32[2,10,16]", "float32[2,10,1]", "float32[2,10,1]"]);
  expect(node.flops).toBe(7 * 320 + 5 * 20);
  expect(lastNode(`${inputs} y = LayerNormalization(x, s) axis=1`).flops).toBe(6 * 320 + 5 * 2);
});

test("statistics have the type of stash_type, whatever the input's", () => {
  const text = "x: float16[2,16]\n const s: float16[16]\n y, m = LayerNormalization(x, s)";
  expect(lastNode(text).outputs).toEqual(["float16[2,16]", "float32[2,1]"]);
});

test("group normalization: each image has num_groups rows", () => {
  const inputs = "x: float32[2,8,4,4]\n const s: float32[8]\n const b: float32[8]\n";
  expect(lastNode(`${inputs} y = GroupNormalization(x, s, b) num_groups=4`).flops).toBe(7 * 256 + 5 * 8);
  expect(lastNode(`${inputs} y = GroupNormalization(x, s, b) num_groups=3`).problems[0]).toMatch(
    "8 channels in 3 groups",
  );
});

test("instance normalization: each channel of each image is a row", () => {
  const inputs = "x: float32[2,8,4,4]\n const s: float32[8]\n const b: float32[8]\n";
  expect(lastNode(`${inputs} y = InstanceNormalization(x, s, b)`).flops).toBe(7 * 256 + 5 * 16);
});

test("RMS normalization: square, +, ·, · for each element, 4 for each row", () => {
  expect(lastNode("x: float32[3,16]\n const s: float32[16]\n y = RMSNormalization(x, s)", 23).flops).toBe(
    4 * 48 + 4 * 3,
  );
});

test("local response normalization over 5 channels: 5 + 4 per element", () => {
  expect(lastNode("x: float32[1,8,2,2]\n y = LRN(x) size=5").flops).toBe(9 * 32);
});

test("Dropout at inference passes its input on, and a mask of bool (of the data's type before version 10)", () => {
  const text = "x: float32[4]\n y, m = Dropout(x)";
  expect(lastNode(text)).toMatchObject({ outputs: ["float32[4]", "bool[4]"], flops: 0 });
  expect(lastNode(text, 7).outputs[1]).toBe("float32[4]");
});

test("LRN over a number of channels that cannot be contradicts it", () => {
  expect(lastNode("x: float32[1,4,8,8]\n y = LRN(x) size=5").flops).toBe(9 * 256);
  expect(lastNode("x: float32[1,4,8,8]\n y = LRN(x) size=-8").problems[0]).toMatch("size is -8");
});
