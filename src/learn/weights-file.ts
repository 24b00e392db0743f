/** Weights of the GCN predictor as a file: JSON with a version, long lists of numbers as base64 of little-endian float32. */
import { type Precision, precisions } from "../device/device.ts";
import { type KernelScheme, kernelSchemes } from "../predict/conv-regression.ts";
import type { Provenance } from "../predict/predictor.ts";
import { type RuntimeId, runtimes } from "../runtime/runtime.ts";
import type { Dense, Member, Scale } from "./gcn.ts";
import {
  type Configuration,
  type GcnWeights,
  type Group,
  type Interval,
  type Slowdowns,
  type Transfer,
  weightsVersion,
} from "./weights.ts";

/** Why a file is not taken; a flaw of the installation, not of the user's model. */
export class WeightsError extends Error {}

export function weightsText(weights: GcnWeights): string {
  return `${JSON.stringify(weights, (_, value: unknown) => (value instanceof Float32Array ? encode(value) : value))}\n`;
}

/** Reads what `weightsText` wrote. @throws WeightsError for another version, or columns that this program does not compute. */
export function parseWeights(text: string, program: Pick<GcnWeights, "terms" | "nodeColumns">): GcnWeights {
  const file = record(JSON.parse(text), "file");
  if (file["version"] !== weightsVersion) {
    throw new WeightsError(
      `Weights are of version ${String(file["version"])}; this program reads version ${weightsVersion}.`,
    );
  }
  for (const part of ["terms", "nodeColumns"] as const) {
    const known = strings(file, part);
    // Terms that were added later are no part of older weights: they cost nothing there.
    const own = part === "terms" ? program.terms.slice(0, known.length) : program[part];
    if (known.join() !== own.join()) {
      throw new WeightsError(`The weights' ${part} are not those of this program: train anew.`);
    }
  }
  return {
    version: weightsVersion,
    terms: strings(file, "terms"),
    nodeColumns: strings(file, "nodeColumns"),
    hardwareColumns: strings(file, "hardwareColumns"),
    groups: list(file, "groups").map((one) => group(record(one, "groups"))),
    nodeScale: scale(file, "nodeScale"),
    convScale: scale(file, "convScale"),
    hardwareScale: scale(file, "hardwareScale"),
    members: list(file, "members").map((one) => member(record(one, "members"))),
    provenance: provenance(record(file["provenance"], "provenance")),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null) throw new WeightsError(`Weights: ${name} is no object.`);
  return Object.fromEntries(Object.entries(value));
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new WeightsError(`Weights: ${name} is no list.`);
  return value;
}

function string(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new WeightsError(`Weights: ${name} is no text.`);
  return value;
}

function number(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isFinite(value)) throw new WeightsError(`Weights: ${name} is no number.`);
  return value;
}

const strings = (fields: Fields, name: string): readonly string[] =>
  list(fields, name).map((value) => string({ [name]: value }, name));
const numbers = (fields: Fields, name: string): readonly number[] =>
  list(fields, name).map((value) => number({ [name]: value }, name));
const floats = (fields: Fields, name: string): Float32Array => decode(string(fields, name));

function range(fields: Fields, name: string): readonly [number, number] {
  const [least, most] = numbers(fields, name);
  if (least === undefined || most === undefined) throw new WeightsError(`Weights: ${name} is no range.`);
  return [least, most];
}

function oneOf<T extends string>(fields: Fields, name: string, known: readonly T[]): T {
  const text = string(fields, name);
  const found = known.find((one) => one === text);
  if (found === undefined) throw new WeightsError(`Weights: ${name} "${text}" is not known.`);
  return found;
}

