/** Which of the learned configurations answers for a target. */
import { deviceById } from "../device/catalog/index.ts";
import { coresText, parseCoreSet } from "../device/core-set.ts";
import type { Target } from "../predict/predictor.ts";
import type { ModelInput } from "./model-input.ts";
import { runtimeNames } from "../runtime/runtime.ts";
import { strangeModel } from "./model-limits.ts";
import { type Band, fromOtherCores, hardwareOf, transferBand, transferred } from "./transfer.ts";
import { type Configuration, configurationOf, type GcnWeights, type Group, type Transfer } from "./weights.ts";

export interface Choice {
  readonly group: Group;
  readonly configuration: Configuration;
  /** The measured configuration that this one was scaled from; undefined for a measured one. */
  readonly from: Configuration | undefined;
  /** What that adds to the interval, as logarithms; undefined for a measured one. */
  readonly doubt: Band | undefined;
  readonly warnings: readonly string[];
}

/**
 * The configuration that was measured, else other cores of the device, else the most similar ones of other devices, of the
 * same runtime and precision, scaled to this hardware; or the sentence of a refusal.
 */
export function chooseConfiguration(weights: GcnWeights, model: ModelInput, target: Target): Choice | string {
  const { groups } = weights;
  const { device, cores, runtime, precision } = target;
  // What was learned of GPUs says nothing of processors, nor the other way round.
  const isGpu = device.kind === "gpu";
  const alike = groups.filter((group) => isOfGpu(group) === isGpu);
  if (isGpu) {
    const own = alike.filter((group) => configurationsOf([group], device.id).length > 0);
    const runs = own.map(runText);
    if (own.length === 0) return untrained(alike, target);
    if (!runs.includes(runText(target))) {
      return `Not trained on ${runText(target)} for ${device.name}, only on ${unique(runs)}.`;
    }
  }
  const ofRuntime = alike.filter((group) => group.runtime === runtime);
  if (ofRuntime.length === 0) {
    return `Not trained on ${runtimeNames[runtime]}, only on ${unique(alike.map((one) => runtimeNames[one.runtime]))}.`;
  }
  const able = ofRuntime.filter((group) => group.precision === precision);
  if (able.length === 0) {
    return `Not trained on ${precision} with ${runtimeNames[runtime]}, only on ${unique(ofRuntime.map((one) => one.precision))}.`;
  }
  // A group leans on the others for kernels that its own networks did not have; the warnings name them.
  const strange = strangeModel({ operators: groups.flatMap(({ operators }) => operators) }, model);
  if (strange !== undefined) return strange;
  for (const group of able) {
    const configuration = configurationOf(group, device.id, cores);
    if (configuration !== undefined) return { group, configuration, from: undefined, doubt: undefined, warnings: [] };
  }
  const line = isGpu ? undefined : lineFor(weights, target);
  for (const group of able) {
    const found = line === undefined ? undefined : fromOtherCores(group, line, target);
    if (found === undefined) continue;
    const what = `${coresText(cores)} of ${device.name} with ${runText(target)}`;
    const warning = `Nothing was measured on ${what}: scaled from ${measuredCores(found.from)} as cores of phones scale.`;
    return { group, ...found, doubt: line, warnings: [warning] };
  }
  for (const group of able) {
    const found = transferred(group, target);
    if (found === undefined) continue;
    const source = `${measuredCores(found.from)} of ${deviceName(found.from)}`;
    const what = `${device.name} with ${runText(target)}`;
    const warning = `Nothing was measured on ${what}: scaled from ${source} by what the hardware promises. Expect errors of tens of percent.`;
    return { group, ...found, doubt: transferBand(group), warnings: [warning] };
  }
  return untrained(able, target);
}

/** How speed goes with cores and devices where training could tell, by the same runtime and precision if possible. */
export const lineFor = ({ groups }: GcnWeights, { runtime, precision }: Target): Transfer | undefined =>
  groups.find((one) => one.transfer !== undefined && one.runtime === runtime && one.precision === precision)
    ?.transfer ?? groups.find(({ transfer }) => transfer !== undefined)?.transfer;

const isOfGpu = ({ configurations }: Group): boolean => {
  const [first] = configurations;
  return first !== undefined && deviceById(first.device)?.kind === "gpu";
};

/** "TFLite at fp32" */
const runText = ({ runtime, precision }: Pick<Target, "runtime" | "precision">): string =>
  `${runtimeNames[runtime]} at ${precision}`;

const deviceName = (configuration: Configuration): string =>
  hardwareOf(configuration)?.device.name ?? configuration.device;

/** "2 large + 1 medium" */
const measuredCores = ({ cores }: Configuration): string => coresText(parseCoreSet(cores) ?? {});

const unique = (names: readonly string[]): string => [...new Set(names)].join(", ");

const configurationsOf = (groups: readonly Group[], device: string): readonly Configuration[] =>
  groups.flatMap(({ configurations }) => configurations.filter((one) => one.device === device));

function untrained(groups: readonly Group[], { device, cores }: Target): string {
  const own = configurationsOf(groups, device.id);
  if (own.length > 0) {
    return `Not trained on ${coresText(cores)} of ${device.name}, only on ${unique(own.map(measuredCores))}.`;
  }
  const names = unique(groups.flatMap(({ configurations }) => configurations.map(deviceName)));
  return `Not trained on ${device.name}, only on ${names === "" ? "processors" : names}.`;
}
