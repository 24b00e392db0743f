import { expect, test } from "vitest";
import { a03s } from "./catalog/a03s.ts";
import { devices } from "./catalog/index.ts";
import { pi4 } from "./catalog/pi4.ts";
import { pi5 } from "./catalog/pi5.ts";
import { pixel4 } from "./catalog/pixel4.ts";
import { rk3399 } from "./catalog/rk3399.ts";
import { x86Ryzen79700x } from "./catalog/x86-ryzen7-9700x.ts";
import { precisions } from "./device.ts";
import type { CoreSet, Device, State } from "./device.ts";
import {
  attainable,
  bandwidthOf,
  nominalState,
  peakOf,
  ridgePoint,
  rooflineTime,
  roofOf,
  sourcedBandwidth,
  sourcedPeak,
} from "./roofline.ts";

// Right-hand side: GFLOP/s (GOP/s) that pigirons/cpufp@93e165ea measured. Peak = cores x FLOP/cycle x clock.
test.each([
  ["RK3399, one A72 at 1.8 GHz: 8 x 1.8 = 14.4", rk3399, { large: 1 }, "fp32", 1.8e9, 14.348],
  ["RK3399, both A72: 28.8", rk3399, { large: 2 }, "fp32", 1.8e9, 28.698],
  ["RK3399, one A53 at 1.416 GHz: 8 x 1.416 = 11.33", rk3399, { small: 1 }, "fp32", 1.416e9, 11.255],
  ["RK3399, four A53: 45.3", rk3399, { small: 4 }, "fp32", 1.416e9, 45.029],
  ["Raspberry Pi 4, one A72 at 1.5 GHz: 12", pi4, { large: 1 }, "fp32", 1.5e9, 11.958],
  ["Raspberry Pi 5, one A76 at 2.4 GHz: 16 x 2.4 = 38.4", pi5, { large: 1 }, "fp32", 2.4e9, 38.369],
  ["Raspberry Pi 5, fp16: 76.8", pi5, { large: 1 }, "fp16", 2.4e9, 76.738],
  ["Raspberry Pi 5, int8: 153.6", pi5, { large: 1 }, "int8", 2.4e9, 153.48],
  ["Raspberry Pi 5, four A76: 153.6", pi5, { large: 4 }, "fp32", 2.4e9, 153.48],
  ["Ryzen 7 9700X, one core at 5.5 GHz: 64 x 5.5 = 352", x86Ryzen79700x, { large: 1 }, "fp32", 5.5e9, 354.29],
] as const)("%s GFLOP/s, within 1 % of the measurement", (_, device, cores, precision, clock, measured) => {
  const peak = peakOf(device, cores, precision, clock) ?? NaN;
  expect(Math.abs(peak / 1e9 / measured - 1)).toBeLessThan(0.01);
});

test("clusters add up, and the slower one follows the clock of the faster in proportion", () => {
  const [large, medium] = [2841.6e6, 2419.2e6];
  const cores = { large: 1, medium: 2 };
  expect(peakOf(pixel4, cores, "fp32", large)).toBeCloseTo(16 * large + 2 * 16 * medium, 0);
  expect(peakOf(pixel4, cores, "fp32", large / 2)).toBeCloseTo((16 * large + 2 * 16 * medium) / 2, 0);
  expect(sourcedPeak(pixel4, cores, "fp32", large)?.note).toContain("slowest core");
});

const subsets = (device: Device): CoreSet[] =>
  device.clusters.flatMap((cluster) =>
    Array.from({ length: cluster.count.value }, (_, index) => ({ [cluster.id]: index + 1 })),
  );

test.each(devices.map((device) => [device.id, device] as const))(
  "%s: peak is proportional to clock and cores, bandwidth never falls with cores",
  (_, device) => {
    for (const cluster of device.clusters) {
      const max = cluster.maxFrequencyHz.value;
      let bandwidth = 0;
      for (let count = 1; count <= cluster.count.value; count++) {
        const cores = { [cluster.id]: count };
        for (const precision of precisions) {
          const [one, some, slow] = [
            peakOf(device, { [cluster.id]: 1 }, precision, max),
            peakOf(device, cores, precision, max),
            peakOf(device, cores, precision, max / 2),
          ];
          if (cluster.flopsPerCycle[precision] === undefined)
            expect([one, some, slow]).toEqual(Array(3).fill(undefined));
          else {
            expect(some! / one!).toBeCloseTo(count, 9);
            expect(slow! / some!).toBeCloseTo(0.5, 9);
          }
        }
        // Of a GPU only the whole is known, of some cores nothing.
        const next = bandwidthOf(device, cores);
        const isKnown = cluster.coreBandwidth ?? (count === cluster.count.value ? cluster.clusterBandwidth : undefined);
        expect(next === undefined).toBe(isKnown === undefined);
        if (next === undefined) continue;
        expect(next).toBeGreaterThanOrEqual(bandwidth);
        bandwidth = next;
      }
    }
  },
);

