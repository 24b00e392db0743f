/** The form of a device as data: every number as text with its source, until it is complete enough to be a device. */
import type { Outcome } from "../../../base/problem.ts";
import type { Cluster, ClusterId, Device, DeviceKind, Kind, Sourced } from "../../../device/device.ts";
import { clusterFields, deviceFields, type Field } from "../../../device/fields.ts";
import { deviceSchema, type Fault, readDevice } from "../../../device/format.ts";
import { ownDevice } from "../../../device/own.ts";

/** What stands in a field, in the field's unit, and where it comes from. */
export interface Entry {
  readonly text: string;
  readonly kind: Kind;
  readonly source: string;
  readonly note?: string | undefined;
}

/** How numbers came to be that a person types. */
export type Origin = Pick<Entry, "kind" | "source">;

export type ClusterKey = keyof typeof clusterFields;
export type DeviceKey = keyof typeof deviceFields;

export type Facts<K extends string> = { readonly [P in K]?: Entry | undefined };

export interface DraftCluster {
  readonly core: string;
  /** "true", "false" or nothing. */
  readonly l2Shared: Entry | undefined;
  readonly facts: Facts<ClusterKey>;
  /** Not in the form, kept as it was. */
  readonly corePower: Cluster["corePower"] | undefined;
}

export interface Draft {
  readonly name: string;
  readonly soc: string;
  readonly kind: DeviceKind;
  /** Fastest first. */
  readonly clusters: readonly DraftCluster[];
  readonly facts: Facts<DeviceKey>;
  readonly memoryType: Entry | undefined;
  /** Not in the form, kept as they were. */
  readonly measuredPeaks: Device["measuredPeaks"] | undefined;
  readonly notes: Device["notes"] | undefined;
}

export const emptyCluster: DraftCluster = { core: "", l2Shared: undefined, facts: {}, corePower: undefined };

export const emptyDraft: Draft = {
  name: "",
  soc: "",
  kind: "computer",
  clusters: [emptyCluster],
  facts: {},
  memoryType: undefined,
  measuredPeaks: undefined,
  notes: undefined,
};

/** SI value as a person writes it: 2.4, without the noise of division. */
const textOf = (value: number, { scale }: Field): string => String(Number((value / scale).toPrecision(12)));

/** A sourced number, list or flag as it stands in its field. */
export function entryOf(sourced: Sourced<unknown> | undefined, field: Field): Entry | undefined {
  if (sourced === undefined) return undefined;
  const { value, kind, source, note } = sourced;
  const values = Array.isArray(value) ? value : [value];
  const text = values.map((each) => (typeof each === "number" ? textOf(each, field) : String(each))).join(" ");
  return { text, kind, source, note };
}

const flag: Field = { label: "L2 is shared", unit: "", scale: 1, range: [0, 1], hint: "" };

/** Any facts about a cluster as entries; the fields of the form and those of a cluster differ only in FLOP/cycle. */
export function clusterEntries(cluster: { readonly [K in keyof Cluster]?: Cluster[K] | undefined }): DraftCluster {
  const facts: { [P in ClusterKey]?: Entry | undefined } = {};
  for (const key of clusterKeys) {
    const sourced = key === "fp32" || key === "fp16" || key === "int8" ? cluster.flopsPerCycle?.[key] : cluster[key];
    const entry = entryOf(sourced, clusterFields[key]);
    if (entry !== undefined) facts[key] = entry;
  }
  return { core: cluster.core ?? "", l2Shared: entryOf(cluster.l2Shared, flag), facts, corePower: cluster.corePower };
}

export const clusterKeys: readonly ClusterKey[] = [
  "count",
  "maxFrequencyHz",
  "minFrequencyHz",
  "levelsHz",
  "fp32",
  "fp16",
  "int8",
  "simdBits",
  "threadsPerCore",
  "l1dBytes",
  "l2Bytes",
  "lineBytes",
  "coreBandwidth",
  "clusterBandwidth",
  "coreFillBytesPerSecond",
];

export const deviceKeys: readonly DeviceKey[] = [
  "l3Bytes",
  "slcBytes",
  "peakBytesPerSecond",
  "capacityBytes",
  "dispatchSeconds",
];

/** The form filled with a device. */
export function draftOf(device: Device): Draft {
  const { name, soc, kind, clusters, memory, measuredPeaks, notes } = device;
  const facts: { [P in DeviceKey]?: Entry | undefined } = {};
  for (const key of deviceKeys) {
    const sourced = key === "peakBytesPerSecond" || key === "capacityBytes" ? memory[key] : device[key];
    const entry = entryOf(sourced, deviceFields[key]);
    if (entry !== undefined) facts[key] = entry;
  }
  const memoryType = entryOf(memory.type, flag);
  return { name, soc, kind, clusters: clusters.map(clusterEntries), facts, memoryType, measuredPeaks, notes };
}

/** The form after a person typed into one field; an empty one is unknown again. */
export function typed(entry: Entry | undefined, text: string, origin: Origin): Entry | undefined {
  if (text.trim() === "") return undefined;
  return entry?.text === text ? entry : { text, ...origin };
}

