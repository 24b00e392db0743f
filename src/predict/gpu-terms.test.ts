import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modelInput } from "../learn/model-input.ts";
import { inputOf, smallNetwork } from "../testing/gcn-weights.ts";
import { type KernelScheme, kernelSchemes, terms, termSums } from "./conv-regression.ts";
import { betweenKernels, isGpuScheme } from "./gpu-terms.ts";

function amountsOf(source: string, scheme: KernelScheme): Readonly<Record<string, number>> {
  const sums = termSums(modelInput(inputOf(source), scheme).amounts);
  return Object.fromEntries(terms.flatMap((name, at) => ((sums[at] ?? 0) === 0 ? [] : [[name, sums[at] ?? 0]])));
}

const conv = (from: number, to: number, size: number, kernel: number): string => `
  x: float32[1,${from},${size},${size}]
  const w: float32[${to},${from},${kernel},${kernel}]
  y = Conv(x, w) pads=[${[0, 0, 0, 0].map(() => (kernel - 1) / 2).join()}]
`;

describe("a 1x1 convolution of 96 to 40 channels at 28x28 on an Adreno 640", () => {
  // 784 pixels x 10 groups of channels = 7840 of one, 30.6 waves a unit: blocks of 2 x 2 pixels by 2 groups.
  const amounts = amountsOf(conv(96, 40, 28, 1), "tflite-adreno-640");
  const [threads, block, loop] = [14 * 14 * 5, 8, 24];

  test("multiplies 16 times for each pixel, group of its block and step of its loop", () => {
    expect(amounts["dense.tile"]).toBe(threads * block * loop * 16);
    expect(amounts["dense.tile"]).toBe(96 * 40 * 28 * 28);
    expect(amounts["+1x1.tile"]).toBe(amounts["dense.tile"]);
  });

  test("takes at least the loop of one thread", () => {
    expect(amounts["dense.loop"]).toBe(loop);
    expect(amounts["dense.step"]).toBe(loop * block);
    expect(amounts["dense.wave"]).toBe(Math.ceil(threads / 256) * block * loop);
  });

  test("reads four pixels and eight weights a step", () => {
    expect(amounts["dense.texel"]).toBe(threads * loop * (4 + 4 * 2));
  });

  test("is one kernel after another, and the first of its network", () => {
    expect([amounts["any.count"], amounts["any.gap"], amounts["any.start"]]).toEqual([1, 1, 1]);
  });
});

test("channels that do not fill groups of four are computed nevertheless: 5 to 6 channels cost what 8 to 8 do", () => {
  const [ragged, full] = [conv(5, 6, 16, 3), conv(8, 8, 16, 3)].map((one) => amountsOf(one, "tflite-mali-g76"));
  expect(ragged!["dense.tile"]).toBe(full!["dense.tile"]);
  expect(ragged!["dense.loop"]).toBe(9 * 2);
});

test("on a Mali 64 channels at 56x56 go by Winograd: 36 products of channels for each of 14 x 14 tiles", () => {
  const amounts = amountsOf(conv(64, 64, 56, 3), "tflite-mali-g76");
  expect(amounts["winograd.mac"]).toBe(36 * 64 * 64 * 14 * 14);
  expect(amounts["dense.tile"]).toBeUndefined();
});

test("Vulkan's groups of 4 x 4 x 4 threads are filled up: 7x7 costs what 8x8 does", () => {
  const [odd, even] = [conv(64, 64, 7, 3), conv(64, 64, 8, 3)].map((one) => amountsOf(one, "vulkan"));
  expect(odd!["dense.tile"]).toBe(even!["dense.tile"]);
  expect(odd!["dense.tile"]).toBe(8 * 8 * 64 * 64 * 9);
});

test("a matrix times a vector: rows side by side, each a loop over four inputs at a time", () => {
  const amounts = amountsOf("x: float32[1,32]\nconst w: float32[10,32]\ny = Gemm(x, w) transB=1", "vulkan");
  expect(amounts["vector.loop"]).toBe(8);
  expect(amounts["vector.mac"]).toBe(32 * 12);
});

test("every scheme knows every node of a small network, and no amount is negative", () => {
  for (const scheme of kernelSchemes) {
    const { amounts } = modelInput(inputOf(smallNetwork), scheme);
    expect(amounts.every((one) => one !== undefined && one.amount.every((amount) => amount > 0))).toBe(true);
  }
});

test("more channels and larger images never multiply less, where the same way is taken", () => {
  const size = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(size, size, size, (from, to, side) => {
      const tile = (a: number, b: number, c: number): number =>
        amountsOf(conv(a, b, c, 5), "vulkan")["dense.tile"] ?? 0;
      if (side === 1) return;
      expect(tile(from + 1, to, side)).toBeGreaterThanOrEqual(tile(from, to, side));
      expect(tile(from, to + 1, side)).toBeGreaterThanOrEqual(tile(from, to, side));
      expect(tile(from, to, side + 1)).toBeGreaterThanOrEqual(tile(from, to, side));
    }),
    { numRuns: 40 },
  );
});

test("what lies between kernels belongs to GPUs only", () => {
  for (const scheme of kernelSchemes) {
    const names = Object.keys(amountsOf(smallNetwork, scheme));
    expect(betweenKernels.every((name) => names.includes(name))).toBe(isGpuScheme(scheme));
  }
});
