import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputOf } from "../testing/gcn-weights.ts";
import { convolution } from "../testing/windows.ts";
import { kernelTerms, terms, termSums } from "./conv-regression.ts";
import { workGraph } from "./kernels.ts";
import { layoutOf, mlasConv } from "./mlas-terms.ts";

const amounts = (...parameters: Parameters<typeof mlasConv>): Readonly<Record<string, number>> =>
  Object.fromEntries(mlasConv(...parameters));

describe("a convolution in the blocked layout", () => {
  test("64 filters are two sets of four blocks: six cycles for three pixels, edges one by one", () => {
    const own = amounts(convolution(28, 64, 64));
    // 26 of 28 columns do not hang over: eight steps of three, two pixels left, two at the edges; 28 · 3 - 2 taps of rows.
    const loops = 64 * 3 * (28 * 3 - 2);
    expect(own["dense.tiles"]).toBe(loops * 2 * 6 * 8);
    expect(own["dense.singles"]).toBe(loops * 2 * (2 + 2));
    expect(own["dense.blocked"]).toBe(64 * 28 * 28);
  });

  test("of 1×1 reads the image as one row, and channels are filled up to blocks", () => {
    const own = amounts(convolution(14, 12, 20, { kernel: [1, 1], pads: [0, 0, 0, 0] }));
    // 196 pixels: 65 steps and one left; 20 filters are three blocks: 4.5 cycles; 12 channels are read as 16.
    expect(own["+1x1.tiles"]).toBe(16 * 4.5 * 65);
    expect(own["+1x1.singles"]).toBe(16);
    expect(own["dense.blocked"]).toBe(24 * 196);
  });

  test("one block of filters takes as many cycles as two: four", () => {
    const cycles = (filters: number): number => amounts(convolution(30, 16, filters))["dense.tiles"] ?? 0;
    expect(cycles(8)).toBe(cycles(16));
    expect(cycles(32) / cycles(8)).toBe(1.5);
  });

  test("taps are those inside of the image, whatever pads, strides and dilations", () => {
    const side = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        side,
        side,
        side,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (from, k, s, pad, d) => {
          const to = Math.floor((from + 2 * pad - d * (k - 1) - 1) / s) + 1;
          fc.pre(to > 0);
          let [taps, edges] = [0, 0];
          for (let place = 0; place < to; place += 1) {
            let inside = 0;
            for (let tap = 0; tap < k; tap += 1) {
              const at = place * s - pad + tap * d;
              if (at >= 0 && at < from) inside += 1;
            }
            taps += inside;
            if (inside < k) edges += 1;
          }
          const own = amounts(
            convolution(from, 8, 8, {
              groups: 8,
              output: [to, to],
              kernel: [k, k],
              strides: [s, s],
              dilations: [d, d],
              pads: [pad, pad, pad, pad],
            }),
          );
          expect(own["depthwise.tiles"]).toBe(8 * k * taps * (to - edges));
          expect(own["depthwise.singles"]).toBe(8 * k * taps * edges);
        },
      ),
    );
  });
});

test("channels that do not fit are a matrix product, in tiles of six filters by sixteen or eight pixels", () => {
  const own = amounts(convolution(7, 9, 7));
  // 49 pixels take three tiles and a half one; of seven filters one is left over.
  expect(own["dense.rows"]).toBe((9 * 9 * 56) / 16);
  expect(own["dense.rest"]).toBe((9 * 9 * 56) / 16);
  expect(own["dense.columns"]).toBe(9 * 9 * 49);
  expect(amounts(convolution(7, 9, 7, { kernel: [1, 1] }))["dense.columns"]).toBe(0);
});

test("columns of a strided window are copied one by one", () => {
  expect(amounts(convolution(7, 9, 7))["dense.scattered"]).toBe(0);
  const strided = { output: [4, 4], strides: [2, 2] };
  expect(amounts(convolution(7, 9, 7, strided))["dense.scattered"]).toBe(9 * 9 * 16);
  expect(amounts(convolution(7, 9, 9, { ...strided, groups: 9 }))["depthwise.scattered"]).toBe(9 * 9 * 16);
});

test("an activation other than Relu goes over the output of 16 x 8 x 8 floats once more; a pool of 3 x 3 taps costs by layout", () => {
  const sumsOf = (op: string, channels: number) => {
    const graph = workGraph(
      inputOf(`
        x: float32[1,${channels},8,8]
        const w: float32[16,${channels},1,1]
        a = Conv(x, w)
        b = ${op}(a)
        y = MaxPool(b) kernel_shape=[3,3] pads=[1,1,1,1]
      `),
    );
    const sums = termSums(kernelTerms(graph, "mlas"));
    return (name: string): number => sums[terms.indexOf(name)] ?? Number.NaN;
  };
  const [relu, clip, odd] = [sumsOf("Relu", 16), sumsOf("Clip", 16), sumsOf("Relu", 15)];
  expect([relu("fused.pass"), clip("fused.pass")]).toEqual([0, 2 * 4 * 16 * 64]);
  expect([relu("pool.blockedTap"), relu("pool.plainTap")]).toEqual([16 * 64 * 9, 0]);
  expect([odd("pool.blockedTap"), odd("pool.plainTap"), odd("pool.plain")]).toEqual([0, 16 * 64 * 9, 2 * 4 * 16 * 64]);
});

test("values change their layout where a reader wants another one, once", () => {
  const graph = workGraph(
    inputOf(`
      x: float32[1,3,16,16]
      const w1: float32[16,3,3,3]
      const w2: float32[10,16,1,1]
      const w3: float32[12,10,1,1]
      const w4: float32[8,12,1,1]
      a = Conv(x, w1) pads=[1,1,1,1]
      b = Conv(a, w2)
      r = Relu(b)
      c = Conv(r, w3)
      y = Conv(c, w4)
    `),
  );
  const layout = layoutOf(graph);
  expect(graph.nodes.map(({ op }) => op)).toEqual(["Conv", "Conv", "Relu", "Conv", "Conv"]);
  expect(layout.blocked).toEqual([true, true, true, false, true]);
  const bytes = (channels: number): number => 2 * 4 * channels * 256;
  expect(layout.reorders).toEqual([
    [],
    [],
    [
      ["move.unblock", bytes(10)],
      ["move.unblocks", 1],
    ],
    [["move.block", bytes(12)]],
    [
      ["move.unblock", bytes(8)],
      ["move.unblocks", 1],
    ],
  ]);
  const sums = termSums(kernelTerms(graph, "mlas"));
  expect(sums[terms.indexOf("move.unblock")]).toBe(bytes(18));
  expect(termSums(kernelTerms(graph))[terms.indexOf("move.unblock")]).toBe(0);
});
