import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Window } from "../../ops/op.ts";
import { arithmeticOf, type ConvCost, defaultTiling, keptOf, macsOf, workspaceOf } from "./algorithm.ts";
import { binsOf, fftCost } from "./fft.ts";
import { convAlgorithmById, convAlgorithms } from "./index.ts";
import { tileCounts, tilesOf } from "./winograd.ts";
import { convolution } from "../../testing/windows.ts";

const costOf = (id: string, window: Window, bytes = 4): ConvCost => {
  const algorithm = convAlgorithmById(id);
  if (algorithm === undefined) throw new Error(id);
  expect(algorithm.refusal(window)).toBeUndefined();
  return algorithm.cost(window, bytes, defaultTiling);
};
const refusalOf = (id: string, window: Window): string => convAlgorithmById(id)?.refusal(window) ?? "";
const buffer = (cost: ConvCost, name: string): number =>
  cost.buffers.find((one) => one.name === name)?.bytes ?? Number.NaN;

describe("Winograd, Lavin & Gray 2016", () => {
  test.each([
    [2, 32, 28, 24],
    [4, 144, 72, 100],
    [6, 416, 143, 280],
  ])("F(%i,3): instructions of a tile's data %i, filter %i and inverse transform %i", (m, data, filter, inverse) => {
    expect(tileCounts(m, 3, 2)).toEqual({ data, filter, inverse });
  });

  const conv56 = convolution(56, 64, 64);
  test("56x56, 64→64 directly: 56²·64·64·9 = 115.6 M MACs", () => {
    expect(macsOf(conv56)).toBe(115_605_504);
  });

  // V + M are α²·(C + K)·T·4 bytes, in MiB.
  test.each([
    [2, 51.4, 2.19, 6.1],
    [4, 28.9, 3.8, 3.4],
    [6, 26.2, 4.065, 3.1],
  ])(
    "56x56, 64→64 by F(%i,3): %f M multiplications, %f times less arithmetic, V + M of %f MiB",
    (m, millions, gain, mib) => {
      const cost = costOf(`winograd-${m}x3`, conv56);
      expect(cost.multiplies / 1e6).toBeCloseTo(millions, 1);
      expect((2 * macsOf(conv56)) / arithmeticOf(cost)).toBeCloseTo(gain, 2);
      expect(workspaceOf(cost) / 2 ** 20).toBeCloseTo(mib, 1);
      expect(buffer(cost, "V")).toBe(buffer(cost, "M"));
    },
  );

  test.each([
    [14, 256, 4, 3.06],
    [14, 256, 6, 3.06],
    [7, 512, 2, 1.72],
    [7, 512, 4, 3.06],
    [7, 512, 6, 1.72],
  ])("%ix%i maps: F(%i,3) saves %f times the multiplications, edges counted", (size, channels, m, gain) => {
    const window = convolution(size, channels, channels);
    const cost = costOf(`winograd-${m}x3`, window);
    expect(macsOf(window) / cost.multiplies).toBeCloseTo(gain, 2);
  });

  test("7x7 in tiles of 6: four tiles compute 144 outputs for 49", () => {
    const cost = costOf("winograd-6x3", convolution(7, 512, 512));
    expect(tilesOf(convolution(7, 512, 512), 6)).toBe(4);
    expect(cost.tileWaste).toBeCloseTo(1 - 49 / 144, 12);
  });

  test.each([
    [2, 16 / 9],
    [4, 4],
    [6, 64 / 9],
  ])("F(%i,3): U is %f times the weights and kept; the filters are transformed once", (m, ratio) => {
    const cost = costOf(`winograd-${m}x3`, conv56);
    expect(keptOf(cost) / (64 * 64 * 9 * 4)).toBeCloseTo(ratio, 12);
    expect(cost.filterTransform).toBe(64 * 64 * (tileCounts(m, 3, 2)?.filter ?? 0));
  });

  test("F(4,3) of one dimension: ceil(100/4)·6 multiplications a channel pair, 12 and 10 instructions a tile", () => {
    const window: Window = { ...convolution(100, 8, 16), input: [100], output: [100], kernel: [3], strides: [1], dilations: [1], pads: [1, 1] }; // prettier-ignore
    const cost = costOf("winograd-4x3", window);
    expect(cost.multiplies).toBe(25 * 6 * 8 * 16);
    expect([cost.dataTransform, cost.inverseTransform]).toEqual([25 * 8 * 12, 25 * 16 * 10]);
  });

  test.each([
    ["stride 2x2", { strides: [2, 2] }],
    ["Dilation", { dilations: [2, 2] }],
    ["1x3", { kernel: [1, 3] }],
    ["One channel a group", { groups: 64 }],
    ["transposed", { kind: "conv-transpose" }],
    ["three dimensions", { kernel: [3, 3, 3], output: [4, 4, 4] }],
  ] as const)("refuses %s", (text, rest) => {
    expect(refusalOf("winograd-4x3", convolution(56, 64, 64, rest)).replaceAll("×", "x")).toContain(text);
  });
});

