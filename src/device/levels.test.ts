import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultTiling } from "../cost/conv/algorithm.ts";
import { convAlgorithmById } from "../cost/conv/index.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import { trafficOf } from "../cost/node-cost.ts";
import { networkOf } from "../generate/index.ts";
import { analyzeModel } from "../engine/analyze.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { deviceById, devices } from "./catalog/index.ts";
import { pi5 } from "./catalog/pi5.ts";
import { pixel4 } from "./catalog/pixel4.ts";
import { dramBounds, hierarchyOf, intensityAt, levelIds, levelTraffics, type Hierarchy } from "./levels.ts";
import { datasheet } from "./sourced.ts";

const caches = (L1?: number, L2?: number, L3?: number, DRAM?: number): Pick<Hierarchy, "front"> => {
  const of = (bytes?: number) => (bytes === undefined ? undefined : datasheet(bytes, "a test"));
  return { front: { L1: of(L1), L2: of(L2), L3: of(L3), DRAM: of(DRAM) } };
};
const KiB = 1024;
const cortexA76 = caches(512, 64 * KiB, 512 * KiB, 2048 * KiB);

const last = (text: string): NodeCost => {
  const node = analysisOf(text).nodes.at(-1);
  if (node === undefined) throw new Error("a graph without nodes");
  return node;
};
const of = (node: NodeCost, hierarchy = cortexA76, precision: "fp32" | "fp16" | "int8" = "fp32") => {
  const [traffic] = levelTraffics([node], hierarchy, precision);
  if (traffic === undefined) throw new Error("one node has one traffic");
  return traffic;
};

const conv3x3 = last("x: float32[1,64,56,56]\n const w: float32[64,64,3,3]\n y = Conv(x, w) pads=[1,1,1,1]");
const depthwise = last(
  "x: float32[1,64,112,112]\n const w: float32[64,1,3,3]\n y = Conv(x, w) pads=[1,1,1,1] group=64",
);

test("64 to 64 channels, 3 x 3 on 56 x 56: 131.9 FLOP/B at DRAM, where everything moves once", () => {
  const traffic = of(conv3x3);
  expect(traffic.DRAM).toBe(4 * (2 * 64 * 56 * 56 + 64 * 64 * 9));
  expect(intensityAt(conv3x3.flops, traffic.DRAM)).toBeCloseTo(131.9, 1);
});

test.each([
  ["direct", 0, 131.9],
  ["im2col", 0, 14.3],
  // Transformed filters replace the plain ones; 24.2 where those are read besides.
  ["winograd-4x3", 0, 24.5],
  ["winograd-4x3", 4 * 64 * 64 * 9, 24.2],
])(
  "the same by %s, its buffers spilled to DRAM and %i bytes more: %f FLOP/B of the direct count",
  (id, more, intensity) => {
    const { window } = conv3x3;
    const cost = window && convAlgorithmById(id)?.cost(window, 4, defaultTiling);
    const bytes = (of(conv3x3).DRAM ?? Number.NaN) + (cost?.extraTraffic ?? Number.NaN) + more;
    expect((conv3x3.flops ?? 0) / bytes).toBeCloseTo(intensity, 1);
  },
);

test("depthwise 3 x 3: 2.25 FLOP/B outside the caches; each output loads nine elements into registers", () => {
  const traffic = of(depthwise);
  // 9 · 2 FLOPs over 4 bytes in and 4 bytes out, but for the weights.
  expect(intensityAt(depthwise.flops, traffic.L2)).toBeCloseTo(2.25, 2);
  expect(traffic.DRAM).toBe(trafficOf(depthwise));
  expect(intensityAt(depthwise.flops, traffic.L1)).toBeCloseTo(18 / 40, 2);
});

test("without room for the rows under a window, a depthwise convolution gathers each element nine times", () => {
  const row = 4 * 112;
  expect(of(depthwise, caches(512, 3 * row + 200)).L2).toBe(trafficOf(depthwise));
  expect(of(depthwise, caches(512, 2 * row)).L2).toBeCloseTo(4 * (64 * 112 * 112 * 10 + 64 * 9), 0);
});

