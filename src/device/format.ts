/** `ridgepoint.device/1`: a device as JSON, for files and for what a browser keeps. README.md describes it. */
import type { Outcome } from "../base/problem.ts";
import { parseCoreSet } from "./core-set.ts";
import { clusterIds, type CoreSet, type Device, deviceKinds, precisions, type Sourced } from "./device.ts";
import type { Cluster, FlopsPerCycle, Kind, MeasuredPeak, Memory, PowerPoint } from "./device.ts";
import { clusterFields, deviceFields, type Field } from "./fields.ts";

export const deviceSchema = "ridgepoint.device/1";

/** What is wrong at one place of a device file, as a sentence that can stand alone. */
export type Fault = { readonly path: string; readonly text: string };

const kinds: readonly Kind[] = ["datasheet", "measured", "derived", "assumed"];
const mostText = 2000;

/** A device as the text of a file, ending in a newline. */
export const formatDevice = (device: Device): string =>
  `${JSON.stringify({ schema: deviceSchema, ...device }, null, 2)}\n`;

/** Reads the text of a device file; every fault it has, not only the first. */
export function parseDevice(text: string): Outcome<Device, readonly Fault[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: [{ path: "", text: `This is not JSON: ${why}` }] };
  }
  return readDevice(value);
}

/** Reads a device from what a file holds; every fault it has. */
export function readDevice(value: unknown): Outcome<Device, readonly Fault[]> {
  const faults: Fault[] = [];
  const device = deviceIn(new Place("", value, faults));
  return device === undefined || faults.length > 0 ? { ok: false, problem: faults } : { ok: true, value: device };
}

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** An object without its undefined fields: what is unknown is absent. */
const given = <T extends object>(value: T): Given<T> =>
  // The one place where the compiler cannot follow: fields are dropped by value, not by name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Given<T>;

/** A value inside the file, where it stands, and the list that takes its faults. */
class Place {
  readonly path: string;
  readonly value: unknown;
  readonly #faults: Fault[];

  constructor(path: string, value: unknown, faults: Fault[]) {
    this.path = path;
    this.value = value;
    this.#faults = faults;
  }

  /** Notes a fault: "clusters[0].count" + "must be a whole number". */
  fault(rest: string): undefined {
    this.#faults.push({ path: this.path, text: `${this.path === "" ? "The file" : this.path} ${rest}.` });
    return undefined;
  }