describe("im2col", () => {
  const window = convolution(56, 64, 64, { batch: 2 });
  test("explicit: columns of C·R·S·P·Q elements, written and read once an image", () => {
    const cost = costOf("im2col", window);
    expect(workspaceOf(cost)).toBe(64 * 9 * 56 * 56 * 4);
    expect(cost.extraTraffic).toBe(2 * 2 * 64 * 9 * 56 * 56 * 4);
    expect(cost.multiplies).toBe(macsOf(window));
  });

  test("tiled: a slice of 128·128 elements a thread, nothing more in memory", () => {
    const tiled = convAlgorithmById("im2col-tiled");
    const cost = tiled?.cost(window, 4, { ...defaultTiling, threads: 4 });
    expect(cost && workspaceOf(cost)).toBe(4 * 128 * 128 * 4);
    expect(cost?.extraTraffic).toBe(0);
  });

  test("indirect: R·S·P·Q pointers of 8 bytes, kept", () => {
    const cost = costOf("im2col-indirect", window);
    expect([keptOf(cost), workspaceOf(cost)]).toEqual([9 * 56 * 56 * 8, 0]);
  });

  test("a 1x1 kernel at stride 1 is a product already, at stride 2 it needs a gather", () => {
    const flat = convolution(56, 64, 64, { kernel: [1, 1], pads: [0, 0, 0, 0] });
    const strided: Window = { ...flat, strides: [2, 2], output: [28, 28] };
    expect(costOf("pointwise", flat).buffers).toEqual([]);
    expect(refusalOf("im2col", flat)).toContain("nothing to unfold");
    expect(refusalOf("pointwise", strided)).toContain("gather");
    expect(workspaceOf(costOf("im2col", strided))).toBe(64 * 28 * 28 * 4);
  });
});

describe("FFT", () => {
  // Two dimensions: 5·n²·log2(n) FLOP a tile and channel, n(n/2+1) bins, 4 multiplications a complex product.
  test("56x56, 64→64 in tiles of 16: 4²  tiles of 14² outputs", () => {
    const cost = fftCost(convolution(56, 64, 64), 4, 16);
    expect(binsOf(16, 2)).toBe(144);
    expect(cost.multiplies).toBe(4 * 144 * 16 * 64 * 64);
    expect(cost.dataTransform).toBe(16 * 64 * 5 * 256 * 4);
    expect(cost.tileWaste).toBe(0);
  });

  test("takes the tile with the least arithmetic; gains more the larger the kernel", () => {
    const gain = (kernel: number): number => {
      const window = convolution(64, 64, 64, { kernel: [kernel, kernel] });
      return (2 * macsOf(window)) / arithmeticOf(costOf("fft", window));
    };
    expect(gain(11)).toBeGreaterThan(gain(7));
    expect(gain(7)).toBeGreaterThan(gain(3));
    for (const n of [8, 16, 32, 64, 128]) {
      const window = convolution(64, 64, 64);
      expect(arithmeticOf(costOf("fft", window))).toBeLessThanOrEqual(arithmeticOf(fftCost(window, 4, n)));
    }
  });
});

