import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convAlgorithmById } from "../../cost/conv/index.ts";
import type { Window } from "../../cost/node-cost.ts";
import { libraries, libraryById, libraryOf } from "./index.ts";
import { type ConvContext, type Pick, pickOf } from "./library.ts";
import { convolution } from "../../testing/windows.ts";

const context: ConvContext = { threads: 1, precision: "fp32", l2Bytes: 512 * 1024, isShapeKnown: true };
const picks = (id: string, window: Window, rest: Partial<ConvContext> = {}): Pick => {
  const library = libraryById(id);
  if (library === undefined) throw new Error(id);
  return pickOf(library, window, { ...context, ...rest });
};

const flat: Partial<Window> = { kernel: [1, 1], pads: [0, 0, 0, 0] };
const half = (size: number): Partial<Window> => ({ strides: [2, 2], output: [size / 2, size / 2] });
const wide = (kernel: number): Partial<Window> => ({
  kernel: [kernel, kernel],
  pads: [0, 0, 0, 0].map(() => (kernel - 1) / 2),
});

describe("MindSpore Lite: the number of threads changes the choice", () => {
  test.each([
    [28, 128, 1, "winograd-6x3"],
    [28, 128, 4, "winograd-4x3"],
    [14, 256, 1, "winograd-4x3"],
    [14, 256, 4, "winograd-2x3"],
  ])("%ix%i maps of as many channels, %i threads: %s", (size, channels, threads, algorithm) => {
    expect(picks("mindspore-lite", convolution(size, channels, channels), { threads })).toMatchObject({
      algorithm,
      kind: "read",
    });
  });

  // 28² / (12·1) = 66 → units to 8. u = 6: 115.6 M / ((130·64·128 + 14·6·128)·25) - 0.12·64/9 = 3.445.
  test("the gain of F(6,3) at 28x28, 128 channels is 3.45", () => {
    expect(picks("mindspore-lite", convolution(28, 128, 128)).reason).toContain("1 thread: 3.45");
  });

  test.each([
    ["depthwise-winograd", 56, { groups: 64 }, 4],
    ["depthwise", 12, { groups: 64 }, 4],
    ["depthwise", 56, { groups: 64, ...half(56) }, 1],
    ["grouped", 56, { groups: 4 }, 1],
    ["pointwise", 56, flat, 1],
    ["im2col-tiled", 56, half(56), 1],
  ] as const)("%s at size %i", (algorithm, size, rest, threads) => {
    expect(picks("mindspore-lite", convolution(size, 64, 64, rest), { threads }).algorithm).toBe(algorithm);
  });
});

describe("ncnn", () => {
  test.each([
    ["winograd-6x3", 64, 128, {}],
    ["winograd-6x3", 128, 128, {}],
    ["winograd-4x3", 256, 256, {}],
    ["winograd-2x3", 4, 256, {}],
    ["direct", 3, 32, half(56)],
    ["direct", 16, 16, wide(5)],
    ["im2col", 32, 64, half(56)],
    ["direct", 32, 16, half(56)],
    ["pointwise", 64, 64, flat],
    ["im2col", 64, 64, { ...flat, ...half(56) }],
    ["im2col", 64, 64, { dilations: [2, 2], pads: [2, 2, 2, 2] }],
    ["grouped", 64, 64, { groups: 4 }],
    ["depthwise", 64, 64, { groups: 64 }],
    ["col2im", 64, 64, { kind: "conv-transpose" }],
  ] as const)("Arm: %s for %i → %i channels", (algorithm, from, to, rest) => {
    expect(picks("ncnn-arm", convolution(56, from, to, rest)).algorithm).toBe(algorithm);
  });

  test("Arm: Winograd is chosen at load, whatever the size of the maps", () => {
    for (const size of [7, 14, 56, 224])
      expect(picks("ncnn-arm", convolution(size, 64, 64)).algorithm).toBe("winograd-6x3");
  });

  test("Arm: fp16 raises the threshold from 8 to 16 channels", () => {
    expect(picks("ncnn-arm", convolution(56, 8, 8)).algorithm).toBe("winograd-6x3");
    expect(picks("ncnn-arm", convolution(56, 8, 8), { precision: "fp16" }).algorithm).not.toMatch(/winograd/);
  });

  // 7x7 with 16 → 15 channels: 16·15·49·8 = 94,080 bytes.
  test("Arm: few channels are unfolded when their filters exceed the level-2 cache, and an unknown one is assumed", () => {
    const window = convolution(56, 16, 15, wide(7));
    expect(picks("ncnn-arm", window, { l2Bytes: 94_079 })).toMatchObject({ algorithm: "im2col", kind: "read" });
    expect(picks("ncnn-arm", window, { l2Bytes: 94_080 })).toMatchObject({ algorithm: "direct", kind: "read" });
    expect(picks("ncnn-arm", window, { l2Bytes: undefined })).toMatchObject({ algorithm: "direct", kind: "assumed" });
  });

  test.each([
    ["winograd-6x3", 56, 32, true],
    ["winograd-4x3", 56, 64, true],
    ["winograd-2x3", 14, 256, true],
    ["winograd-6x3", 56, 32, false],
    ["winograd-4x3", 56, 33, false],
    ["im2col", 56, 8, true],
  ] as const)("x86: %s at %i with %i channels, shape known: %s", (algorithm, size, channels, isShapeKnown) => {
    expect(picks("ncnn-x86", convolution(size, channels, channels), { isShapeKnown }).algorithm).toBe(algorithm);
  });
});

