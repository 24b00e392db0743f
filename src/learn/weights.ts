/** Weights of the GCN predictor as a file: JSON with a version, numbers of the networks as base64 of little-endian float32. */
import type { CoreSet } from "../device/device.ts";
import { formatCoreSet } from "../device/core-set.ts";
import type { Provenance } from "../predict/predictor.ts";
import type { Dense, Member, Scale } from "./gcn.ts";

export const weightsVersion = 1;

/** What training saw on one device with one set of cores. */
export interface Configuration {
  readonly device: string;
  /** As `formatCoreSet` writes it. */
  readonly cores: string;
  /** Seconds per unit of each term of the regression. */
  readonly coefficients: readonly number[];
  /** Factors on the latency between which 80 % of held-out latencies lie. */
  readonly low: number;
  readonly high: number;
}

export interface GcnWeights {
  readonly version: number;
  readonly runtime: string;
  readonly precision: string;
  /** Names of the regression's terms and of the columns of x and h, which must be the program's own. */
  readonly terms: readonly string[];
  readonly nodeColumns: readonly string[];
  readonly hardwareColumns: readonly string[];
  readonly configurations: readonly Configuration[];
  /** Coefficients of the mean device: they weight the nodes in z. */
  readonly pooled: readonly number[];
  readonly nodeScale: Scale;
  readonly convScale: Scale;
  readonly hardwareScale: Scale;
  readonly members: readonly Member[];
  /** Part of the members' mean correction that is applied; what predicted held-out networks best. */
  readonly strength: number;
  /** Operators whose kernels training saw, and the least and most MACs of a model. */
  readonly operators: readonly string[];
  readonly macs: readonly [least: number, most: number];
  readonly provenance: Provenance;
}

export const configurationOf = (weights: GcnWeights, device: string, cores: CoreSet): Configuration | undefined => {
  const text = formatCoreSet(cores);
  return weights.configurations.find((one) => one.device === device && one.cores === text);
};

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
    if (strings(file, part).join() !== program[part].join()) {
      throw new WeightsError(`The weights' ${part} are not those of this program: train anew.`);
    }
  }
  const [least = 0, most = 0] = numbers(file, "macs");
  return {
    version: weightsVersion,
    runtime: string(file, "runtime"),
    precision: string(file, "precision"),
    terms: strings(file, "terms"),
    nodeColumns: strings(file, "nodeColumns"),
    hardwareColumns: strings(file, "hardwareColumns"),
    configurations: list(file, "configurations").map((one) => configuration(record(one, "configurations"))),
    pooled: numbers(file, "pooled"),
    nodeScale: scale(file, "nodeScale"),
    convScale: scale(file, "convScale"),
    hardwareScale: scale(file, "hardwareScale"),
    members: list(file, "members").map((one) => member(record(one, "members"))),
    strength: number(file, "strength"),
    operators: strings(file, "operators"),
    macs: [least, most],
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

const configuration = (fields: Fields): Configuration => ({
  device: string(fields, "device"),
  cores: string(fields, "cores"),
  coefficients: numbers(fields, "coefficients"),
  low: number(fields, "low"),
  high: number(fields, "high"),
});

function scale(file: Fields, name: string): Scale {
  const fields = record(file[name], name);
  return { shift: decode(string(fields, "shift")), factor: decode(string(fields, "factor")) };
}

const member = (fields: Fields): Member => ({
  graph: list(fields, "graph").map((one) => dense(record(one, "graph"))),
  head: list(fields, "head").map((one) => dense(record(one, "head"))),
});

function dense(fields: Fields): Dense {
  const [inputs, outputs] = [number(fields, "inputs"), number(fields, "outputs")];
  const [weights, bias] = [decode(string(fields, "weights")), decode(string(fields, "bias"))];
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