test("no core set gets more traffic than the memory bus transfers", () => {
  for (const device of devices)
    for (const cores of subsets(device))
      expect(bandwidthOf(device, cores) ?? 0).toBeLessThanOrEqual(device.memory.peakBytesPerSecond?.value ?? Infinity);
});

test("four cores of a Raspberry Pi 5 are limited by its bus: min(4 x 12.05, 17.0) = 17.0 GB/s", () => {
  expect(bandwidthOf(pi5, { large: 1 })).toBe(12.05e9);
  expect(bandwidthOf(pi5, { large: 4 })).toBe(17e9);
});

test("one assumed factor makes a result assumed", () => {
  expect(sourcedPeak(pi5, { large: 1 }, "fp32", 2.4e9)?.kind).toBe("derived");
  expect(
    sourcedPeak(
      devices.find((device) => device.id === "s10")!,
      { large: 1 },
      "fp32",
      2.73e9,
    )?.kind,
  ).toBe("assumed");
  expect(sourcedBandwidth(pixel4, { large: 1 })?.kind).toBe("assumed");
  expect(sourcedBandwidth(pi5, { large: 1 })?.kind).toBe("derived");
});

test("the nominal state is full clock, no load and the device's bandwidth", () => {
  expect(nominalState(pi5)).toEqual({ frequencyHz: 2.4e9, utilization: 0, bandwidthBytesPerSecond: 12.05e9 });
  expect(nominalState(rk3399, { small: 4 })?.frequencyHz).toBe(1416e6);
  expect(nominalState(pi5, { small: 1 })).toBeUndefined();
});

test("the state's bandwidth replaces the device's own", () => {
  const state: State = { frequencyHz: 2.4e9, utilization: 0, bandwidthBytesPerSecond: 3e9 };
  expect(roofOf(pi5, { large: 1 }, "fp32", state)).toEqual({ peak: 38.4e9, bandwidth: 3e9 });
});

const roof = { peak: 40e9, bandwidth: 10e9 };

test("the roofs meet at the ridge point: 40 GFLOP/s / 10 GB/s = 4 FLOP/B", () => {
  expect(ridgePoint(roof)).toBe(4);
  expect(attainable(4, roof)).toBe(40e9);
  expect(attainable(1, roof)).toBe(10e9);
  expect(attainable(400, roof)).toBe(40e9);
});

test("time is the longer of arithmetic and traffic, and equals FLOPs / attainable(intensity)", () => {
  expect(rooflineTime(80e9, 10e9, roof)).toBe(2);
  expect(rooflineTime(20e9, 30e9, roof)).toBe(3);
  for (const [flops, traffic] of [
    [1e9, 1e9],
    [1e9, 1e6],
    [5e9, 2e9],
  ] as const)
    expect(rooflineTime(flops, traffic, roof)).toBeCloseTo(flops / attainable(flops / traffic, roof)!, 12);
});

test("a node without arithmetic needs no peak, a view without traffic no bandwidth", () => {
  expect(rooflineTime(0, 1e9, { peak: undefined, bandwidth: 10e9 })).toBe(0.1);
  expect(rooflineTime(4e9, 0, { peak: 40e9, bandwidth: undefined })).toBe(0.1);
});

test("unknown stays unknown", () => {
  // ARMv8.0 has no half-precision arithmetic; how fast a Cortex-A53 is with it by other means is not known.
  expect(peakOf(a03s, { large: 1 }, "fp16", 2.3e9)).toBeUndefined();
  expect(peakOf(pi5, { large: 5 }, "fp32", 2.4e9)).toBeUndefined();
  expect(bandwidthOf(pi5, {})).toBeUndefined();
  const half = { peak: 40e9, bandwidth: undefined };
  expect(ridgePoint(half)).toBeUndefined();
  expect(attainable(1, half)).toBeUndefined();
  expect(rooflineTime(1e9, 1e6, half)).toBeUndefined();
  expect(rooflineTime(undefined, 1e6, roof)).toBeUndefined();
});

test("a device whose memory is unknown has no bandwidth for several cores beyond that of one", () => {
  const [cluster] = pi5.clusters;
  const blind: Device = { ...pi5, memory: {} };
  expect(bandwidthOf(blind, { large: 4 })).toBe(12.05e9);
  const { coreBandwidth: _unused, ...bare } = cluster!;
  expect(bandwidthOf({ ...pi5, clusters: [bare] }, { large: 1 })).toBeUndefined();
});
