/** Rules that leave faulty measurements out, each with its reason, counted. */

export interface Rule<Record> {
  /** Why such a record must not be learned from or judged on, as a clause. */
  readonly reason: string;
  readonly drops: (record: Record) => boolean;
}

export interface Dropped {
  readonly reason: string;
  readonly count: number;
}

export interface Sifted<Record> {
  readonly kept: readonly Record[];
  /** One entry per rule that dropped anything, in the order of the rules. */
  readonly dropped: readonly Dropped[];
}

/** A record is counted under the first rule that drops it. */
export function sift<Record>(records: readonly Record[], rules: readonly Rule<Record>[]): Sifted<Record> {
  const counts = rules.map(() => 0);
  const kept = records.filter((record) => {
    const at = rules.findIndex((rule) => rule.drops(record));
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
    return at < 0;
  });
  const dropped = rules.map(({ reason }, at) => ({ reason, count: counts[at] ?? 0 }));
  return { kept, dropped: dropped.filter(({ count }) => count > 0) };
}

/** Counts of equal reasons together, in the order in which they first appear. */
export function joinDropped(lists: readonly (readonly Dropped[])[]): readonly Dropped[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of lists.flat()) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** Of records with equal keys only the one with the least `size` stays; how many others there were is told. */
export function leastOf<Record>(
  records: readonly Record[],
  keyOf: (record: Record) => string,
  size: (record: Record) => number,
  reason: string,
): Sifted<Record> {
  const least = new Map<string, Record>();
  for (const record of records) {
    const before = least.get(keyOf(record));
    if (before === undefined || size(record) < size(before)) least.set(keyOf(record), record);
  }
  const count = records.length - least.size;
  return { kept: [...least.values()], dropped: count === 0 ? [] : [{ reason, count }] };
}
