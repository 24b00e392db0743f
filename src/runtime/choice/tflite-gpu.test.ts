import { expect, test } from "vitest";
import type { Window } from "../../cost/node-cost.ts";
import { blockOf, slicesOf, takesWinograd, type TfliteGpu } from "./tflite-gpu.ts";

const conv = (inputChannels: number, outputChannels: number, size: number, kernel = 3): Window => ({
  kind: "conv",
  batch: 1,
  inputChannels,
  outputChannels,
  groups: 1,
  input: [size, size],
  output: [size, size],
  kernel: [kernel, kernel],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
});

const adreno: TfliteGpu = { family: "adreno", units: 2 };
const mali: TfliteGpu = { family: "mali", units: 12 };
const powervr: TfliteGpu = { family: "powervr", units: 1 };
const apple: TfliteGpu = { family: "apple", units: 4 };

test("channels lie in groups of four", () => {
  expect([1, 3, 4, 5, 64].map(slicesOf)).toEqual([1, 1, 1, 2, 16]);
});

// QED's profiles name the kernel: of ResNet-18's 3x3 convolutions, those at 56 and 28 by Winograd on Mali, none on Adreno.
test.each([
  [64, 56, true],
  [128, 28, true],
  [256, 14, false],
  [512, 7, false],
])("%i channels at %i: Winograd on Mali %s; an Adreno wants 128 channels and 128 tiles", (channels, size, isTaken) => {
  const window = conv(channels, channels, size);
  expect([mali, powervr, apple].map((gpu) => takesWinograd(gpu, window))).toEqual([isTaken, isTaken, isTaken]);
  expect(takesWinograd(adreno, window)).toBe(false);
});

test("an Adreno takes Winograd for 128 channels at 56x56: 196 tiles; a stride or another kernel never does", () => {
  expect(takesWinograd(adreno, conv(128, 128, 56))).toBe(true);
  expect(takesWinograd(adreno, conv(128, 128, 56, 5))).toBe(false);
  expect(takesWinograd(adreno, { ...conv(128, 128, 56), strides: [2, 2] })).toBe(false);
  expect(takesWinograd(adreno, { ...conv(128, 128, 56), groups: 4 })).toBe(false);
});

test("an Adreno's threads take more the more waves of 128 there are for each of its units", () => {
  // 196 pixels x 8 groups of channels = 1568 threads of one: 6.1 waves a unit.
  expect(blockOf(adreno, conv(16, 32, 14))).toEqual({ x: 2, y: 1, slices: 1 });
  expect(blockOf(adreno, conv(16, 16, 14))).toEqual({ x: 1, y: 1, slices: 1 });
  expect(blockOf(adreno, conv(16, 80, 14))).toEqual({ x: 2, y: 1, slices: 2 });
  expect(blockOf(adreno, conv(16, 512, 14))).toEqual({ x: 2, y: 2, slices: 2 });
});

test("a Mali's threads take up to eight of a 1x1 kernel, up to four of a wider one", () => {
  expect(blockOf(mali, conv(64, 64, 112, 1))).toEqual({ x: 2, y: 2, slices: 2 });
  expect(blockOf(mali, conv(64, 64, 112, 3))).toEqual({ x: 2, y: 1, slices: 2 });
  expect(blockOf(mali, conv(64, 64, 7, 1))).toEqual({ x: 1, y: 1, slices: 1 });
});

test("a PowerVR's take two pixels and up to four groups; an Apple GPU's rows in twos", () => {
  expect(blockOf(powervr, conv(64, 64, 28))).toEqual({ x: 2, y: 1, slices: 4 });
  expect(blockOf(powervr, conv(64, 12, 28))).toEqual({ x: 2, y: 1, slices: 3 });
  expect(blockOf(apple, conv(64, 128, 56))).toEqual({ x: 1, y: 2, slices: 4 });
  expect(blockOf(apple, conv(64, 16, 7))).toEqual({ x: 1, y: 1, slices: 1 });
});
