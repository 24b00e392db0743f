import { expect, test } from "vitest";
import * as coreTypes from "../cores.ts";
import { clusterIds } from "../device.ts";
import { nominalState, peakOf, rooflineTime, roofOf } from "../roofline.ts";
import { deviceById, devices } from "./index.ts";

type Found = { readonly path: string; readonly node: Readonly<Record<string, unknown>> };

/** Every sourced number below a value, and every bare number, which there must be none of. */
function walk(value: unknown, path: string): { readonly sourced: Found[]; readonly bare: string[] } {
  if (typeof value === "number") return { sourced: [], bare: [path] };
  if (typeof value !== "object" || value === null) return { sourced: [], bare: [] };
  if ("kind" in value && "value" in value) return { sourced: [{ path, node: { ...value } }], bare: [] };
  const below = Object.entries(value).map(([key, child]) => walk(child, `${path}.${key}`));
  return { sourced: below.flatMap((part) => part.sourced), bare: below.flatMap((part) => part.bare) };
}

const numbers = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

test.each([...devices.map((device) => [device.id, device] as const), ["core types", coreTypes] as const])(
  "%s: every number is positive, finite and says where it comes from",
  (id, entry) => {
    const { sourced, bare } = walk(entry, id);
    expect(bare).toEqual([]);
    expect(sourced.length).toBeGreaterThan(5);
    for (const { path, node } of sourced) {
      expect(node.source, path).toMatch(/\S{3}/);
      expect(node.source, path).not.toMatch(/\.\.\/|shared\//);
      expect(["datasheet", "measured", "derived", "assumed"]).toContain(node.kind);
      for (const value of numbers(node.value))
        if (typeof value === "number") expect(value > 0 && Number.isFinite(value), path).toBe(true);
    }
  },
);

test("ids and aliases name one device each, in lower case", () => {
  const names = devices.flatMap((device) => [device.id, ...device.aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9_-]+$/);
});

test("the devices of the design have their ids", () => {
  for (const id of ["pixel4", "s10", "mi8se", "onefusion", "a03s", "iphonexs", "iphone7", "pi4", "pi5", "rk3399"])
    expect(deviceById(id)?.id).toBe(id);
  expect(devices.some((device) => device.id.startsWith("x86-"))).toBe(true);
});

test("aliases and case find the device, other names none", () => {
  expect(deviceById("rpi5")?.id).toBe("pi5");
  expect(deviceById("rockpi")?.id).toBe("rk3399");
  expect(deviceById("Pixel4")?.id).toBe("pixel4");
  expect(deviceById("pixel")).toBeUndefined();
  expect(deviceById("")).toBeUndefined();
});

test.each(devices.map((device) => [device.id, device] as const))(
  "%s: clusters are ordered fastest first, in clock and in peak",
  (_, device) => {
    const order = device.clusters.map((cluster) => clusterIds.indexOf(cluster.id));
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
    expect(order[0]).toBe(0);
    const clocks = device.clusters.map((cluster) => cluster.maxFrequencyHz.value);
    expect(clocks).toEqual(clocks.toSorted((a, b) => b - a));
    const peaks = device.clusters.map((cluster, index) => peakOf(device, { [cluster.id]: 1 }, "fp32", clocks[index]!)!);
    expect(peaks).toEqual(peaks.toSorted((a, b) => b - a));
  },
);

test.each(devices.map((device) => [device.id, device] as const))(
  "%s: clock steps ascend from the lowest to the highest clock",
  (_, device) => {
    for (const { levelsHz, minFrequencyHz, maxFrequencyHz } of device.clusters) {
      if (levelsHz === undefined) continue;
      const steps = levelsHz.value;
      expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
      expect(steps[0]).toBe(minFrequencyHz?.value);
      expect(steps.at(-1)).toBe(maxFrequencyHz.value);
    }
  },
);

test.each(devices.map((device) => [device.id, device] as const))(
  "%s: MobileNetV2-like work (600 MFLOP, 40 MB) has a least time between 0.5 ms and 1 s on one core",
  (_, device) => {
    const state = nominalState(device)!;
    const time = rooflineTime(600e6, 40e6, roofOf(device, { large: 1 }, "fp32", state));
    expect(time).toBeGreaterThan(0.5e-3);
    expect(time).toBeLessThan(1);
  },
);

// Fastest single-core fp32 runs of qed-usc/mobile-ml-benchmark@40ba833a, in GFLOP/s: no peak may lie below them.
test.each([
  ["pixel4", "large", 37.38],
  ["pixel4", "medium", 31.26],
  ["pixel4", "small", 8.33],
  ["s10", "large", 44.12],
  ["s10", "medium", 16.18],
  ["s10", "small", 7.25],
  ["mi8se", "large", 14.89],
  ["mi8se", "small", 6.26],
  ["onefusion", "large", 15.27],
  ["onefusion", "small", 5.49],
  ["a03s", "large", 7.05],
  ["a03s", "small", 5.69],
  ["iphonexs", "large", 53.96],
  ["iphonexs", "small", 11.35],
] as const)("%s %s: its peak is above %f GFLOP/s, which a network reached", (id, cluster, reached) => {
  const device = deviceById(id)!;
  const clock = device.clusters.find((each) => each.id === cluster)!.maxFrequencyHz.value;
  expect(peakOf(device, { [cluster]: 1 }, "fp32", clock)! / 1e9).toBeGreaterThan(reached);
});
