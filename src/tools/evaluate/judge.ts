/** One method on one fold: fitted on its training rows, its intervals calibrated on some of them held out. */
import type { AtlasRow } from "../atlas/row.ts";
import type { Estimate, Method, Predict } from "../baselines/method.ts";
import { quantile } from "../train/metrics.ts";
import { chance, type Fold, seed } from "./splits.ts";

/** Predicted, low and high seconds per test row; null where the method cannot say. */
export type Answers = readonly (readonly [predicted: number, low: number, high: number] | null)[];

/** Cases of its own with which a device's quantiles count as much as those of all. */
const borrowed = 20;

export async function answersOf(method: Method, { train, test }: Fold): Promise<Answers> {
  const held = (row: AtlasRow): boolean => chance("calibration", row.network) < 0.2;
  const predict = await method.fit(train, seed);
  const estimates = test.map(predict);
  if (!estimates.some((one) => one !== undefined)) return estimates.map(() => null);
  const own = estimates.some((one) => one?.low !== undefined);
  const calibration = own ? [] : calibrationRows(train.filter(held), test);
  const trial: Predict = own
    ? predict
    : await method.fit(
        train.filter((row) => !held(row)),
        seed,
      );
  const interval = intervalOf(calibration, trial);
  return estimates.map((one, at) => {
    const row = test[at];
    if (one === undefined || row === undefined) return null;
    const [low, high] = interval(row, one);
    return [one.seconds, low, high];
  });
}

/** Fewer rows of the test's own devices than this tell no interval. */
const fewest = 20;
const otherDevices = 4;

/** Rows of the devices of the test; where those are new, of a few others, drawn by name. */
function calibrationRows(held: readonly AtlasRow[], test: readonly AtlasRow[]): readonly AtlasRow[] {
  const wanted = new Set(test.map(({ device }) => device));
  const own = held.filter(({ device }) => wanted.has(device));
  if (own.length >= fewest) return own;
  const others = [...new Set(held.map(({ device }) => device))].toSorted(
    (a, b) => chance("device", a) - chance("device", b),
  );
  return held.filter(({ device }) => others.slice(0, otherDevices).includes(device));
}

/** 10 % and 90 % quantiles of log(measured / predicted) on held-out networks, a device's own drawn towards those of all. */
function intervalOf(
  rows: readonly AtlasRow[],
  predict: Predict,
): (row: AtlasRow, one: Estimate) => readonly [number, number] {
  const left = rows.flatMap((row) => {
    const one = predict(row);
    return one === undefined ? [] : [{ device: row.device, error: Math.log(row.seconds / one.seconds) }];
  });
  const all = left.map(({ error }) => error);
  const devices = new Map<string, readonly [number, number]>();
  for (const device of new Set(left.map((one) => one.device))) {
    const own = left.filter((one) => one.device === device).map(({ error }) => error);
    const bound = (share: number): number =>
      (own.length * quantile(own, share) + borrowed * quantile(all, share)) / (own.length + borrowed);
    devices.set(device, [bound(0.1), bound(0.9)]);
  }
  const common: readonly [number, number] = all.length === 0 ? [0, 0] : [quantile(all, 0.1), quantile(all, 0.9)];
  return ({ device }, { seconds, low, high }) => {
    if (low !== undefined && high !== undefined) return [low, high];
    const [from, to] = devices.get(device) ?? common;
    return [seconds * Math.exp(from), seconds * Math.exp(to)];
  };
}
