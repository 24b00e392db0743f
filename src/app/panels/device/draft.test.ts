import { expect, test } from "vitest";
import { devices } from "../../../device/catalog/index.ts";
import type { Found } from "../../../device/import/found.ts";
import { readingsOf } from "../../../device/import/index.ts";
import { ownDevice } from "../../../device/own.ts";
import { measured } from "../../../device/sourced.ts";
import { deviceOf, type Draft, draftOf, emptyDraft, typed, withCluster } from "./draft.ts";
import { withFound } from "./found-in-draft.ts";

const hand = { kind: "datasheet", source: "the box" } as const;

test.each(devices.map((device) => [device.id, device] as const))("%s goes through the form unchanged", (_, device) => {
  expect(deviceOf(draftOf(device))).toEqual({ ok: true, value: ownDevice(device) });
});

const least: Draft = {
  ...withCluster(emptyDraft, 0, {
    core: "Cortex-A76",
    facts: { count: { text: "4", ...hand }, maxFrequencyHz: { text: "2,4", ...hand } },
  }),
  name: "My board",
};

test("numbers are typed in the units of people, with a comma or a point, and carry the stated source", () => {
  const outcome = deviceOf(least);
  expect(outcome.ok && outcome.value).toMatchObject({
    name: "My board",
    soc: "My board",
    clusters: [
      { id: "large", count: { value: 4 }, maxFrequencyHz: { value: 2.4e9, kind: "datasheet", source: "the box" } },
    ],
  });
});

test("clock steps are a list", () => {
  const steps = withCluster(least, 0, {
    facts: { ...least.clusters[0]!.facts, levelsHz: { text: "600 1200; 2400", ...hand } },
  });
  const outcome = deviceOf(steps);
  expect(outcome.ok && outcome.value.clusters[0]?.levelsHz?.value).toEqual([600e6, 1200e6, 2400e6]);
});

test("faults are told in the words and units of the form", () => {
  const told = (draft: Draft) => {
    const outcome = deviceOf(draft);
    return outcome.ok ? [] : outcome.problem;
  };
  expect(told(emptyDraft)).toEqual([
    { path: "name", text: "The device needs a name." },
    { path: "clusters[0].core", text: "Cores 1: the core type is missing." },
    { path: "clusters[0].count", text: "Cores 1: Number of cores is missing." },
    { path: "clusters[0].maxFrequencyHz", text: "Cores 1: Highest clock is missing." },
  ]);
  const fact = (key: "fp32" | "levelsHz" | "l2Bytes" | "minFrequencyHz", text: string): Draft =>
    withCluster(least, 0, { facts: { ...least.clusters[0]!.facts, [key]: { text, ...hand } } });
  expect(told(fact("fp32", "many"))).toEqual([
    { path: "clusters[0].fp32", text: "Cores 1: fp32 must be a number between 0.01 and 100000 /cycle." },
  ]);
  expect(told(fact("levelsHz", "1200 600")).map(({ text }) => text)).toEqual([
    "Cores 1: Clock steps must be ascending numbers between 1 and 20000 MHz.",
  ]);
  expect(told(fact("minFrequencyHz", "3")).map(({ text }) => text)).toEqual([
    "Cores 1: Lowest clock must not be above maxFrequencyHz.",
  ]);
  expect(told({ ...least, facts: { l3Bytes: { text: "-1", ...hand } } }).map(({ path }) => path)).toEqual(["l3Bytes"]);
});

test("typing gives the new source; typing back the same, or nothing, does not", () => {
  const before = { text: "2.4", kind: "measured", source: "lscpu" } as const;
  expect(typed(before, "2.5", hand)).toEqual({ text: "2.5", ...hand });
  expect(typed(before, "2.4", hand)).toBe(before);
  expect(typed(before, " ", hand)).toBeUndefined();
});

const core = (name: string, count: number, clock?: number) => ({
  core: name,
  count: measured(count, "lscpu"),
  ...(clock === undefined ? {} : { maxFrequencyHz: measured(clock, "lscpu") }),
});
const text = (draft: Draft) =>
  draft.clusters.map(({ core: name, facts }) => [facts.count?.text, name, facts.maxFrequencyHz?.text].join(" "));

test("cpufreq after cpuinfo cuts four equal cores into one fast and three slower", () => {
  const cpuinfo: Found = { clusters: [core("Cortex-A76", 4), core("Cortex-A55", 4)] };
  const cpufreq: Found = {
    clusters: [1, 3, 4].map((count, at) => ({
      count: measured(count, "cpufreq"),
      maxFrequencyHz: measured([2.8416e9, 2.4192e9, 1.7856e9][at]!, "cpufreq"),
    })),
  };
  const expected = ["1 Cortex-A76 2.8416", "3 Cortex-A76 2.4192", "4 Cortex-A55 1.7856"];
  expect(text(withFound(withFound(emptyDraft, cpuinfo), cpufreq))).toEqual(expected);
  // In the other order, the coarser list tells the core types of the finer one.
  expect(text(withFound(withFound(emptyDraft, cpufreq), cpuinfo))).toEqual(expected);
});

test("where the numbers of cores do not agree, clusters are matched in their order", () => {
  const draft = withFound(emptyDraft, { clusters: [core("Cortex-A72", 2), core("Cortex-A53", 4)] });
  const clocks: Found = {
    clusters: [{ maxFrequencyHz: measured(1.8e9, "x") }, { maxFrequencyHz: measured(1.416e9, "x") }],
  };
  expect(text(withFound(draft, clocks))).toEqual(["2 Cortex-A72 1.8", "4 Cortex-A53 1.416"]);
});

test("what is found takes the place of what was there, and leaves the rest", () => {
  const draft = withFound(least, {
    soc: "RK3588",
    clusters: [core("Cortex-A76", 8)],
    l3Bytes: measured(3 * 1024 ** 2, "lscpu"),
  });
  expect(draft.name).toBe("My board");
  expect(draft.soc).toBe("RK3588");
  expect(draft.facts.l3Bytes).toMatchObject({ text: "3072", kind: "measured", source: "lscpu" });
  expect(draft.clusters[0]?.facts.maxFrequencyHz?.text).toBe("2,4");
  expect(text(draft)).toEqual(["8 Cortex-A76 2,4"]);
});

test("lscpu of a Raspberry Pi 5 and a name make a whole device with a peak", () => {
  const lscpu = `CPU(s): 4
Model name: Cortex-A76
Thread(s) per core: 1
Core(s) per cluster: 4
CPU max MHz: 2400.0000
CPU min MHz: 1500.0000
L1d: 256 KiB (4 instances)`;
  const found = readingsOf(lscpu)[0]!.found;
  const outcome = deviceOf({ ...withFound(emptyDraft, found), name: "My Pi" });
  expect(outcome.ok && outcome.value.clusters[0]).toMatchObject({
    core: "Cortex-A76",
    count: { value: 4, kind: "measured", source: "lscpu" },
    flopsPerCycle: { fp32: { value: 16, source: expect.stringContaining("cpufp") } },
  });
});