  /** The fields of an object, each at its place; a field not named in `keys` is a fault. */
  fields<K extends string>(keys: readonly K[]): Readonly<Record<K, Place>> | undefined {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value)) {
      return this.fault(`must be an object, not ${shown(this.value)}`);
    }
    const entries = new Map<string, unknown>(Object.entries(this.value));
    for (const key of entries.keys()) {
      if (!keys.some((known) => known === key)) this.at(key, undefined).fault(`is not a field of ${deviceSchema}`);
    }
    const places = keys.map((key) => [key, this.at(key, entries.get(key))] as const);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return Object.fromEntries(places) as Record<K, Place>;
  }

  items(most: number): readonly Place[] {
    if (!Array.isArray(this.value)) return this.fault(`must be a list, not ${shown(this.value)}`) ?? [];
    if (this.value.length > most) return this.fault(`has ${this.value.length} entries; at most ${most} are read`) ?? [];
    return this.value.map((item: unknown, index) => new Place(`${this.path}[${index}]`, item, this.#faults));
  }

  at(key: string, value: unknown): Place {
    return new Place(this.path === "" ? key : `${this.path}.${key}`, value, this.#faults);
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }
}

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

function textIn(place: Place): string | undefined {
  const { value } = place;
  if (typeof value !== "string" || value.trim() === "") return place.fault(`must be a text, not ${shown(value)}`);
  return value.length > mostText ? place.fault(`is longer than ${mostText} letters`) : value;
}

function oneOf<T extends string>(place: Place, choices: readonly T[]): T | undefined {
  const found = choices.find((choice) => choice === place.value);
  return found ?? place.fault(`must be one of ${choices.join(", ")}, not ${shown(place.value)}`);
}

function flagIn(place: Place): boolean | undefined {
  return typeof place.value === "boolean"
    ? place.value
    : place.fault(`must be true or false, not ${shown(place.value)}`);
}

/** A number within what a field believes. A clock of 2840 is told that clocks are in hertz. */
const numberIn =
  ({ range: [low, high], whole, unit, scale }: Field) =>
  (place: Place): number | undefined => {
    const { value } = place;
    if (typeof value !== "number" || !Number.isFinite(value))
      return place.fault(`must be a number, not ${shown(value)}`);
    if (whole && !Number.isInteger(value)) return place.fault(`must be a whole number, not ${value}`);
    if (value >= low && value <= high) return value;
    const base = scale === 1 ? "" : `; values are in SI base units, so 1 ${unit} is ${scale}`;
    return place.fault(`must be between ${low} and ${high}, not ${value}${base}`);
  };

const listIn =
  (field: Field) =>
  (place: Place): readonly number[] | undefined => {
    const steps = place.items(1000).map(numberIn(field));
    const known = steps.filter((step) => step !== undefined);
    if (known.length !== steps.length) return undefined;
    const ascends = known.every((step, index) => index === 0 || step > (known[index - 1] ?? 0));
    return known.length > 0 && ascends ? known : place.fault("must be a list of ascending numbers");
  };

function powerIn(place: Place): readonly PowerPoint[] | undefined {
  const points = place.items(1000).map((point): PowerPoint | undefined => {
    const [clock, watts] = point.items(2);
    const frequencyHz = clock === undefined ? undefined : numberIn(clusterFields.maxFrequencyHz)(clock);
    const power = watts === undefined ? undefined : numberIn({ ...clusterFields.fp32, range: [1e-6, 1e4] })(watts);
    return frequencyHz === undefined || power === undefined
      ? point.fault("must be a clock in hertz and a power in watts")
      : [frequencyHz, power];
  });
  const known = points.filter((point) => point !== undefined);
  return known.length === points.length ? known : undefined;
}

/** A sourced value: `{ value, kind, source, note? }`, or the bare value, which then counts as assumed. Absent: unknown. */
function sourcedIn<T>(place: Place, read: (place: Place) => T | undefined): Sourced<T> | undefined {
  if (place.isAbsent) return undefined;
  const isBare = typeof place.value !== "object" || Array.isArray(place.value);
  if (isBare) {
    const value = read(place);
    return value === undefined ? undefined : { value, kind: "assumed", source: "the device file gives no source" };
  }
  const fields = place.fields(["value", "kind", "source", "note"]);
  if (fields === undefined) return undefined;
  const value = read(fields.value);
  const kind = oneOf(fields.kind, kinds);
  const source = textIn(fields.source);
  const note = fields.note.isAbsent ? undefined : textIn(fields.note);
  if (value === undefined || kind === undefined || source === undefined) return undefined;
  return note === undefined ? { value, kind, source } : { value, kind, source, note };
}

const quantityIn = (place: Place, field: Field): Sourced<number> | undefined => sourcedIn(place, numberIn(field));

function needed<T>(place: Place, value: Sourced<T> | undefined): Sourced<T> | undefined {
  return place.isAbsent ? place.fault("is missing") : value;
}

function flopsIn(place: Place): FlopsPerCycle {
  const fields = place.isAbsent ? undefined : place.fields(precisions);
  if (fields === undefined) return {};
  return given({
    fp32: quantityIn(fields.fp32, clusterFields.fp32),
    fp16: quantityIn(fields.fp16, clusterFields.fp16),
    int8: quantityIn(fields.int8, clusterFields.int8),
  });
}

const clusterKeys = [
  "id",
  "core",
  "count",
  "maxFrequencyHz",
  "minFrequencyHz",
  "levelsHz",
  "flopsPerCycle",
  "threadsPerCore",
  "simdBits",
  "lineBytes",
  "l1dBytes",
  "l2Bytes",
  "l2Shared",
  "coreBandwidth",
  "clusterBandwidth",
  "coreFillBytesPerSecond",
  "corePower",
] as const;

function clusterIn(place: Place): Cluster | undefined {
  const at = place.fields(clusterKeys);
  if (at === undefined) return undefined;
  const id = oneOf(at.id, clusterIds);
  const core = textIn(at.core);
  const count = needed(at.count, quantityIn(at.count, clusterFields.count));
  const maxFrequencyHz = needed(at.maxFrequencyHz, quantityIn(at.maxFrequencyHz, clusterFields.maxFrequencyHz));
  const rest = given({
    minFrequencyHz: quantityIn(at.minFrequencyHz, clusterFields.minFrequencyHz),
    levelsHz: sourcedIn(at.levelsHz, listIn(clusterFields.levelsHz)),
    flopsPerCycle: flopsIn(at.flopsPerCycle),
    threadsPerCore: quantityIn(at.threadsPerCore, clusterFields.threadsPerCore),
    simdBits: quantityIn(at.simdBits, clusterFields.simdBits),
    lineBytes: quantityIn(at.lineBytes, clusterFields.lineBytes),
    l1dBytes: quantityIn(at.l1dBytes, clusterFields.l1dBytes),
    l2Bytes: quantityIn(at.l2Bytes, clusterFields.l2Bytes),
    l2Shared: sourcedIn(at.l2Shared, flagIn),
    coreBandwidth: quantityIn(at.coreBandwidth, clusterFields.coreBandwidth),
    clusterBandwidth: quantityIn(at.clusterBandwidth, clusterFields.clusterBandwidth),
    coreFillBytesPerSecond: quantityIn(at.coreFillBytesPerSecond, clusterFields.coreFillBytesPerSecond),
    corePower: sourcedIn(at.corePower, powerIn),
  });
  if (id === undefined || core === undefined || count === undefined || maxFrequencyHz === undefined) return undefined;
  const top = maxFrequencyHz.value;
  if ((rest.minFrequencyHz?.value ?? 0) > top) at.minFrequencyHz.fault("must not be above maxFrequencyHz");
  if ((rest.levelsHz?.value.at(-1) ?? 0) > top) at.levelsHz.fault("must not go above maxFrequencyHz");
  return { id, core, count, maxFrequencyHz, ...rest };
}

function clustersIn(place: Place): readonly Cluster[] {
  const places = place.items(clusterIds.length);
  if (Array.isArray(place.value) && place.value.length === 0) place.fault("must have at least one entry");
  const clusters = places.map(clusterIn).filter((cluster) => cluster !== undefined);
  const order = clusters.map(({ id }) => clusterIds.indexOf(id));
  const rises = order.every((at, index) => index === 0 || at > (order[index - 1] ?? -1));
  if (!rises) place.fault(`must name each id at most once, in the order ${clusterIds.join(", ")}`);
  return clusters;
}

function memoryIn(place: Place): Memory {
  const at = place.isAbsent ? undefined : place.fields(["type", "peakBytesPerSecond", "capacityBytes"]);
  if (at === undefined) return {};
  return given({
    type: sourcedIn(at.type, textIn),
    peakBytesPerSecond: quantityIn(at.peakBytesPerSecond, deviceFields.peakBytesPerSecond),
    capacityBytes: quantityIn(at.capacityBytes, deviceFields.capacityBytes),
  });
}

function coresIn(place: Place): CoreSet | undefined {
  const at = place.fields(clusterIds);
  if (at === undefined) return undefined;
  const parts = clusterIds.filter((id) => !at[id].isAbsent).map((id) => `${id}:${shown(at[id].value)}`);
  return parseCoreSet(parts.join(",")) ?? place.fault("must be numbers of cores by cluster");
}

function peakIn(place: Place): MeasuredPeak | undefined {
  const at = place.fields(["cores", "precision", "rate", "frequencyHz"]);
  if (at === undefined) return undefined;
  const cores = coresIn(at.cores);
  const precision = oneOf(at.precision, precisions);
  const rate = needed(at.rate, quantityIn(at.rate, { ...deviceFields.peakBytesPerSecond, range: [1e6, 1e18] }));
  const frequencyHz = quantityIn(at.frequencyHz, clusterFields.maxFrequencyHz);
  return cores === undefined || precision === undefined || rate === undefined
    ? undefined
    : given({ cores, precision, rate, frequencyHz });
}

const listOf = <T>(place: Place, most: number, read: (place: Place) => T | undefined): readonly T[] | undefined =>
  place.isAbsent
    ? undefined
    : place
        .items(most)
        .map(read)
        .filter((item) => item !== undefined);

function deviceIn(place: Place): Device | undefined {
  const at = place.fields([
    "schema",
    "id",
    "name",
    "soc",
    "kind",
    "aliases",
    "clusters",
    "l3Bytes",
    "slcBytes",
    "memory",
    "dispatchSeconds",
    "measuredPeaks",
    "notes",
  ]);
  if (at === undefined) return undefined;
  oneOf(at.schema, [deviceSchema]);
  const id = at.id.isAbsent ? "own" : idIn(at.id);
  const name = textIn(at.name);
  const soc = at.soc.isAbsent ? name : textIn(at.soc);
  const kind = at.kind.isAbsent ? "computer" : oneOf(at.kind, deviceKinds);
  const aliases = listOf(at.aliases, 50, idIn) ?? [];
  const clusters = clustersIn(at.clusters);
  const rest = given({
    memory: memoryIn(at.memory),
    l3Bytes: quantityIn(at.l3Bytes, deviceFields.l3Bytes),
    slcBytes: quantityIn(at.slcBytes, deviceFields.slcBytes),
    dispatchSeconds: quantityIn(at.dispatchSeconds, deviceFields.dispatchSeconds),
    measuredPeaks: listOf(at.measuredPeaks, 100, peakIn),
    notes: listOf(at.notes, 100, textIn),
  });
  if (id === undefined || name === undefined || soc === undefined || kind === undefined) return undefined;
  return { id, name, soc, kind, aliases, clusters, ...rest };
}

function idIn(place: Place): string | undefined {
  const text = textIn(place);
  if (text === undefined) return undefined;
  return /^[a-z0-9][a-z0-9_-]{0,79}$/.test(text) ? text : place.fault("must be small letters, digits, - and _");
}
