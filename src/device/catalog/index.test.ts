import { expect, test } from "vitest";
import { defaultCores } from "../core-set.ts";
import { coreTypeByName, coreTypes } from "../cores/index.ts";
import { clusterIds, deviceKinds, precisions } from "../device.ts";
import { nominalState, peakOf, rooflineTime, roofOf, sourcedBandwidth, sourcedPeak } from "../roofline.ts";
import { deviceById, devices } from "./index.ts";

type Found = { readonly path: string; readonly node: Readonly<Record<string, unknown>> };

/** Every sourced number below a value, and every bare number, which there must be none of. */
function walk(value: unknown, path: string): { readonly sourced: Found[]; readonly bare: string[] } {
  if (typeof value === "number") return { sourced: [], bare: [path] };
  if (typeof value !== "object" || value === null) return { sourced: [], bare: [] };
  if ("kind" in value && "value" in value) return { sourced: [{ path, node: { ...value } }], bare: [] };
  // A core set is a choice, not a number about hardware.
  const below = Object.entries(value)
    .filter(([key]) => key !== "cores")
    .map(([key, child]) => walk(child, `${path}.${key}`));
  return { sourced: below.flatMap((part) => part.sourced), bare: below.flatMap((part) => part.bare) };
}

const numbers = (value: unknown): unknown[] => (Array.isArray(value) ? value.flat() : [value]);