test("elementwise operators stream at every level, views move nothing", () => {
  const relu = last("x: float32[1,64,56,56]\n y = Relu(x)");
  const bytes = 2 * 4 * 64 * 56 * 56;
  expect(of(relu)).toEqual({ compulsory: bytes, L1: bytes, L2: bytes, L3: bytes, DRAM: bytes });
  const view = last("x: float32[1,64]\n const s: int64[2] = 8,8\n y = Reshape(x, s)");
  expect(of(view)).toEqual({ compulsory: 0, L1: 0, L2: 0, L3: 0, DRAM: 0 });
});

test("pooling gathers its windows from L1 and streams from there on", () => {
  const pool = last("x: float32[1,64,56,56]\n y = MaxPool(x) kernel_shape=[3,3] pads=[1,1,1,1]");
  const map = 4 * 64 * 56 * 56;
  expect(of(pool).L1).toBeCloseTo(10 * map, 0);
  expect(of(pool).L2).toBe(2 * map);
});

test("a level behind a cache of unknown size is unknown; only a stream is sure to reach DRAM once", () => {
  expect(of(conv3x3, caches(512, 64 * KiB))).toMatchObject({ L3: undefined, DRAM: undefined });
  expect(of(conv3x3, caches()).L1).toBeUndefined();
  const relu = last("x: float32[1,64]\n y = Relu(x)");
  expect(of(relu, caches())).toEqual({ compulsory: 512, L1: undefined, L2: undefined, L3: undefined, DRAM: 512 });
});

test("DRAM behind unknown caches lies between what must move and what leaves the outermost known cache", () => {
  const traffic = of(conv3x3, caches(512, 64 * KiB));
  expect(dramBounds(traffic)).toEqual([trafficOf(conv3x3), traffic.L2]);
  expect(traffic.L2).toBeGreaterThan(2 * (trafficOf(conv3x3) ?? Infinity));
  expect(dramBounds(of(conv3x3))).toEqual([trafficOf(conv3x3), trafficOf(conv3x3)]);
  expect(dramBounds(of(conv3x3, caches()))).toBeUndefined();
});

test("a recurrence makes several products, and has no estimate", () => {
  const lstm = last(
    "x: float32[8,1,16]\n const w: float32[1,64,16]\n const r: float32[1,64,16]\n y = LSTM(x, w, r) hidden_size=16",
  );
  expect(lstm.macs).toBeGreaterThan(0);
  expect(of(lstm).DRAM).toBeUndefined();
});

test("weights of a matrix product that do not fit are read again for each tile of rows", () => {
  const mlp = last("x: float32[1,197,768]\n const w: float32[768,3072]\n y = MatMul(x, w)");
  const { L2, L3, DRAM } = of(mlp);
  const least = 4 * (197 * 768 + 768 * 3072 + 197 * 3072);
  expect(DRAM).toBeGreaterThanOrEqual(least);
  expect(L3).toBeGreaterThan(least);
  expect(L2).toBeGreaterThan(L3 ?? Infinity);
  // With a cache that holds the 197 x 768 activations, nothing is read twice.
  expect(of(mlp, caches(512, 64 * KiB, 512 * KiB, 1024 * KiB)).DRAM).toBe(least);
});

test("half the bytes of a float32 model move at fp16, of which more fit", () => {
  const full = of(conv3x3);
  const half = of(conv3x3, cortexA76, "fp16");
  expect(half.DRAM).toBe((full.DRAM ?? 0) / 2);
  expect(half.L2).toBeLessThan((full.L2 ?? 0) / 2);
});

const models = ["mobilenet_v2", "resnet18", "vit_b_16", "densenet121"].map((id) => {
  const model = networkOf(id)?.build();
  if (model === undefined) throw new Error(`no network ${id}`);
  return analyzeModel(model, { name: id, bytes: 0, bytesRead: 0 }).nodes;
});

