import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf } from "../generate/index.ts";
import { analyzeModel } from "../engine/analyze.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { pi5 } from "./catalog/pi5.ts";
import { snapdragon865 } from "./catalog/snapdragon-865.ts";
import {
  addEnergy,
  corePower,
  joulesPerFlop,
  nodeEnergy,
  noEnergy,
  partIds,
  powerAt,
  runEnergy,
  sumOfParts,
} from "./energy.ts";
import { technologyOf, unitEnergies } from "./energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "./levels.ts";
import { nominalState, peakOf } from "./roofline.ts";

const hierarchy = hierarchyOf(pi5, { large: 1 });
const unitsOf = (id: string) => unitEnergies(technologyOf(id), pi5, pi5.clusters[0], hierarchy.size, "fp32");
const energiesOf = (text: string, id = "45nm") => {
  const { nodes } = analysisOf(text);
  const traffic = levelTraffics(nodes, hierarchy, "fp32");
  return nodes.map((node, index) => nodeEnergy(node, traffic[index] ?? expect.fail(), unitsOf(id)));
};

test("a product of 1024³ in fp32 at 45 nm: arithmetic alone is 1.07e9 MACs x 4.6 pJ = 4.9 mJ", () => {
  const [parts] = energiesOf("a: float32[1024,1024]\n b: float32[1024,1024]\n y = MatMul(a, b)");
  expect(parts?.arithmetic?.low).toBeCloseTo(4.94e-3, 5);
  // 12.6 MB once at least, at 162.5 pJ per byte; more where the last cache does not hold a matrix.
  expect(parts?.DRAM?.low).toBeGreaterThanOrEqual(12 * 1024 * 1024 * 162.5e-12);
});

test("an addition: one operation of 0.9 pJ per element, and three streams from every level", () => {
  const [parts] = energiesOf("a: float32[1000]\n b: float32[1000]\n y = Add(a, b)");
  expect(parts?.arithmetic?.low).toBeCloseTo(0.9e-9, 15);
  expect(parts?.DRAM?.low).toBeCloseTo((12000 / 8) * 1300e-12, 12);
  expect(parts?.DRAM?.high).toBeCloseTo((12000 / 8) * 2600e-12, 12);
});

test("without known caches DRAM's band reaches from compulsory traffic to what leaves L1", () => {
  const { nodes } = analysisOf("x: float32[1,64,56,56]\n const w: float32[64,64,3,3]\n y = Conv(x, w) pads=[1,1,1,1]");
  const { L1, L2 } = hierarchy.front;
  const [traffic] = levelTraffics(nodes, { front: { L1, L2, L3: undefined, DRAM: undefined } }, "fp32");
  const [node] = nodes;
  if (node === undefined || traffic === undefined) return expect.fail();
  const { DRAM } = nodeEnergy(node, traffic, unitsOf("45nm"));
  expect(DRAM?.low).toBeCloseTo((traffic.compulsory ?? 0) * 162.5e-12, 12);
  expect(DRAM?.high).toBeCloseTo((traffic.L2 ?? 0) * 325e-12, 12);
});

test("views and folded nodes cost nothing and are not counted; unknown costs stay unknown", () => {
  const [view, mystery] = energiesOf("x: float32[1,64]\n const s: int64[2] = 8,8\n v = Reshape(x, s)\n y = Mystery(v)");
  expect(view && sumOfParts(view)).toEqual({ low: 0, high: 0 });
  expect(mystery?.arithmetic).toBeUndefined();
  const sum = [view, mystery].reduce((total, parts) => (parts ? addEnergy(total, parts) : total), noEnergy);
  expect(sum).toMatchObject({ nodes: 1, covered: 0 });
});

test("bands are bands, sums of parts are totals, for a whole network in both technologies", () => {
  const model = networkOf("mobilenet_v2")?.build() ?? expect.fail();
  const { nodes } = analyzeModel(model, { name: "m", bytes: 0, bytesRead: 0 });
  const traffic = levelTraffics(nodes, hierarchy, "fp32");
  fc.assert(
    fc.property(fc.constantFrom("7nm", "45nm"), (id) => {
      const each = nodes.map((node, index) => nodeEnergy(node, traffic[index] ?? expect.fail(), unitsOf(id)));
      const total = each.reduce(addEnergy, noEnergy);
      const whole = sumOfParts(total.parts) ?? expect.fail();
      const parts = each.flatMap((one) => sumOfParts(one) ?? []);
      expect(whole.low).toBeLessThan(whole.high);
      expect(parts.reduce((sum, { low }) => sum + low, 0) / whole.low).toBeCloseTo(1, 9);
      for (const part of partIds) expect(total.parts[part]?.high).toBeGreaterThan(0);
      expect(total.covered).toBe(total.nodes);
    }),
    { numRuns: 2 },
  );
});

test("power between two measured clocks lies on the line between them, beyond is that of the nearest", () => {
  const points = [
    [1e9, 1],
    [2e9, 3],
  ] as const;
  expect([0.5e9, 1e9, 1.5e9, 2e9, 9e9].map((clock) => powerAt(points, clock))).toEqual([1, 1, 2, 3, 3]);
  expect(powerAt([], 1e9)).toBeUndefined();
});

test("a Cortex-A77 at 2.84 GHz: 984 mW over 45.5 GFLOP/s are 21.6 pJ/FLOP, 46 mJ for 1024³", () => {
  const device = snapdragon865;
  const state = nominalState(device) ?? expect.fail();
  const power = corePower(device, { large: 1 }, state);
  const perFlop = joulesPerFlop(power?.value, peakOf(device, { large: 1 }, "fp32", state.frequencyHz));
  expect((perFlop ?? 0) * 1e12).toBeCloseTo(21.6, 1);
  expect((perFlop ?? 0) * 2 * 1024 ** 3).toBeCloseTo(46.5e-3, 3);
  expect(power?.source).toContain("freqbench");
  expect(runEnergy(power?.value, 0.1)).toBeCloseTo(98.4e-3, 3);
});

test("no power is known of a Raspberry Pi 5", () => {
  const state = nominalState(pi5) ?? expect.fail();
  expect(corePower(pi5, { large: 1 }, state)).toBeUndefined();
  expect(runEnergy(undefined, 0.1)).toBeUndefined();
});