describe("MNN", () => {
  // α³ and more grow with the unit, tiles shrink: at 56x56, 64→64 the formula prefers 6.
  test("takes the tile that gains most; 5x5 kernels too; fp16 has no tiles of 8", () => {
    expect(picks("mnn", convolution(56, 64, 64)).algorithm).toBe("winograd-6x3");
    expect(picks("mnn", convolution(56, 64, 64), { precision: "fp16" }).algorithm).toBe("winograd-4x3");
    expect(picks("mnn", convolution(56, 64, 64, wide(5))).algorithm).toBe("winograd-4x5");
  });
  test("many threads leave small tiles only", () => {
    expect(picks("mnn", convolution(7, 512, 512), { threads: 8 }).algorithm).toBe("winograd-2x3");
    expect(picks("mnn", convolution(7, 512, 512), { threads: 25 }).algorithm).toBe("im2col-tiled");
  });
  test("few channels gain nothing, 1x1 is a product", () => {
    expect(picks("mnn", convolution(56, 1, 1)).algorithm).toBe("im2col-tiled");
    expect(picks("mnn", convolution(56, 64, 64, flat)).algorithm).toBe("pointwise");
  });
});

test.each([
  ["paddle-lite", "winograd-6x3", convolution(56, 64, 64), {}],
  ["paddle-lite", "winograd-4x3", convolution(14, 64, 64), {}],
  ["paddle-lite", "winograd-2x3", convolution(14, 64, 64), { threads: 4 }],
  ["paddle-lite", "direct", convolution(224, 3, 32, half(224)), {}],
  ["paddle-lite", "im2col", convolution(14, 256, 256, half(14)), {}],
  ["paddle-lite", "depthwise", convolution(56, 64, 64, { groups: 64, ...wide(5) }), {}],
  ["armcl", "im2col", convolution(224, 3, 64), {}],
  ["armcl", "im2col", convolution(56, 64, 64, { dilations: [2, 2] }), {}],
  ["armcl", "pointwise", convolution(56, 64, 64, flat), {}],
  ["armcl", "im2col-indirect", convolution(56, 64, 64, half(56)), {}],
  ["armcl", "im2col-indirect", convolution(1000, 3, 64, wide(9)), {}],
  ["onednn-x64", "direct", convolution(56, 64, 64), {}],
  ["onednn-x64", "depthwise", convolution(56, 64, 64, { groups: 64 }), {}],
  ["onednn-aarch64", "winograd-4x3", convolution(56, 64, 64), {}],
  ["onednn-aarch64", "im2col-indirect", convolution(224, 64, 64), {}],
  ["onednn-aarch64", "im2col-indirect", convolution(56, 64, 64), { threads: 29 }],
  ["ort", "im2col-tiled", convolution(56, 64, 64), {}],
  ["ort", "im2col", convolution(7, 512, 512), {}],
  ["ort", "pointwise", convolution(7, 512, 512, flat), {}],
  ["ort-nchwc", "direct", convolution(56, 64, 64), {}],
  ["ort-nchwc", "direct", convolution(224, 3, 64, half(224)), {}],
  ["ort-nchwc", "direct", convolution(56, 20, 64), {}],
  ["ort-nchwc", "im2col-tiled", convolution(56, 18, 64), {}],
  ["xnnpack", "im2col-indirect", convolution(56, 64, 64), {}],
  ["xnnpack", "pointwise", convolution(56, 64, 64, flat), {}],
  ["xnnpack", "depthwise", convolution(56, 64, 64, { groups: 64 }), {}],
  [
    "xnnpack",
    "subconvolution",
    convolution(28, 64, 64, { kind: "conv-transpose", strides: [2, 2], output: [57, 57] }),
    {},
  ],
  ["xnnpack", "im2col-indirect", convolution(28, 64, 64, { kind: "conv-transpose" }), {}],
  ["pytorch", "direct", convolution(56, 64, 64), {}],
  ["pytorch", "im2col", convolution(10, 16, 16), {}],
  ["pytorch", "pointwise", convolution(56, 64, 64, flat), {}],
  ["pytorch-mobile", "im2col", convolution(56, 64, 64), {}],
  ["pytorch-mobile", "depthwise", convolution(56, 64, 64, { groups: 64 }), {}],
] as const)("%s picks %s", (id, algorithm, window, rest) => {
  expect(picks(id, window, rest).algorithm).toBe(algorithm);
});

