/** From option texts to a prediction target: device, cores, runtime, precision, state. */
import { defaultCores, coreSetProblem, parseCoreSet } from "../device/core-set.ts";
import { readFileSync } from "node:fs";
import { csvCells } from "../base/csv.ts";
import { deviceById, devices } from "../device/catalog/index.ts";
import { parseDevice } from "../device/format.ts";
import { ownDevice } from "../device/own.ts";
import {
  type CoreSet,
  type Device,
  loadPriorities,
  type LoadPriority,
  type Precision,
  precisions,
} from "../device/device.ts";
import { nominalState } from "../device/roofline.ts";
import type { Target } from "../predict/predictor.ts";
import { runtimeById, type RuntimeId, runtimes, usualPrecision, usualRuntime } from "../runtime/runtime.ts";
import { targetOptions, type TargetText, UsageError } from "./usage.ts";

export const targetOf = (text: TargetText): Target => {
  const device = deviceOf(text.device);
  const cores = coresOf(device, text.cores);
  const nominal = nominalState(device, cores);
  if (nominal === undefined) throw new UsageError(`--cores: ${coreSetProblem(device, cores) ?? "no core takes part"}`);
  return {
    device,
    cores,
    runtime: text.runtime === undefined ? usualRuntime(device) : runtimeOf(text.runtime),
    precision: precisionOf(text.precision ?? usualPrecision(device)),
    state: {
      frequencyHz: quantity(text.frequency, "frequency", (f) => f > 0) ?? nominal.frequencyHz,
      utilization: quantity(text.utilization, "utilization", (u) => u >= 0 && u <= 1) ?? nominal.utilization,
      priority: priorityOf(text.priority ?? "equal"),
      streamBytesPerSecond: quantity(text.stream, "stream", (b) => b >= 0) ?? 0,
      bandwidthBytesPerSecond: quantity(text.bandwidth, "bandwidth", (b) => b > 0) ?? nominal.bandwidthBytesPerSecond,
    },
  };
};

function deviceOf(id: string | undefined): Device {
  if (id === undefined) throw new UsageError("predict needs --device ID; `ridgepoint devices` lists them");
  const device = deviceById(id);
  if (device !== undefined) return device;
  if (/\.json$/i.test(id)) return deviceFile(id);
  throw new UsageError(
    `--device: "${id}" is not one of ${devices.map((known) => known.id).join(", ")}, nor a .json file`,
  );
}

/** A device of the user's own, from a `ridgepoint.device/1` file. */
function deviceFile(path: string): Device {
  const outcome = parseDevice(fileText(path));
  if (outcome.ok) return ownDevice(outcome.value);
  throw new UsageError(`--device: ${path}\n${outcome.problem.map(({ text }) => `  ${text}`).join("\n")}`);
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`--device: ${path} cannot be read`);
  }
}

function coresOf(device: Device, text: string | undefined): CoreSet {
  if (text === undefined) return defaultCores(device);
  if (/^\s*gpu\b/i.test(text)) return gpuOf(device);
  const cores = parseCoreSet(text);
  if (cores === undefined) throw new UsageError(`--cores: "${text}" is not of the form large:1,medium:2`);
  const problem = coreSetProblem(device, cores);
  if (problem !== undefined) throw new UsageError(`--cores: ${problem}`);
  return cores;
}

/** "gpu" for cores: all of a GPU; what else has one is told where it is. */
function gpuOf(device: Device): CoreSet {
  if (device.kind === "gpu") return defaultCores(device);
  const gpu = devices.find(({ kind, notes }) => kind === "gpu" && notes?.join(" ").includes(`: ${device.id}.`));
  throw new UsageError(
    gpu === undefined
      ? `--cores: the GPU of ${device.name} is not in the catalogue`
      : `--cores: a GPU is a device of its own and always runs as a whole: --device ${gpu.id}`,
  );
}

function runtimeOf(text: string): RuntimeId {
  const found = runtimeById(text);
  if (found === undefined) throw new UsageError(`--runtime: "${text}" is not one of ${runtimes.join(", ")}`);
  return found;
}

function precisionOf(text: string): Precision {
  const found = precisions.find((precision) => precision === text);
  if (found === undefined) throw new UsageError(`--precision: "${text}" is not one of ${precisions.join(", ")}`);
  return found;
}

function priorityOf(text: string): LoadPriority {
  const found = loadPriorities.find((priority) => priority === text);
  if (found === undefined) throw new UsageError(`--priority: "${text}" is not one of ${loadPriorities.join(", ")}`);
  return found;
}

function quantity(text: string | undefined, option: string, fits: (value: number) => boolean): number | undefined {
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || !fits(value)) throw new UsageError(`--${option}: "${text}" does not fit`);
  return value;
}

/**
 * The rows of a states file: CSV whose columns are named as the options are, each row laid over the given options.
 * An empty cell keeps the option's value.
 */
export function stateRows(csv: string, base: TargetText): readonly TargetText[] {
  const lines = csv.split(/\r?\n/).filter((line) => line.trim() !== "");
  const columns = (lines[0] ?? "").split(",").map((name) => name.trim().replace(/^--/, ""));
  const known: readonly string[] = targetOptions;
  const strange = columns.filter((name) => !known.includes(name));
  if (strange.length > 0) throw new UsageError(`--states: unknown column ${strange.join(", ")}`);
  return lines.slice(1).map((line) => {
    const cells = csvCells(line);
    const given = columns.map((name, index) => [name, (cells[index] ?? "").trim()] as const);
    return { ...base, ...Object.fromEntries(given.filter(([, value]) => value !== "")) };
  });
}