test.each([...devices.map((device) => [device.id, device] as const), ["core types", coreTypes] as const])(
  "%s: every number is positive, finite and says where it comes from",
  (id, entry) => {
    const { sourced, bare } = walk(entry, id);
    expect(bare).toEqual([]);
    expect(sourced.length).toBeGreaterThan(3);
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
    // Only a device with four kinds of core has a prime cluster, and one with a single kind calls it large.
    expect(device.clusters.map(({ id }) => id)[0]).toBe(device.clusters.length === 4 ? "prime" : "large");
    const clocks = device.clusters.map((cluster) => cluster.maxFrequencyHz.value);
    expect(clocks).toEqual(clocks.toSorted((a, b) => b - a));
    const peaks = device.clusters
      .map((cluster, index) => peakOf(device, { [cluster.id]: 1 }, "fp32", clocks[index]!))
      .filter((peak) => peak !== undefined);
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

const known = (value: unknown): boolean => value !== undefined;

test.each(devices.map((device) => [device.id, device] as const))(
  "%s: MobileNetV2-like work (600 MFLOP, 40 MB) has a least time between 10 us and 1 s, or none where a roof is unknown",
  (_, device) => {
    const cores = defaultCores(device);
    const roof = roofOf(device, cores, "fp32", nominalState(device)!);
    const time = rooflineTime(600e6, 40e6, roof);
    expect(known(time)).toBe(known(roof.peak) && known(roof.bandwidth));
    if (time === undefined) return;
    expect(time).toBeGreaterThan(10e-6);
    expect(time).toBeLessThan(1);
  },
);

// What no source says stays unknown: these are all the devices whose fastest cores cannot be given a roof.
test("the roof of the default cores is known for all devices but these", () => {
  const without = devices.filter((device) => {
    const { peak, bandwidth } = roofOf(device, defaultCores(device), "fp32", nominalState(device)!);
    return peak === undefined || bandwidth === undefined;
  });
  expect(without.map(({ id }) => id)).toEqual([
    "snapdragon_8_gen2",
    "snapdragon_8_gen1",
    "dimensity_9000",
    "exynos_9810",
    "jetson_tx2",
    "jetson_xavier_agx",
    "i5_11300h",
    "i7_7820x",
    "epyc_zen4",
    "s10-gpu",
    "mi8se-gpu",
    "onefusion-gpu",
    "a03s-gpu",
    "iphonexs-gpu",
    "rk3399-gpu",
  ]);
});

test.each(devices.map((device) => [device.id, device] as const))("%s: every number is plausible", (_, device) => {
  const within = (low: number, value: number | undefined, high: number): void => {
    if (value !== undefined) expect(value >= low && value <= high, `${low} <= ${value} <= ${high}`).toBe(true);
  };
  expect(deviceKinds).toContain(device.kind);
  within(1e6, device.l3Bytes?.value, 64e6);
  within(1e9, device.memory.peakBytesPerSecond?.value, 5e12);
  for (const cluster of device.clusters) {
    const gpu = device.kind === "gpu";
    expect(Number.isInteger(cluster.count.value)).toBe(true);
    within(1, cluster.count.value, gpu ? 200 : 16);
    within(0.5e9, cluster.maxFrequencyHz.value, 6e9);
    within(50e6, cluster.minFrequencyHz?.value, 2e9);
    within(16 * 1024, cluster.l1dBytes?.value, 256 * 1024);
    within(128 * 1024, cluster.l2Bytes?.value, 16 * 1024 * 1024);
    within(1e9, cluster.coreBandwidth?.value, 100e9);
    within(1e9, cluster.coreFillBytesPerSecond?.value, 100e9);
    for (const [clock, watts] of cluster.corePower?.value ?? []) {
      within(cluster.minFrequencyHz?.value ?? 0, clock, cluster.maxFrequencyHz.value);
      within(0.01, watts, 2);
    }
    // Arm's half and dot-product rates are twice and four times the single-precision one.
    const { fp32, fp16, int8 } = cluster.flopsPerCycle;
    if (!gpu && fp32 !== undefined && fp16 !== undefined) expect(fp16.value).toBe(2 * fp32.value);
    if (fp32 !== undefined && int8 !== undefined) expect(int8.value).toBe(4 * fp32.value);
  }
  // All cores together move at most what the bus does.
  const bus = device.memory.peakBytesPerSecond?.value;
  for (const { id, count } of device.clusters)
    if (bus !== undefined) within(0, sourcedBandwidth(device, { [id]: count.value })?.value, bus);
});

test("every cluster's core is a listed type with the same rates", () => {
  for (const { clusters } of devices)
    for (const { core, flopsPerCycle } of clusters) expect(coreTypeByName(core)?.flopsPerCycle).toBe(flopsPerCycle);
  expect(coreTypeByName("cortex a76")?.core).toBe("Cortex-A76");
  expect(coreTypeByName("Pentium")).toBeUndefined();
  expect(new Set(coreTypes.map(({ core }) => core)).size).toBe(coreTypes.length);
});

const peaks = devices.flatMap((device) =>
  (device.measuredPeaks ?? []).map(
    (peak) => [device.id, peak.precision, JSON.stringify(peak.cores), device, peak] as const,
  ),
);

test.each(peaks)(
  "%s: %s peak of %s = cores x FLOP/cycle x clock, within 6 % of what a program reached",
  (id, ...rest) => {
    const [precision, , device, { cores, rate, frequencyHz }] = rest;
    const top = nominalState(device, cores)!.frequencyHz;
    const peak = sourcedPeak(device, cores, precision, frequencyHz?.value ?? top)!;
    // The GTX 1080 Ti ran above the clock it reports.
    const slack = id === "gtx_1080ti" ? 0.11 : 0.06;
    expect(Math.abs(rate.value / peak.value - 1)).toBeLessThan(slack);
  },
);

test("all three precisions have been measured somewhere", () => {
  expect(new Set(peaks.map(([, precision]) => precision))).toEqual(new Set(precisions));
});

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

// The GPUs that were measured by whole networks, and the device that each is part of.
test.each([
  ["pixel4-gpu", "pixel4", 2],
  ["s10-gpu", "s10", 12],
  ["mi8se-gpu", "mi8se", 1],
  ["onefusion-gpu", "onefusion", 1],
  ["a03s-gpu", "a03s", 1],
  ["iphonexs-gpu", "iphonexs", 4],
  ["rk3399-gpu", "rk3399", 4],
] as const)("%s runs as a whole, and has chip and memory in common with %s", (id, host, cores) => {
  const [gpu, whole] = [deviceById(id)!, deviceById(host)!];
  expect(gpu.kind).toBe("gpu");
  expect([gpu.soc, gpu.memory]).toEqual([whole.soc, whole.memory]);
  expect(defaultCores(gpu)).toEqual({ large: cores });
  expect(gpu.notes?.join()).toContain(`: ${host}.`);
});

// Fastest runs of TFLite in half precision in the same benchmark, in GFLOP/s.
test.each([
  ["pixel4-gpu", 310.8],
  ["s10-gpu", 306.3],
  ["a03s-gpu", 36.8],
] as const)("%s: its peak at half precision is above %f GFLOP/s, which a network reached", (id, reached) => {
  const device = deviceById(id)!;
  const cores = defaultCores(device);
  expect(peakOf(device, cores, "fp16", nominalState(device)!.frequencyHz)! / 1e9).toBeGreaterThan(reached);
});
