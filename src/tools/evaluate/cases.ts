/** Predictions beside measurements, and what is counted over them. */
import { type Case, covered, mape, spearman, within } from "../train/metrics.ts";

/** What a table's row says of one method on one set of cases; errors are relative to the measured value. */
export interface Figures {
  readonly cases: number;
  readonly within5: number;
  readonly within10: number;
  readonly mape: number;
  readonly rmspe: number;
  /** Mean over configurations of at least five cases: over all at once, the devices' speeds alone would rank well. */
  readonly spearman: number | undefined;
  readonly interval80: number | undefined;
}

export interface JudgedCase extends Case {
  readonly configuration: string;
  readonly device: string;
  readonly runtime: string;
  readonly precision: string;
}

const short = (value: number): number => Number(value.toFixed(4));

export function figuresOf(cases: readonly JudgedCase[]): Figures {
  const squares = cases.reduce((sum, { measured, predicted }) => sum + ((predicted - measured) / measured) ** 2, 0);
  const ranks = [...grouped(cases, (one) => one.configuration).values()].flatMap((own) => {
    const rank = own.length < 5 ? Number.NaN : spearman(own);
    return Number.isNaN(rank) ? [] : [rank];
  });
  const hasIntervals = cases.every(({ low, high }) => low !== undefined && high !== undefined);
  return {
    cases: cases.length,
    within5: short(within(cases, 0.05)),
    within10: short(within(cases, 0.1)),
    mape: short(mape(cases)),
    rmspe: short(Math.sqrt(squares / cases.length)),
    spearman: ranks.length === 0 ? undefined : short(ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length),
    interval80: hasIntervals ? short(covered(cases)) : undefined,
  };
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** With one decimal; nothing for an unknown share. */
export const percent = (share: number | undefined): string =>
  share === undefined ? "" : `${(100 * share).toFixed(1)} %`;

/** How many of the rows a method could say something of. */
export const casesText = ({ cases, rows }: { readonly cases: number; readonly rows: number }): string =>
  cases === rows ? String(cases) : `${cases} of ${rows}`;