test("nine channels are few for blocks of 16 only: assumed", () => {
  expect(picks("ort-nchwc", convolution(56, 24, 64))).toMatchObject({ algorithm: "direct", kind: "read" });
  expect(picks("ort-nchwc", convolution(56, 9, 64))).toMatchObject({ algorithm: "direct", kind: "assumed" });
});

test("what was read for fp32 is assumed for int8, without Winograd", () => {
  expect(picks("mnn", convolution(56, 64, 64), { precision: "int8" })).toMatchObject({
    algorithm: "im2col-tiled",
    kind: "assumed",
  });
  expect(picks("xnnpack", convolution(56, 64, 64), { precision: "int8" })).toMatchObject({ kind: "read" });
});

test("one and three dimensions are assumed to go the usual way", () => {
  const line: Partial<Window> = {
    input: [100],
    output: [100],
    kernel: [3],
    strides: [1],
    dilations: [1],
    pads: [1, 1],
  };
  expect(picks("mnn", convolution(0, 64, 64, line))).toMatchObject({ algorithm: "im2col-tiled", kind: "assumed" });
});

const anyWindow: fc.Arbitrary<Window> = fc
  .record({
    kind: fc.constantFrom<("conv" | "conv-transpose")[]>("conv", "conv", "conv", "conv-transpose"),
    perGroup: fc.constantFrom(1, 3, 8, 16, 64, 200),
    filters: fc.constantFrom(1, 2, 8, 16, 64, 200),
    groups: fc.constantFrom(1, 1, 2, 16),
    size: fc.integer({ min: 1, max: 230 }),
    kernel: fc.integer({ min: 1, max: 9 }),
    stride: fc.constantFrom(1, 1, 2, 3),
    dilation: fc.constantFrom(1, 1, 2),
    pad: fc.constantFrom(0, 1, 2),
    axes: fc.constantFrom(1, 2, 2, 2, 3),
  })
  .map(({ kind, perGroup, filters, groups, size, kernel, stride, dilation, pad, axes }) => {
    const every = (value: number): readonly number[] => Array.from({ length: axes }, () => value);
    return {
      kind,
      batch: 1,
      inputChannels: perGroup * groups,
      outputChannels: filters * groups,
      groups,
      input: every(size),
      output: every(Math.max(1, kind === "conv" ? Math.ceil(size / stride) : size * stride)),
      kernel: every(kernel),
      strides: every(stride),
      dilations: every(dilation),
      pads: [...every(pad), ...every(pad)],
    };
  });
const anyContext: fc.Arbitrary<ConvContext> = fc.record({
  threads: fc.constantFrom(1, 2, 4, 8, 64),
  precision: fc.constantFrom("fp32", "fp16", "int8"),
  l2Bytes: fc.constantFrom(undefined, 262_144, 1_048_576),
  isShapeKnown: fc.boolean(),
});

test.each(libraries.map((library) => [library.id, library] as const))(
  "%s always picks an algorithm that applies, and says why in a sentence",
  (_, library) => {
    fc.assert(
      fc.property(anyWindow, anyContext, (window, where) => {
        const pick = pickOf(library, window, where);
        const algorithm = convAlgorithmById(pick.algorithm);
        expect(algorithm, pick.algorithm).toBeDefined();
        expect(algorithm?.refusal(window), `${pick.algorithm} of ${JSON.stringify(window)}`).toBeUndefined();
        expect(pick.reason).toMatch(/^[A-Z0-9].*\.$/i);
      }),
      { numRuns: 300 },
    );
  },
);

test("every runtime of the atlas has its library; ncnn's depends on the processor", () => {
  expect(libraryOf("tflite", false).id).toBe("xnnpack");
  expect([libraryOf("ncnn", false).id, libraryOf("ncnn", true).id]).toEqual(["ncnn-arm", "ncnn-x86"]);
  for (const id of ["ort", "mnn", "armcl", "pytorch-mobile"]) expect(libraryOf(id, false).id).toBe(id);
  expect(new Set(libraries.map(({ id }) => id)).size).toBe(libraries.length);
});
