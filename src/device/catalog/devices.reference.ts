/** The catalogue against the table of devices it was written from: every number the table has is here, and none differs. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasShared, sharedPath } from "../../testing/shared.ts";
import { coreTypeByName } from "../cores/index.ts";
import type { Cluster, Device, Sourced } from "../device.ts";
import { peakOf } from "../roofline.ts";
import { deviceById } from "./index.ts";

/** A figure of the table: "not found" is how it says unknown. */
type Figure = number | string | undefined;

type TableCluster = {
  readonly core: string;
  readonly count: number;
  readonly fmax_khz: number;
  readonly freqs_khz: readonly number[] | "not found";
  readonly l1d_kb: Figure;
  readonly l2_kb: Figure;
  readonly l2_shared_by_cluster: boolean;
  readonly line_bytes: number;
  readonly peak_gflops_fp32_per_core: { readonly value: number } | "not found";
  readonly measured_memory?: {
    readonly memcpy_copied_GBs: number;
    readonly memcpy_traffic_GBs_derived?: number;
    readonly fill_GBs: number;
  };
  readonly coremark_power_mw_by_freq?: { readonly table: readonly (readonly [number, number])[] };
};

type TableDevice = {
  readonly id: string;
  readonly kind?: "gpu";
  readonly clusters?: readonly TableCluster[] | "not found";
  readonly l3_kb?: Figure;
  readonly slc_kb?: Figure;
  readonly dram?: { readonly type: string; readonly peak_GBs: Figure };
  readonly peak_GBs?: Figure;
  readonly peak_fp32_tflops?: Figure;
  readonly clpeak?: Clpeak | "not found";
  readonly gpu?: { readonly clpeak: Clpeak };
  readonly measured?: unknown;
};

type Clpeak = {
  readonly bw_GBs: number;
  readonly fp32_gflops: number;
  readonly fp16_gflops?: number;
  readonly clock_mhz?: number;
};

type Table = {
  readonly cores_flop_per_cycle: Readonly<
    Record<
      string,
      {
        readonly fp32?: number | null;
        readonly fp16?: number | null;
        readonly int8dot?: number | null;
        readonly int8_i8mm?: number;
      }
    >
  >;
  readonly devices: readonly TableDevice[];
};

const empty: Table = { cores_flop_per_cycle: {}, devices: [] };
const table: Table = hasShared ? JSON.parse(readFileSync(sharedPath("reference/devices.json"), "utf8")) : empty;

const number = (figure: Figure): number | undefined => (typeof figure === "number" ? figure : undefined);

/** What the table knows must be here with the same value; what it does not know may be here from another source. */
function same(here: Sourced<number> | undefined, there: Figure, scale: number, what: string): void {
  const figure = number(there);
  // A cache of 0 kB is one that is not there.
  if (figure === 0) expect(here, what).toBeUndefined();
  else if (figure !== undefined) expect(here?.value, what).toBeCloseTo(figure * scale, -Math.log10(scale) + 2);
}

/** Names of core types where ours differ from the table's. */
const renamed: Readonly<Record<string, string>> = {
  "Firestorm/Avalanche (Apple P)": "Apple Firestorm",
  "Exynos-M3": "Exynos M3",
  "NVIDIA Denver2": "NVIDIA Denver 2",
  Zen4: "Zen 4",
  Zen5: "Zen 5",
};

const deviceOf = (id: string): Device => {
  const device = deviceById(id);
  if (device === undefined) throw new Error(`${id} is not in the catalogue`);
  return device;
};