const size = fc.integer({ min: 64, max: 1 << 24 });

test("of real networks: outward traffic never grows, larger caches never move more, compulsory traffic is the least", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...models),
      fc.tuple(size, size, size, size),
      fc.integer({ min: 0, max: 3 }),
      (nodes, sizes, which) => {
        const sorted = sizes.toSorted((a, b) => a - b);
        const [a, b, c, d] = sorted;
        const small = levelTraffics(nodes, caches(a, b, c, d), "fp32");
        const [e, f, g, h] = sorted.map((bytes, at) => (at >= which ? 2 * bytes : bytes));
        const large = levelTraffics(nodes, caches(e, f, g, h), "fp32");
        nodes.forEach((node, index) => {
          const bytes = levelIds.map((level) => small[index]?.[level] ?? Number.NaN);
          const more = levelIds.map((level) => large[index]?.[level] ?? Number.NaN);
          const compulsory = trafficOf(node) ?? 0;
          bytes.forEach((value, at) => {
            expect(value).toBeGreaterThanOrEqual(compulsory * (1 - 1e-9));
            expect(value).toBeLessThanOrEqual((bytes[at - 1] ?? Infinity) * (1 + 1e-9));
            expect(more[at]).toBeLessThanOrEqual(value * (1 + 1e-9));
          });
        });
      },
    ),
    { numRuns: 15 },
  );
});

test("a Raspberry Pi 5: registers, L1 and L2 of a core, the shared L3; paths of 32 bytes per cycle at 2.4 GHz", () => {
  const { front, size, bandwidth, assumptions } = hierarchyOf(pi5, { large: 2 });
  expect(levelIds.map((level) => front[level]?.value)).toEqual([512, 64 * KiB, 512 * KiB, 2048 * KiB]);
  expect(levelIds.map((level) => size[level]?.value)).toEqual([64 * KiB, 512 * KiB, 2048 * KiB, undefined]);
  expect(bandwidth.L1).toBe(2 * 32 * 2.4e9);
  expect(bandwidth.L2).toBe(2 * 32 * 2.4e9);
  expect(bandwidth.L3).toBeUndefined();
  expect(bandwidth.DRAM).toBeGreaterThan(12e9);
  expect(assumptions.join(" ")).toContain("cold");
});

test("a lower clock narrows the caches' roofs, not that of DRAM", () => {
  const at = (frequencyHz: number) =>
    hierarchyOf(pi5, { large: 1 }, { frequencyHz, utilization: 0, bandwidthBytesPerSecond: 10e9 }).bandwidth;
  expect(at(1.2e9).L1).toBe(32 * 1.2e9);
  expect(at(1.2e9).DRAM).toBe(10e9);
});

test("without known caches there is no level beyond L1, and the assumptions say so", () => {
  const clusters = pixel4.clusters.map(({ l2Bytes: _l2, ...cluster }) => cluster);
  const { l3Bytes: _l3, slcBytes: _slc, ...rest } = pixel4;
  const { front, assumptions } = hierarchyOf({ ...rest, clusters }, { large: 1 });
  expect(front).toMatchObject({ L3: undefined, DRAM: undefined });
  expect(assumptions.join(" ")).toContain("No cache beyond L1 is known");
});

test("registers of 512 bits hold four times those of 128; those of a GPU are shared out, and not estimated", () => {
  const registers = (id: string) => hierarchyOf(deviceById(id) ?? expect.fail(), { large: 1 }).front.L1?.value;
  expect(registers("x86-ryzen7-9700x")).toBe(2048);
  expect(registers("i5_11300h")).toBe(2048);
  expect(registers("rk3399")).toBe(512);
  const gpu = devices.find(({ kind }) => kind === "gpu") ?? expect.fail();
  expect(hierarchyOf(gpu, { large: 1 }).front.L1).toBeUndefined();
});
