/** How fast cores or devices are that were never measured: as the most similar ones, at the speed their hardware promises. */
import { formatCoreSet, parseCoreSet, takingPart } from "../device/core-set.ts";
import { deviceById } from "../device/catalog/index.ts";
import type { CoreSet, Device, DeviceKind } from "../device/device.ts";
import { bandwidthOf } from "../device/roofline.ts";
import type { Configuration, Group, Transfer } from "./weights.ts";

/** What is known of cores before anything ran on them. */
export interface Hardware {
  readonly device: Device;
  readonly cores: CoreSet;
}

const inOrderCores: readonly string[] = ["Cortex-A7", "Cortex-A53", "Cortex-A55"];
const flag = (holds: boolean): number => (holds ? 1 : 0);

export const transferNames: readonly string[] = ["log pace", "log bandwidth", "log threads", "in order", "Apple"];

/**
 * By `transferNames`: work split equally among threads runs at the pace of the slowest core, threads x FLOP/s of it at
 * float32 and top clock. Undefined where the catalogue does not know a rate.
 */
export function transferFeatures({ device, cores }: Hardware): readonly number[] | undefined {
  const taking = takingPart(device, cores);
  const [lead] = taking;
  const rates = taking.map(({ cluster }) => cluster.maxFrequencyHz.value * (cluster.flopsPerCycle.fp32?.value ?? 0));
  const bandwidth = bandwidthOf(device, cores);
  if (lead === undefined || Math.min(...rates) <= 0 || bandwidth === undefined) return undefined;
  const threads = taking.reduce((sum, part) => sum + part.cores, 0);
  return [
    Math.log((threads * Math.min(...rates)) / 1e9),
    Math.log(bandwidth / 1e9),
    Math.log(threads),
    flag(taking.some(({ cluster }) => inOrderCores.includes(cluster.core))),
    flag(lead.cluster.core.startsWith("Apple")),
  ];
}

/** What was learned on phones is not carried to servers and GPUs. */
export const mobile: readonly DeviceKind[] = ["phone", "board"];
/** Beyond this distance nothing measured is like it. */
const farthest = 3;

/** How unlike two sets of cores are, in units of a factor e of pace. */
const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0);

const promised = (
  { means, weights, intercept }: Pick<Transfer, "means" | "weights" | "intercept">,
  features: readonly number[],
): number => features.reduce((sum, value, at) => sum + (weights[at] ?? 0) * (value - (means[at] ?? 0)), intercept);

/** 0.9 quantiles of Student's t with 1, 2... degrees of freedom, and of the normal distribution they draw near to. */
const studentT: readonly number[] = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372];
const normal90 = 1.2816;

/**
 * How much wider than what was left of n devices an interval must be for one more, which is drawn as they were: their mean is
 * as uncertain as they are few, and so is their spread. t(n - 1) · √(1 + 1/n) over what a normal distribution has.
 */
export function doubtOfNewDevice(devices: number): number {
  const t = studentT[devices - 2] ?? (devices < 2 ? studentT[0] : normal90) ?? normal90;
  return (t / normal90) * Math.sqrt(1 + 1 / Math.max(1, devices));
}

/** The 80 % interval of a device that was never measured, as logarithms. */
export function transferBand({ transfer, configurations }: Pick<Group, "transfer" | "configurations">): Band {
  const devices = new Set(configurations.flatMap(({ device, own }) => (own === undefined ? [device] : [])));
  const doubt = doubtOfNewDevice(devices.size);
  const { low, high } = transfer ?? { low: -1, high: 1 };
  return { low: doubt * low, high: doubt * high };
}

export type Band = Pick<Transfer, "low" | "high">;

export function hardwareOf({ device: id, cores: text }: Pick<Configuration, "device" | "cores">): Hardware | undefined {
  const [device, cores] = [deviceById(id), parseCoreSet(text)];
  return device === undefined || cores === undefined ? undefined : { device, cores };
}

/** A configuration that was not measured, and the measured one it leans on. */
export interface Scaled {
  readonly configuration: Configuration;
  readonly from: Configuration;
}

/** A device's speed by the most similar configuration of any device; undefined where the group cannot say. */
export function transferred(
  { transfer, configurations }: Pick<Group, "transfer" | "configurations">,
  target: Hardware,
): Scaled | undefined {
  const near = mobile.includes(target.device.kind) ? nearest(configurations, target) : undefined;
  if (transfer === undefined || near === undefined || near.far > farthest) return undefined;
  const { configuration: from, features, own } = near;
  const logSpeed = promised(transfer, own) + transfer.part * (from.logSpeed - promised(transfer, features));
  return { from, configuration: atSpeed(from, target, logSpeed) };
}

/**
 * Cores of a device of which others were measured: as those, at the ratio that `line` promises, which may be another group's.
 * The phones' lines tell the threads of an RK3399 under ARM Compute Library, which they never saw, to 6 % on average of five
 * networks (`rk3399_threads` of the atlas). Undefined where no core of the device was measured or a rate is not known.
 */
export function fromOtherCores(
  { configurations }: Pick<Group, "configurations">,
  line: Transfer,
  target: Hardware,
): Scaled | undefined {
  const measured = configurations.filter(({ device }) => device === target.device.id);
  const alike = measured.filter(({ cores }) => clustersOf(cores) === clustersOf(formatCoreSet(target.cores)));
  const near = nearest(alike.length > 0 ? alike : measured, target);
  if (near === undefined) return undefined;
  const { configuration: from, features, own } = near;
  const logSpeed = from.logSpeed + promised(line, own) - promised(line, features);
  const configuration = atSpeed(from, target, logSpeed);
  if (clustersOf(from.cores) !== clustersOf(configuration.cores)) return { from, configuration };
  // The clock of the same cluster acts on fewer or more of its cores as it did on those that were measured.
  const unclocked = from.unclocked && faster(from.unclocked, from.logSpeed - logSpeed);
  return { from, configuration: { ...configuration, unclocked, clocks: from.clocks } };
}

const clustersOf = (cores: string): string => Object.keys(parseCoreSet(cores) ?? {}).join();

function nearest(configurations: readonly Configuration[], target: Hardware) {
  const own = transferFeatures(target);
  if (own === undefined) return undefined;
  return configurations
    .flatMap((configuration) => {
      const hardware = hardwareOf(configuration);
      const features = hardware === undefined ? undefined : transferFeatures(hardware);
      return features === undefined ? [] : [{ configuration, features, own, far: apart(features, own) }];
    })
    .toSorted((a, b) => a.far - b.far)[0];
}

/** The kernels of a configuration in the same proportions, on other hardware; what was measured in its states is not carried. */
const atSpeed = (from: Configuration, { device, cores }: Hardware, logSpeed: number): Configuration => ({
  ...from,
  device: device.id,
  cores: formatCoreSet(cores),
  coefficients: faster(from.coefficients, from.logSpeed - logSpeed),
  unclocked: undefined,
  clocks: undefined,
  slowdowns: undefined,
  preempted: undefined,
  crowded: undefined,
  own: undefined,
  logSpeed,
});

/** Seconds per unit of work where all of it takes exp(`logGain`) times less. */
function faster(coefficients: Float32Array, logGain: number): Float32Array {
  const factor = Math.exp(-logGain);
  return coefficients.map((value) => value * factor);
}