describe.skipIf(!hasShared)("the table of devices", () => {
  test("36 devices and 25 core types", () => {
    expect(table.devices).toHaveLength(36);
    expect(Object.keys(table.cores_flop_per_cycle)).toHaveLength(25);
  });

  test.each(Object.entries(table.cores_flop_per_cycle))("core type %s", (name, { fp32, fp16, int8dot, int8_i8mm }) => {
    const type = coreTypeByName(renamed[name] ?? name)!;
    expect(type).toBeDefined();
    const rates = type.flopsPerCycle;
    // The table leaves the Cortex-A75 out, whose widths are assumed here from the fastest networks measured on it.
    if (name === "Cortex-A75") expect([rates.fp32?.kind, rates.fp16?.kind]).toEqual(["assumed", "assumed"]);
    else {
      expect(rates.fp32?.value ?? null).toBe(fp32 ?? null);
      expect(rates.fp16?.value ?? null).toBe(fp16 ?? null);
      expect(rates.int8?.value ?? null).toBe(int8dot ?? null);
    }
    if (int8_i8mm !== undefined) expect(rates.int8?.note).toContain(String(int8_i8mm));
  });

  const withClusters = table.devices.flatMap((entry) =>
    Array.isArray(entry.clusters) ? [[entry.id, entry, [...entry.clusters]] as const] : [],
  );

  test.each(withClusters)("%s", (id, entry, clusters) => {
    const device = deviceOf(id);
    expect(device.clusters).toHaveLength(clusters.length);
    same(device.l3Bytes, entry.l3_kb, 1024, "L3");
    same(device.slcBytes, entry.slc_kb, 1024, "system cache");
    same(device.memory.peakBytesPerSecond, entry.dram?.peak_GBs, 1e9, "memory bus");
    for (const [index, there] of clusters.entries()) compare(device, device.clusters[index]!, there);
  });

  function compare(device: Device, here: Cluster, there: TableCluster): void {
    const what = `${device.id} ${here.id}`;
    expect(here.core, what).toBe(renamed[there.core] ?? there.core);
    expect(here.count.value, what).toBe(there.count);
    expect(here.maxFrequencyHz.value, what).toBe(there.fmax_khz * 1e3);
    if (there.freqs_khz !== "not found") {
      const steps = here.levelsHz?.value.map((step) => Math.round(step / 1e3));
      // The table's steps of the Kirin 955 are those of its predecessor and lack its highest clock.
      const top = there.freqs_khz.at(-1) === there.fmax_khz ? [] : [there.fmax_khz];
      expect(steps, what).toEqual([...there.freqs_khz, ...top]);
    }
    same(here.l1dBytes, there.l1d_kb, 1024, `${what} L1d`);
    same(here.l2Bytes, there.l2_kb, 1024, `${what} L2`);
    if (here.l2Shared !== undefined) expect(here.l2Shared.value, what).toBe(there.l2_shared_by_cluster);
    if (here.lineBytes !== undefined) expect(here.lineBytes.value, what).toBe(there.line_bytes);
    if (there.peak_gflops_fp32_per_core !== "not found") {
      const peak = peakOf(device, { [here.id]: 1 }, "fp32", here.maxFrequencyHz.value)!;
      // The table rounds to 0.1, half of which may go either way.
      expect(Math.abs(peak / 1e9 - there.peak_gflops_fp32_per_core.value), what).toBeLessThan(0.0501);
    }
    const memory = there.measured_memory;
    if (memory !== undefined) {
      const traffic = memory.memcpy_traffic_GBs_derived ?? 2 * memory.memcpy_copied_GBs;
      expect(here.coreBandwidth?.value, what).toBeCloseTo(traffic * 1e9, 0);
      expect(here.coreFillBytesPerSecond?.value, what).toBeCloseTo(memory.fill_GBs * 1e9, 0);
    }
    const power = there.coremark_power_mw_by_freq;
    if (power !== undefined) {
      const points = here.corePower?.value.map(([clock, watts]) => [
        Math.round(clock / 1e3),
        Number((watts * 1e3).toFixed(1)),
      ]);
      expect(points, what).toEqual(power.table);
    }
  }

  test("devices whose clusters the table does not know have them from another source", () => {
    const unknown = table.devices.filter(({ clusters }) => clusters === "not found").map(({ id }) => id);
    expect(unknown).toEqual(["kirin_990"]);
    for (const id of unknown)
      for (const cluster of deviceOf(id).clusters) expect(cluster.count.source).toMatch(/WikiChip/);
  });

  const gpus = table.devices.filter(({ kind }) => kind === "gpu").map((entry) => [entry.id, entry] as const);

  test.each(gpus)("GPU %s", (id, entry) => {
    const device = deviceOf(id);
    const { count, maxFrequencyHz, clusterBandwidth } = device.clusters[0]!;
    expect(device.kind).toBe("gpu");
    same(device.memory.peakBytesPerSecond, entry.peak_GBs, 1e9, "memory bus");
    const stated = [...String(entry.peak_fp32_tflops).matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));
    const peak = peakOf(device, { large: count.value }, "fp32", maxFrequencyHz.value)!;
    if (stated.length > 0)
      expect(Math.min(...stated.map((one) => Math.abs(peak / 1e12 / one - 1)))).toBeLessThan(0.002);
    if (typeof entry.clpeak === "object") {
      expect(clusterBandwidth?.value).toBeCloseTo(entry.clpeak.bw_GBs * 1e9, 0);
      expect(reached(device)).toEqual([entry.clpeak.fp32_gflops, entry.clpeak.fp16_gflops].filter(isNumber));
      if (entry.clpeak.clock_mhz !== undefined) expect(maxFrequencyHz.value).toBe(entry.clpeak.clock_mhz * 1e6);
    } else expect(clusterBandwidth?.kind).toBe("assumed");
  });

  test.each(["pixel4", "s10", "mi8se", "onefusion", "a03s", "iphonexs", "rk3399"])(
    "the GPU of %s is on its bus",
    (id) => {
      const entry = table.devices.find((one) => one.id === id || deviceById(one.id)?.id === id);
      same(deviceOf(`${id}-gpu`).memory.peakBytesPerSecond, entry?.dram?.peak_GBs, 1e9, "memory bus");
    },
  );

  test("the GPU of the Jetson Nano", () => {
    const { clpeak } = table.devices.find(({ id }) => id === "jetson_nano")!.gpu!;
    const device = deviceOf("jetson_nano_gpu");
    expect(reached(device)).toEqual([clpeak.fp32_gflops, clpeak.fp16_gflops]);
    expect(device.clusters[0]?.clusterBandwidth?.value).toBeCloseTo(clpeak.bw_GBs * 1e9, 0);
    expect(device.clusters[0]?.maxFrequencyHz.value).toBe(clpeak.clock_mhz! * 1e6);
  });

  test.each(["rpi4", "rpi5", "rk3399", "rk3588"])("%s: every peak a program reached is here", (id) => {
    const rates = reached(deviceOf(id));
    const figures = leaves(table.devices.find((entry) => entry.id === id)!.measured);
    expect(figures.length).toBeGreaterThan(1);
    for (const figure of figures) expect(rates).toContain(figure);
    expect(rates).toHaveLength(figures.length);
  });
});

const isNumber = (value: unknown): value is number => typeof value === "number";
const reached = ({ measuredPeaks = [] }: Device): readonly number[] =>
  measuredPeaks.map(({ rate }) => Number((rate.value / 1e9).toFixed(3)));
const leaves = (value: unknown): readonly number[] =>
  isNumber(value) ? [value] : typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
