/** Judging on networks that training never saw. */
import { createGcnPredictor } from "../../learn/gcn-predictor.ts";
import { plainEngine } from "../../learn/gcn.ts";
import type { GcnWeights } from "../../learn/weights.ts";
import type { ResultRow } from "../../predict/predictor.ts";
import { type Baseline, flopsProxy, plainLeastSquares } from "./baselines.ts";
import type { Dataset, Sample } from "./dataset.ts";
import { type Case, covered, mape, spearman, within } from "./metrics.ts";
import { regressionTime } from "./regression.ts";

/** A case with where it is from. */
export interface Judged extends Case {
  readonly sample: string;
  readonly device: string;
  readonly cores: string;
}

/** Cases of each method, in the order of the table. */
export type Judgement = ReadonlyMap<string, readonly Judged[]>;

const methods = {
  gcn: "GCN",
  regression: "regression c alone",
  plain: "least squares per configuration",
  flops: "FLOPs proxy",
} as const;

/** Every method's cases on `test`, the baselines fitted on `train` as the weights were. */
export function judge(
  data: Dataset,
  weights: GcnWeights,
  { train, test }: { readonly train: readonly Sample[]; readonly test: readonly Sample[] },
): Judgement {
  const regression: Baseline = ({ sums }) =>
    weights.configurations.map(({ coefficients }) => regressionTime(sums, coefficients));
  return new Map([
    [methods.gcn, test.flatMap((sample) => gcnCases(data, weights, sample))],
    [methods.regression, casesOf(data, test, regression)],
    [methods.plain, casesOf(data, test, plainLeastSquares(data, train))],
    [methods.flops, casesOf(data, test, flopsProxy(data, train))],
  ]);
}

/** Through the product's own predictor, so that what is judged is what ships. */
function gcnCases(data: Dataset, weights: GcnWeights, sample: Sample): readonly Judged[] {
  const ready = createGcnPredictor(weights, plainEngine).prepare(sample.input);
  if (ready instanceof Promise) throw new TypeError("the plain engine prepares at once");
  return data.settings.flatMap(({ target, device, text }, at) => {
    const measured = sample.seconds[at];
    if (measured === undefined) return [];
    const { latencySeconds, lowSeconds, highSeconds, warnings } = ready.predict(target);
    if (latencySeconds === undefined || lowSeconds === undefined || highSeconds === undefined) {
      throw new Error(`${sample.name} on ${device.id} ${text} was refused: ${warnings.join(" ")}`);
    }
    const place = { sample: sample.name, device: device.id, cores: text };
    return [{ ...place, measured, predicted: latencySeconds, low: lowSeconds, high: highSeconds }];
  });
}

const casesOf = ({ settings }: Dataset, test: readonly Sample[], baseline: Baseline): readonly Judged[] =>
  test.flatMap((sample) =>
    baseline(sample).flatMap((predicted, at) => {
      const measured = sample.seconds[at];
      const place = { sample: sample.name, device: settings[at]?.device.id ?? "", cores: settings[at]?.text ?? "" };
      return measured === undefined ? [] : [{ ...place, measured, predicted }];
    }),
  );

/** Judgements of several parts as one. */
export function joined(judgements: readonly Judgement[]): Judgement {
  const all = new Map<string, readonly Judged[]>();
  for (const [method, cases] of judgements.flatMap((one) => [...one])) {
    all.set(method, [...(all.get(method) ?? []), ...cases]);
  }
  return all;
}

const short = (value: number): number => Number(value.toFixed(4));

/** Spearman's is the mean over configurations: over all at once, the devices' speeds alone would rank well. */
export function resultRow(method: string, split: string, cases: readonly Judged[]): ResultRow {
  const configurations = grouped(cases);
  const ranks = configurations.map(spearman);
  return {
    method,
    split,
    cases: cases.length,
    within10: short(within(cases, 0.1)),
    mape: short(mape(cases)),
    spearman: short(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length),
    ...(cases.every((one) => one.low !== undefined) ? { interval80: short(covered(cases)) } : {}),
  };
}

/** Cases of each device and set of cores. */
function grouped(cases: readonly Judged[]): readonly (readonly Judged[])[] {
  const groups = new Map<string, Judged[]>();
  for (const one of cases) {
    const key = `${one.device} ${one.cores}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

export const resultRows = (judgement: Judgement, split: string): readonly ResultRow[] =>
  [...judgement].map(([method, cases]) => resultRow(method, split, cases));
