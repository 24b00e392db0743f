/** Intervals and zero-shot speeds, from what held-out networks and devices left over. */
import type { Interval, Transfer } from "../../learn/weights.ts";
import { transferFeatures, transferNames } from "../../learn/transfer.ts";
import type { HeldOut } from "./cross-fit.ts";
import type { GroupData } from "./groups.ts";
import { addRow, descend, emptyNormal } from "../../learn/least-squares.ts";
import { quantile } from "./metrics.ts";
import { slowness, topClock } from "./clocks.ts";
import { fittedTime, type GroupFit } from "./regression.ts";

/** Cases of all configurations with which a configuration's own spread is drawn towards the group's. */
const borrowed = 20;
/** Of a normal distribution: the deviation over the median size. */
const normalRatio = 1.4826;
const leastSpread = 0.005;

/** Per configuration the typical size of |ln(measured / predicted)|. */
export function spreads(held: readonly HeldOut[], configurations: number): readonly number[] {
  const all =
    normalRatio *
    quantile(
      held.map(({ left }) => Math.abs(left)),
      0.5,
    );
  return Array.from({ length: configurations }, (_, at) => {
    const own = held.filter(({ configuration }) => configuration === at).map(({ left }) => Math.abs(left));
    const spread = own.length === 0 ? all : normalRatio * quantile(own, 0.5);
    return Math.max(leastSpread, (own.length * spread + borrowed * all) / (own.length + borrowed));
  });
}

/** Fewer cases than this tell no quantile of their own. */
const fewest = 40;
export const edges: readonly number[] = [0.35, 0.6, 0.8, 0.92];

/**
 * Quantiles of ln(measured / predicted) / spread by distance to the training: of networks held out at random, which are
 * near, and of those whose whole family was held out, which are far. A farther model never gets a narrower interval. `at` cuts
 * the cases; a group of one configuration has too few to be cut.
 */
export function intervalsOf(held: readonly HeldOut[], spread: readonly number[], at = edges): readonly Interval[] {
  const cases = held
    .map(({ configuration, left, distance }) => ({ distance, size: left / (spread[configuration] || 1) }))
    .toSorted((a, b) => a.distance - b.distance);
  const cuts = [0, ...at.map((share) => Math.floor(share * cases.length)), cases.length];
  const out: Interval[] = [];
  for (let cut = 0; cut + 1 < cuts.length; cut += 1) {
    const own = cases.slice(cuts[cut], cuts[cut + 1]).map(({ size }) => size);
    const before = out.at(-1);
    const last = cases[(cuts[cut + 1] ?? 0) - 1]?.distance ?? 1;
    if (own.length < fewest) {
      if (before === undefined) out.push({ distance: 1, ...quantilesOf(cases.map(({ size }) => size)) });
      continue;
    }
    const { low, high } = quantilesOf(own);
    out.push({
      distance: Number(last.toFixed(4)),
      low: Math.min(low, before?.low ?? low),
      high: Math.max(high, before?.high ?? high),
    });
  }
  return out;
}

const rounded = (value: number): number => Number(value.toPrecision(5));
const quantilesOf = (values: readonly number[]): { low: number; high: number } =>
  values.length === 0
    ? { low: -1, high: 1 }
    : { low: rounded(quantile(values, 0.1)), high: rounded(quantile(values, 0.9)) };

interface Known {
  readonly device: string;
  readonly features: readonly number[];
  readonly logSpeed: number;
  readonly at: number;
}

/** Fewer devices than this say nothing of another one. */
const fewestDevices = 3;
const parts = [0, 0.5, 1] as const;

/** The line from hardware to speed, judged by leaving each device out. */
export function fitTransfer(group: GroupData, fit: GroupFit): Transfer | undefined {
  const known = group.configurations.flatMap(({ target }, at): readonly Known[] => {
    const features = transferFeatures(target);
    const logSpeed = fit.configurations[at]?.logSpeed;
    return features === undefined || logSpeed === undefined
      ? []
      : [{ device: target.device.id, features, logSpeed, at }];
  });
  const devices = [...new Set(known.map(({ device }) => device))];
  if (devices.length < fewestDevices) return undefined;
  const tried = parts.map((part) => {
    const left = devices.flatMap((device) => leftOut(group, fit, known, device, part));
    return { part, left, size: left.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, left.length) };
  });
  const [best] = tried.toSorted((a, b) => a.size - b.size);
  if (best === undefined) return undefined;
  return { ...lineOf(known), features: transferNames, part: best.part, ...quantilesOf(best.left) };
}

type Line = Pick<Transfer, "means" | "weights" | "intercept">;

/** Ridge regression of logSpeed on the features, devices counting alike. */
function lineOf(known: readonly Known[]): Line {
  const width = transferNames.length;
  const counts = new Map<string, number>();
  for (const { device } of known) counts.set(device, (counts.get(device) ?? 0) + 1);
  const weightOf = ({ device }: Known): number => 1 / (counts.get(device) ?? 1);
  const total = known.reduce((sum, one) => sum + weightOf(one), 0);
  const meanOf = (of: (one: Known) => number): number =>
    known.reduce((sum, one) => sum + weightOf(one) * of(one), 0) / total;
  const means = Array.from({ length: width }, (_, j) => meanOf(({ features }) => features[j] ?? 0));
  const intercept = meanOf(({ logSpeed }) => logSpeed);
  const normal = emptyNormal(width);
  for (const one of known) {
    const row = Float64Array.from(one.features, (value, j) => value - (means[j] ?? 0));
    addRow(normal, row, one.logSpeed - intercept, weightOf(one));
  }
  // Held towards what a perfect device would do: time at 1 / pace.
  const prior = transferNames.map((name) => (name === "log pace" ? -0.8 : name === "log bandwidth" ? -0.2 : 0));
  const x = descend(normal, { prior, lambda: prior.map(() => 0.3), least: -10, sweeps: 300 });
  return { means: means.map(rounded), weights: Array.from(x, rounded), intercept: rounded(intercept) };
}

/** ln(measured / predicted) of a device's observations at top clock, predicted from the others. */
function leftOut(
  group: GroupData,
  fit: GroupFit,
  known: readonly Known[],
  device: string,
  part: number,
): readonly number[] {
  const others = known.filter((one) => one.device !== device);
  const line = lineOf(others);
  const promise = (features: readonly number[]): number =>
    features.reduce((sum, value, j) => sum + (line.weights[j] ?? 0) * (value - (line.means[j] ?? 0)), line.intercept);
  return known
    .filter((one) => one.device === device)
    .flatMap(({ features, at }) => {
      const far = (one: Known): number =>
        one.features.reduce((sum, value, j) => sum + Math.abs(value - (features[j] ?? 0)), 0);
      const [near] = others.toSorted((a, b) => far(a) - far(b));
      const configuration = group.configurations[at];
      const base = near === undefined ? undefined : fit.configurations[near.at];
      if (near === undefined || base === undefined || configuration === undefined) return [];
      const logSpeed = promise(features) + part * (near.logSpeed - promise(near.features));
      const top = topClock(configuration);
      return configuration.observations
        .filter((one) => slowness(one, top) === 1)
        .map(
          (one) =>
            Math.log(one.seconds / fittedTime(fit, base, one, { slow: 1, perByte: 0 })) - (logSpeed - near.logSpeed),
        );
    });
}
