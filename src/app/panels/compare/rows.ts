/** Totals and classes of operators as texts and lengths. */
import {
  formatBytes,
  formatCount,
  formatEnergy,
  formatEnergyBand,
  formatFlops,
  formatMacs,
  formatPercent,
  formatSeconds,
  formatSigned,
  unknownText,
} from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import type { Subject } from "../../../compare/subject.ts";
import type { Amount, Quantity, TotalCell } from "../../../compare/totals.ts";
import type { OpClass } from "../../ui/op-class.ts";
import { classShares } from "../shares.ts";

/** Below a million counts are written out: 62 nodes, 11,689 parameters. */
const count = (value: number | undefined): string =>
  value !== undefined && Math.abs(value) < 1e6 ? value.toLocaleString("en-US") : formatCount(value);

const formats: Readonly<Record<Quantity, (value: number | undefined) => string>> = {
  count,
  macs: formatMacs,
  flops: formatFlops,
  bytes: formatBytes,
  seconds: formatSeconds,
  share: formatPercent,
  joules: formatEnergy,
};

/** "12.3 ms", "9.46–41.2 mJ", "≥ 3.64 GFLOP" where something is not in it. */
export function amountText(amount: Amount | undefined, quantity: Quantity): string {
  if (amount === undefined) return unknownText;
  const { value, low, high, partial } = amount;
  const text = quantity === "joules" ? formatEnergyBand(low ?? value, high ?? value) : formats[quantity](value);
  return partial ? `≥ ${text}` : text;
}

/** "11.4–13.5 ms" beside a predicted number; "" where there is no interval or the number is a band itself. */
export function intervalText(amount: Amount | undefined, quantity: Quantity): string {
  if (quantity === "joules" || amount?.low === undefined || amount.high === undefined) return "";
  const [low, high] = [formats[quantity](amount.low), formats[quantity](amount.high)];
  const [number = "", unit = ""] = low.split(" ");
  return high.endsWith(` ${unit}`) ? `${number}–${high}` : `${low} – ${high}`;
}

/** "−2.70 ms, −18.0 %"; of shares the difference in points alone; "same" for none; "" for the first column. */
export function differenceText({ difference }: TotalCell, quantity: Quantity): string {
  if (difference === undefined) return "";
  const { absolute, relative } = difference;
  if (absolute === 0) return "same";
  if (quantity === "share") return `${formatSigned(absolute * 100, (value) => (value ?? 0).toFixed(1))} points`;
  const share = relative === undefined ? [] : [formatSigned(relative, formatPercent)];
  return [formatSigned(absolute, formats[quantity]), ...share].join(", ");
}

export interface KindRow {
  readonly opClass: OpClass;
  /** One a subject, in their order; undefined: not predicted, or the model has no such node. */
  readonly seconds: readonly (Seconds | undefined)[];
}

/** Latency of each class of operator in every subject, costliest class first; classes that take no time are left out. */
export function kindRows(subjects: readonly Pick<Subject, "analysis" | "prediction">[]): readonly KindRow[] {
  const rows = new Map<OpClass, (Seconds | undefined)[]>();
  subjects.forEach(({ analysis, prediction }, at) => {
    if (prediction?.latencySeconds === undefined) return;
    for (const { opClass, seconds } of classShares(analysis.nodes, prediction)) {
      const row = rows.get(opClass) ?? subjects.map(() => undefined);
      rows.set(opClass, row);
      row[at] = seconds;
    }
  });
  const most = ({ seconds }: KindRow): number => Math.max(0, ...seconds.map((one) => one ?? 0));
  return [...rows]
    .map(([opClass, seconds]) => ({ opClass, seconds }))
    .filter((row) => most(row) > 0)
    .toSorted((a, b) => most(b) - most(a));
}
