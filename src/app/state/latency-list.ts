/** The list of latencies that the user measured, as plain data. */
import type { Seconds } from "../../base/units.ts";
import { parseCoreSet } from "../../device/core-set.ts";
import { type Device, type Precision, precisions } from "../../device/device.ts";
import { nominalState } from "../../device/roofline.ts";
import type { Measurement, PredictorInput, RuntimeId } from "../../predict/predictor.ts";
import { runtimeNames } from "../ui/runtime-names.ts";
import { isOf } from "./latency-target.ts";

export interface OwnLatency {
  /** Tells it from the others. */
  readonly id: string;
  /** Name of the model's file, with what was chosen for it. */
  readonly model: string;
  readonly device: string;
  /** As `formatCoreSet` writes it. */
  readonly cores: string;
  readonly runtime: RuntimeId;
  readonly precision: Precision;
  readonly seconds: Seconds;
  /** What predictors read of the model. */
  readonly input: PredictorInput;
}

/** Grows when what is kept of a model means something else. */
const version = 1;

interface Kept extends OwnLatency {
  readonly version: number;
}

/** More would be a training, and slow. */
export const mostLatencies = 100;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function latencyIn(value: unknown): readonly OwnLatency[] {
  if (!isObject(value)) return [];
  const { version: written, id, model, device, cores, runtime: engine, precision: type, seconds, input } = value;
  if (written !== version || !isInput(input)) return [];
  const runtime = runtimeNames.find(([one]) => one === engine)?.[0];
  const precision = precisions.find((one) => one === type);
  if (typeof id !== "string" || typeof model !== "string" || typeof device !== "string") return [];
  if (typeof cores !== "string" || typeof seconds !== "number" || !(seconds > 0)) return [];
  return runtime === undefined || precision === undefined
    ? []
    : [{ id, model, device, cores, runtime, precision, seconds, input }];
}

/** Nodes are what this version wrote: they are not looked into. */
const isInput = (value: unknown): value is PredictorInput =>
  isObject(value) && Array.isArray(value["nodes"]) && Array.isArray(value["edges"]);

/** What the browser kept; what another version kept otherwise is left out. */
export const latenciesIn = (value: unknown): readonly OwnLatency[] =>
  Array.isArray(value) ? value.flatMap(latencyIn) : [];

/** The way into the browser. */
export const toKeep = (latencies: readonly OwnLatency[]): readonly Kept[] =>
  latencies.map((one) => ({ ...one, version }));

const isSame = (a: OwnLatency, b: OwnLatency): boolean =>
  isOf(a, b) && JSON.stringify(a.input) === JSON.stringify(b.input);

/** The newest last; a model measured again on the same target has the new latency. */
export const withLatency = (latencies: readonly OwnLatency[], one: OwnLatency): readonly OwnLatency[] =>
  [...latencies.filter((other) => !isSame(other, one)), one].slice(-mostLatencies);

/** As predictors take it; undefined where the device is not known here. */
export function measurementOf(
  { device: id, cores: text, runtime, precision, input, seconds }: OwnLatency,
  deviceFor: (id: string) => Device | undefined,
): Measurement | undefined {
  const [device, cores] = [deviceFor(id), parseCoreSet(text)];
  const state = device === undefined || cores === undefined ? undefined : nominalState(device, cores);
  if (device === undefined || cores === undefined || state === undefined) return undefined;
  return { input, seconds, target: { device, cores, runtime, precision, state } };
}
