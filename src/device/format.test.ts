import fc from "fast-check";
import { expect, test } from "vitest";
import { devices } from "./catalog/index.ts";
import type { Fault } from "./format.ts";
import { deviceSchema, formatDevice, parseDevice, readDevice } from "./format.ts";
import { isOwnId, ownDevice } from "./own.ts";

/** The smallest device there is. */
const least = {
  schema: deviceSchema,
  name: "My board",
  clusters: [{ id: "large", core: "Cortex-A76", count: 4, maxFrequencyHz: 2.4e9 }],
};

const faultsOf = (value: unknown): readonly Fault[] => {
  const outcome = readDevice(value);
  return outcome.ok ? [] : outcome.problem;
};
const texts = (value: unknown): readonly string[] => faultsOf(value).map(({ text }) => text);

test.each(devices.map((device) => [device.id, device] as const))("%s survives its file", (_, device) => {
  const outcome = parseDevice(formatDevice(device));
  expect(outcome).toEqual({ ok: true, value: device });
  // However its fields are ordered, it is the same device.
  expect(outcome.ok && ownDevice(outcome.value).id).toBe(ownDevice(device).id);
});

test("little is needed; a bare number counts as assumed", () => {
  const outcome = readDevice(least);
  expect(outcome.ok && outcome.value).toEqual({
    id: "own",
    name: "My board",
    soc: "My board",
    kind: "computer",
    aliases: [],
    clusters: [
      {
        id: "large",
        core: "Cortex-A76",
        count: { value: 4, kind: "assumed", source: "the device file gives no source" },
        maxFrequencyHz: { value: 2.4e9, kind: "assumed", source: "the device file gives no source" },
        flopsPerCycle: {},
      },
    ],
    memory: {},
  });
});

test("null is unknown, as in all our JSON", () => {
  expect(faultsOf({ ...least, l3Bytes: null, memory: null, notes: null })).toEqual([]);
});

const cluster = (part: object) => ({ ...least, clusters: [{ ...least.clusters[0], ...part }] });

test.each([
  ["[]", [], "The file must be an object, not []."],
  ["no schema", { ...least, schema: undefined }, "schema must be one of ridgepoint.device/1, not nothing."],
  ["no name", { ...least, name: " " }, 'name must be a text, not " ".'],
  ["a strange field", { ...least, colour: "red" }, "colour is not a field of ridgepoint.device/1."],
  ["no cluster", { ...least, clusters: [] }, "clusters must have at least one entry."],
  ["no list", { ...least, clusters: 4 }, "clusters must be a list, not 4."],
  [
    "five clusters",
    { ...least, clusters: Array(5).fill(least.clusters[0]) },
    "clusters has 5 entries; at most 4 are read.",
  ],
  [
    "twice the same cluster",
    { ...least, clusters: [least.clusters[0], least.clusters[0]] },
    "clusters must name each id at most once, in the order prime, large, medium, small.",
  ],
  [
    "a strange cluster",
    cluster({ id: "big" }),
    'clusters[0].id must be one of prime, large, medium, small, not "big".',
  ],
  ["no count", cluster({ count: undefined }), "clusters[0].count is missing."],
  ["half a core", cluster({ count: 1.5 }), "clusters[0].count must be a whole number, not 1.5."],
  [
    "a clock in GHz",
    cluster({ maxFrequencyHz: 2.4 }),
    "clusters[0].maxFrequencyHz must be between 1000000 and 20000000000, not 2.4; values are in SI base units, so 1 GHz is 1000000000.",
  ],
  ["a text for a number", cluster({ l2Bytes: "512K" }), 'clusters[0].l2Bytes must be a number, not "512K".'],
  [
    "a kind that is none",
    cluster({ count: { value: 4, kind: "guessed", source: "me" } }),
    'clusters[0].count.kind must be one of datasheet, measured, derived, assumed, not "guessed".',
  ],
  [
    "no source",
    cluster({ count: { value: 4, kind: "measured" } }),
    "clusters[0].count.source must be a text, not nothing.",
  ],
  ["steps that fall", cluster({ levelsHz: [2e9, 1e9] }), "clusters[0].levelsHz must be a list of ascending numbers."],
  [
    "steps above the clock",
    cluster({ levelsHz: [1e9, 3e9] }),
    "clusters[0].levelsHz must not go above maxFrequencyHz.",
  ],
  [
    "a lowest above the highest clock",
    cluster({ minFrequencyHz: 3e9 }),
    "clusters[0].minFrequencyHz must not be above maxFrequencyHz.",
  ],
  ["a flag that is none", cluster({ l2Shared: "yes" }), 'clusters[0].l2Shared must be true or false, not "yes".'],
  ["a bad id", { ...least, id: "My Board" }, "id must be small letters, digits, - and _."],
])("%s is told in a sentence", (_, value, sentence) => {
  expect(texts(value)).toEqual([sentence]);
});

test("all faults are told at once", () => {
  expect(texts({ schema: "x", clusters: [{ id: "large" }] })).toHaveLength(5);
});

test("what is not JSON is told so", () => {
  const outcome = parseDevice("{ name: board }");
  expect(outcome.ok ? "" : outcome.problem[0]?.text).toMatch(/^This is not JSON: /);
});

test("whatever the JSON, it is read or refused, never thrown at", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (whole, part) => {
      for (const value of [
        whole,
        { ...least, memory: part },
        { ...least, clusters: [part] },
        cluster({ levelsHz: part }),
      ]) {
        const outcome = readDevice(value);
        if (!outcome.ok) expect(outcome.problem.length).toBeGreaterThan(0);
        else expect(parseDevice(formatDevice(outcome.value))).toEqual(outcome);
      }
    }),
  );
});

test("an own device is named by its numbers: any change is another device", () => {
  const outcome = readDevice(least);
  if (!outcome.ok) throw new Error("the smallest device is refused");
  const own = ownDevice(outcome.value);
  expect(own.id).toMatch(/^own-my-board-[a-z0-9]{7}$/);
  expect(isOwnId(own.id)).toBe(true);
  expect(ownDevice(own)).toEqual(own);
  const faster = readDevice(cluster({ maxFrequencyHz: 2.5e9 }));
  expect(faster.ok && ownDevice(faster.value).id).not.toBe(own.id);
  expect(devices.filter(({ id }) => isOwnId(id))).toEqual([]);
});