describe("groups, dilation, transposition", () => {
  test("depthwise 3x3: N·C·9·P·Q multiply-adds without buffer; rows by F(2,3) take two thirds of them", () => {
    const window = convolution(56, 64, 64, { groups: 64 });
    expect(costOf("depthwise", window).multiplies).toBe(64 * 9 * 56 * 56);
    expect(costOf("depthwise-winograd", window).multiplies).toBe((64 * 9 * 56 * 56 * 2) / 3);
    expect(refusalOf("depthwise", convolution(56, 64, 64, { groups: 32 }))).toContain("summed");
  });

  test("four groups: a quarter of the MACs, and a column buffer of one group", () => {
    const window = convolution(56, 64, 64, { groups: 4 });
    const cost = costOf("grouped", window);
    expect(cost.multiplies).toBe(115_605_504 / 4);
    expect(workspaceOf(cost)).toBe(16 * 9 * 56 * 56 * 4);
    expect(cost.extraTraffic).toBe(2 * 64 * 9 * 56 * 56 * 4);
  });

  test("dilation 2 splits 56x56 into four of 28x28 without waste, 55x55 with it", () => {
    const dilated = { dilations: [2, 2], pads: [2, 2, 2, 2] };
    expect(costOf("dilated-split", convolution(56, 64, 64, dilated))).toMatchObject({
      multiplies: 115_605_504,
      tileWaste: 0,
    });
    expect(costOf("dilated-split", convolution(55, 64, 64, dilated)).tileWaste).toBeCloseTo(1 - 55 ** 2 / 56 ** 2, 12);
    expect(workspaceOf(costOf("im2col", convolution(56, 64, 64, dilated)))).toBe(64 * 9 * 56 * 56 * 4);
  });

  // Input 28x28, kernel 4, stride 2, pads 1: output 56x56.
  const up = convolution(28, 64, 32, { kind: "conv-transpose", output: [56, 56], kernel: [4, 4], strides: [2, 2] });
  test("transposed: MACs by the input's area; zeros inserted cost s² as much", () => {
    expect(macsOf(up)).toBe(64 * 32 * 16 * 28 * 28);
    expect(costOf("zero-insertion", up).multiplies).toBe(4 * macsOf(up));
    expect(costOf("zero-insertion", up).tileWaste).toBe(0.75);
    expect(costOf("subconvolution", up).multiplies).toBe(macsOf(up));
  });

  test("col2im: a buffer of K·R·S·H·W elements, each added to its place", () => {
    const cost = costOf("col2im", up);
    expect(workspaceOf(cost)).toBe(32 * 16 * 28 * 28 * 4);
    expect(cost.additions).toBe(macsOf(up) + 32 * 16 * 28 * 28);
  });

  test("sub-convolutions need a stride above 1 and not above the kernel, and no dilation", () => {
    expect(refusalOf("subconvolution", { ...up, strides: [1, 1] })).toContain("stride 1");
    expect(refusalOf("subconvolution", { ...up, strides: [5, 5] })).toContain("exceeds");
    expect(refusalOf("subconvolution", { ...up, dilations: [2, 2] })).toContain("Dilation");
  });
});

const anyWindow: fc.Arbitrary<Window> = fc
  .record({
    transposed: fc.boolean(),
    batch: fc.integer({ min: 1, max: 3 }),
    perGroup: fc.integer({ min: 1, max: 9 }),
    filters: fc.integer({ min: 1, max: 9 }),
    groups: fc.constantFrom(1, 1, 1, 2, 5),
    axes: fc.constantFrom(1, 2, 2, 2, 3),
    size: fc.integer({ min: 1, max: 40 }),
    kernel: fc.integer({ min: 1, max: 7 }),
    stride: fc.constantFrom(1, 1, 1, 2, 3),
    dilation: fc.constantFrom(1, 1, 1, 2),
    pad: fc.boolean(),
  })
  .map(({ transposed, batch, perGroup, filters, groups, axes, size, kernel, stride, dilation, pad }) => {
    const side = Math.max(size, dilation * (kernel - 1) + 1);
    const pads = pad && !transposed ? Math.floor((dilation * (kernel - 1)) / 2) : 0;
    const extent = dilation * (kernel - 1) + 1;
    const out = transposed ? (side - 1) * stride + extent : Math.floor((side + 2 * pads - extent) / stride) + 1;
    const every = (value: number): readonly number[] => Array.from({ length: axes }, () => value);
    return {
      kind: transposed ? "conv-transpose" : "conv",
      batch,
      inputChannels: perGroup * groups,
      outputChannels: filters * groups,
      groups,
      input: every(side),
      output: every(out),
      kernel: every(kernel),
      strides: every(stride),
      dilations: every(dilation),
      pads: [...every(pads), ...every(pads)],
    };
  });