export const withCluster = (draft: Draft, index: number, part: Partial<DraftCluster>): Draft => ({
  ...draft,
  clusters: draft.clusters.map((cluster, at) => (at === index ? { ...cluster, ...part } : cluster)),
});

/** Numbers by their place, fastest first: what the clusters are called. */
const idsOf = (count: number): readonly ClusterId[] =>
  count === 1
    ? ["large"]
    : count === 2
      ? ["large", "small"]
      : count === 3
        ? ["large", "medium", "small"]
        : ["prime", "large", "medium", "small"];

/** A text as a number; a comma for the point is understood. What is none stays the text. */
const numberIn = (text: string, { scale }: Field): unknown => {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() === "" || Number.isNaN(value) ? text : Number((value * scale).toPrecision(12));
};

const valueOf = (entry: Entry, field: Field): unknown =>
  field === clusterFields.levelsHz
    ? entry.text
        .split(/[\s;]+/)
        .filter((step) => step !== "")
        .map((step) => numberIn(step, field))
    : numberIn(entry.text, field);

const sourcedJson = (entry: Entry | undefined, value: (entry: Entry) => unknown): unknown =>
  entry === undefined
    ? undefined
    : {
        value: value(entry),
        kind: entry.kind,
        source: entry.source === "" ? "entered by hand" : entry.source,
        note: entry.note,
      };

function clusterJson({ core, l2Shared, facts, corePower }: DraftCluster, id: ClusterId | undefined): unknown {
  const json = (key: ClusterKey): unknown => sourcedJson(facts[key], (entry) => valueOf(entry, clusterFields[key]));
  const { fp32, fp16, int8, ...rest } = Object.fromEntries(clusterKeys.map((key) => [key, json(key)]));
  return {
    id,
    core: core.trim(),
    ...rest,
    flopsPerCycle: { fp32, fp16, int8 },
    l2Shared: sourcedJson(l2Shared, ({ text }) => text === "true"),
    corePower,
  };
}

/** The form as a `ridgepoint.device/1`, right or wrong. */
export function jsonOf(draft: Draft): unknown {
  const { name, soc, kind, clusters, facts, memoryType, measuredPeaks, notes } = draft;
  const ids = idsOf(clusters.length);
  const json = (key: DeviceKey): unknown => sourcedJson(facts[key], (entry) => valueOf(entry, deviceFields[key]));
  return {
    schema: deviceSchema,
    name: name.trim(),
    // Without a chip of its own name, the device lends its name.
    soc: soc.trim() === "" ? undefined : soc.trim(),
    kind,
    clusters: clusters.map((cluster, index) => clusterJson(cluster, ids[index])),
    l3Bytes: json("l3Bytes"),
    slcBytes: json("slcBytes"),
    memory: {
      type: sourcedJson(memoryType, ({ text }) => text),
      peakBytesPerSecond: json("peakBytesPerSecond"),
      capacityBytes: json("capacityBytes"),
    },
    dispatchSeconds: json("dispatchSeconds"),
    measuredPeaks,
    notes,
  };
}

/** Where a fault of the file is in the form: the path without what the file adds around a value. */
const fieldPath = (path: string): string =>
  path.replace(/\.(?:value|flopsPerCycle)(?=$|[.[])/g, "").replace(/^memory\./, "");

/** The fault in the words and units of the form. */
function worded({ path, text }: Fault): string {
  const [, index, key = ""] = /^(?:clusters\[(\d+)\]\.)?(\w+)/.exec(fieldPath(path)) ?? [];
  const owner = index === undefined ? "" : `Cores ${Number(index) + 1}: `;
  const fields: Readonly<Record<string, Field>> = { ...clusterFields, ...deviceFields };
  const field = fields[key];
  const texts: Readonly<Record<string, string>> = {
    name: "The device needs a name.",
    core: "the core type is missing.",
  };
  if (field === undefined) return `${owner}${texts[key] ?? text}`;
  if (text.endsWith("is missing.")) return `${owner}${field.label} is missing.`;
  if (!text.includes("must be between") && !text.includes("must be a "))
    return `${owner}${field.label} ${text.slice(path.length + 1)}`;
  const [low, high] = field.range.map((end) => textOf(end, field));
  const whole = field.whole === true ? "a whole number" : "a number";
  const steps = field === clusterFields.levelsHz ? "ascending numbers" : whole;
  return `${owner}${field.label} must be ${steps} between ${low} and ${high}${field.unit === "" ? "" : ` ${field.unit}`}.`;
}

export interface FormFault {
  /** As `fieldPath` has it: "clusters[0].fp32", "name". */
  readonly path: string;
  readonly text: string;
}

/** The device that the form describes, or what is wrong with it. */
export function deviceOf(draft: Draft): Outcome<Device, readonly FormFault[]> {
  const outcome = readDevice(jsonOf(draft));
  if (outcome.ok) return { ok: true, value: ownDevice(outcome.value) };
  const faults = outcome.problem.map((fault) => ({ path: fieldPath(fault.path), text: worded(fault) }));
  // A list gives one fault for each of its numbers.
  return { ok: false, problem: faults.filter(({ text }, at) => faults.findIndex((one) => one.text === text) === at) };
}
