/** The list of latencies that the user measured, as plain data. */
import type { Seconds } from "../../base/units.ts";
import { parseCoreSet } from "../../device/core-set.ts";
import { type Device, type Precision, precisions } from "../../device/device.ts";
import { nominalState } from "../../device/roofline.ts";
import { essenceIn, essenceJson } from "../../export/essence.ts";
import type { Measurement, PredictorInput } from "../../predict/predictor.ts";
import { runtimeById, type RuntimeId } from "../../runtime/runtime.ts";
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

type ReadInput = (value: unknown) => PredictorInput | undefined;

/** None where it is not as this version writes it. */
function latencyIn(value: unknown, read: ReadInput): readonly OwnLatency[] {
  if (!isObject(value) || value["version"] !== version) return [];
  const { id, model, device, cores, runtime: engine, precision: type, seconds } = value;
  const input = read(value["input"]);
  if (input === undefined) return [];
  const runtime = runtimeById(engine);
  const precision = precisions.find((one) => one === type);
  if (typeof id !== "string" || typeof model !== "string" || typeof device !== "string") return [];
  if (typeof cores !== "string" || typeof seconds !== "number" || !(seconds > 0 && seconds < Infinity)) return [];
  return runtime === undefined || precision === undefined
    ? []
    : [{ id, model, device, cores, runtime, precision, seconds, input }];
}

const isInput = (value: unknown): value is PredictorInput =>
  isObject(value) && Array.isArray(value["nodes"]) && Array.isArray(value["edges"]);

/** What the browser kept; what another version kept otherwise is left out. Its nodes this version wrote: they are not looked into. */
export const latenciesIn = (value: unknown): readonly OwnLatency[] =>
  Array.isArray(value) ? value.flatMap((one) => latencyIn(one, (input) => (isInput(input) ? input : undefined))) : [];

/** The way into the browser. */
export const toKeep = (latencies: readonly OwnLatency[]): readonly Kept[] =>
  latencies.map((one) => ({ ...one, version }));

/** The way into a file that others may open. */
export const toHandOn = (latencies: readonly OwnLatency[]): readonly object[] =>
  latencies.map((one) => ({ ...one, version, input: essenceJson(one.input) }));

/** What such a file holds, whoever wrote it; undefined unless all of it is as `toHandOn` gives it. */
export function handedOn(value: unknown): readonly OwnLatency[] | undefined {
  if (!Array.isArray(value) || value.length > mostLatencies) return undefined;
  const latencies = value.flatMap((one) => latencyIn(one, essenceIn));
  return latencies.length === value.length ? latencies : undefined;
}

const isSame = (a: OwnLatency, b: OwnLatency): boolean =>
  isOf(a, b) && JSON.stringify(a.input) === JSON.stringify(b.input);

/** The newest last; a model measured again on the same target has the new latency. */
export function withLatency(latencies: readonly OwnLatency[], one: OwnLatency): readonly OwnLatency[] {
  const others = latencies.filter((other) => !isSame(other, one));
  return [...others, { ...one, id: freeId(one.id, others) }].slice(-mostLatencies);
}

/** Latencies from elsewhere may have been entered at the same moment. */
const freeId = (id: string, others: readonly OwnLatency[]): string =>
  others.some((other) => other.id === id) ? freeId(`${id}+`, others) : id;

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