const applying = (window: Window) => convAlgorithms.filter((one) => one.refusal(window) === undefined);

test("every convolution has an algorithm, every refusal a sentence, and no number is negative or unknown", () => {
  fc.assert(
    fc.property(anyWindow, (window) => {
      expect(applying(window).length).toBeGreaterThan(0);
      for (const one of convAlgorithms) {
        const why = one.refusal(window);
        if (why !== undefined) {
          expect(why).toMatch(/^[A-Z0-9].*\.$/);
          continue;
        }
        const { buffers, caution, ...numbers } = one.cost(window, 4, defaultTiling);
        for (const [name, value] of Object.entries(numbers)) {
          expect(Number.isFinite(value) && value >= 0, `${one.id} ${name} ${value}`).toBe(true);
        }
        for (const { bytes } of buffers) expect(bytes).toBeGreaterThanOrEqual(0);
        expect(numbers.tileWaste).toBeLessThan(1);
        expect(caution).not.toBe("");
      }
    }),
  );
});

// Winograd 1980: P outputs of a filter of R taps need P + R - 1 multiplications; nested over axes, per channel pair.
test("no algorithm multiplies less than the minimum of a dense convolution", () => {
  fc.assert(
    fc.property(anyWindow, (window) => {
      if ([...window.strides, ...window.dilations].some((one) => one > 1) || window.kind !== "conv") return;
      const { batch, inputChannels, outputChannels, groups } = window;
      const perPair = window.output.reduce((all, size, axis) => all * (size + (window.kernel[axis] ?? 1) - 1), 1);
      const least = (batch * inputChannels * outputChannels * perPair) / groups;
      for (const one of applying(window)) {
        expect(one.cost(window, 4, defaultTiling).multiplies, one.id).toBeGreaterThanOrEqual(least);
      }
    }),
  );
});

test("Winograd reaches the minimum of a tile: (m + r - 1)² multiplications a channel pair", () => {
  for (const [m, r] of [
    [2, 3],
    [4, 3],
    [6, 3],
    [4, 5],
    [2, 7],
  ] as const) {
    const cost = costOf(`winograd-${m}x${r}`, convolution(m, 1, 1, { kernel: [r, r] }));
    expect(cost.multiplies).toBe((m + r - 1) ** 2);
  }
});

test("twice the batch is twice the arithmetic; workspace at most doubles, what is kept stays", () => {
  fc.assert(
    fc.property(anyWindow, (window) => {
      for (const one of applying(window)) {
        const [single, double] = [window.batch, 2 * window.batch].map((batch) =>
          one.cost({ ...window, batch }, 4, defaultTiling),
        );
        if (single === undefined || double === undefined) throw new Error("two costs");
        for (const key of ["multiplies", "additions", "dataTransform", "inverseTransform"] as const) {
          expect(double[key], `${one.id} ${key}`).toBeCloseTo(2 * single[key], 3);
        }
        expect(double.filterTransform).toBe(single.filterTransform);
        expect(keptOf(double)).toBe(keptOf(single));
        expect(workspaceOf(double)).toBeLessThanOrEqual(2 * workspaceOf(single));
        expect(double.tileWaste).toBeCloseTo(single.tileWaste, 9);
      }
    }),
  );
});

test("ids are distinct and found", () => {
  expect(new Set(convAlgorithms.map(({ id }) => id)).size).toBe(convAlgorithms.length);
  for (const one of convAlgorithms) expect(convAlgorithmById(one.id)).toBe(one);
});