const group = (fields: Fields): Group => ({
  id: string(fields, "id"),
  runtime: oneOf<RuntimeId>(fields, "runtime", runtimes),
  precision: oneOf<Precision>(fields, "precision", precisions),
  kernels: fields["kernels"] === undefined ? undefined : oneOf<KernelScheme>(fields, "kernels", kernelSchemes),
  pooled: floats(fields, "pooled"),
  shapes: Object.fromEntries(
    Object.entries(record(fields["shapes"], "shapes")).map(([cell, value]) => [cell, number({ [cell]: value }, cell)]),
  ),
  strength: number(fields, "strength"),
  operators: strings(fields, "operators"),
  macs: range(fields, "macs"),
  seen: floats(fields, "seen"),
  intervals: list(fields, "intervals").map((one) => interval(record(one, "intervals"))),
  configurations: list(fields, "configurations").map((one) => configuration(record(one, "configurations"))),
  transfer: fields["transfer"] === undefined ? undefined : transfer(record(fields["transfer"], "transfer")),
});

const interval = (fields: Fields): Interval => ({
  distance: number(fields, "distance"),
  low: number(fields, "low"),
  high: number(fields, "high"),
});

const configuration = (fields: Fields): Configuration => ({
  device: string(fields, "device"),
  cores: string(fields, "cores"),
  coefficients: floats(fields, "coefficients"),
  unclocked: fields["unclocked"] === undefined ? undefined : floats(fields, "unclocked"),
  clocks: fields["clocks"] === undefined ? undefined : range(fields, "clocks"),
  slowdowns: slowdowns(fields, "slowdowns"),
  preempted: slowdowns(fields, "preempted"),
  crowded: slowdowns(fields, "crowded"),
  logSpeed: number(fields, "logSpeed"),
  spread: number(fields, "spread"),
  networks: number(fields, "networks"),
});

const slowdowns = (fields: Fields, name: string): Slowdowns | undefined =>
  fields[name] === undefined ? undefined : list(fields, name).map((one) => range({ [name]: one }, name));

const transfer = (fields: Fields): Transfer => ({
  features: strings(fields, "features"),
  means: numbers(fields, "means"),
  weights: numbers(fields, "weights"),
  intercept: number(fields, "intercept"),
  part: number(fields, "part"),
  low: number(fields, "low"),
  high: number(fields, "high"),
});

function scale(file: Fields, name: string): Scale {
  const fields = record(file[name], name);
  return { shift: floats(fields, "shift"), factor: floats(fields, "factor") };
}

const member = (fields: Fields): Member => ({
  graph: list(fields, "graph").map((one) => dense(record(one, "graph"))),
  head: list(fields, "head").map((one) => dense(record(one, "head"))),
});

function dense(fields: Fields): Dense {
  const [inputs, outputs] = [number(fields, "inputs"), number(fields, "outputs")];
  const [weights, bias] = [floats(fields, "weights"), floats(fields, "bias")];
  if (weights.length !== inputs * outputs || bias.length !== outputs) {
    throw new WeightsError(
      `Weights: a layer of ${inputs} × ${outputs} has ${weights.length} and ${bias.length} numbers.`,
    );
  }
  return { inputs, outputs, weights, bias };
}

const provenance = (fields: Fields): Provenance => ({
  data: string(fields, "data"),
  rows: number(fields, "rows"),
  split: string(fields, "split"),
  seed: number(fields, "seed"),
  commit: string(fields, "commit"),
  trained: string(fields, "trained"),
  notes: strings(fields, "notes"),
  results: list(fields, "results").map((one) => {
    const row = record(one, "results");
    const interval80 = row["interval80"];
    return {
      method: string(row, "method"),
      split: string(row, "split"),
      cases: number(row, "cases"),
      within10: number(row, "within10"),
      mape: number(row, "mape"),
      spearman: number(row, "spearman"),
      ...(typeof interval80 === "number" ? { interval80 } : {}),
    };
  }),
});

function encode(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [at, value] of values.entries()) view.setFloat32(at * 4, value, true);
  let text = "";
  for (let at = 0; at < view.byteLength; at += 1) text += String.fromCharCode(view.getUint8(at));
  return btoa(text);
}

function decode(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}
