/** What is left of repeated measurements. The median is the figure; the least is nearest to an idle machine. */
export type Spread = {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
};

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error("no values, so no median");
  return (lower + upper) / 2;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
  runs: values.length,
});

/** Seconds that each of `runs` calls took, after `warmUps` calls that do not count. */
export async function timeRuns(
  job: () => Promise<unknown> | void,
  { runs, warmUps = 1 }: { readonly runs: number; readonly warmUps?: number },
): Promise<Spread> {
  const seconds: number[] = [];
  for (let run = -warmUps; run < runs; run += 1) {
    const started = performance.now();
    // Runs side by side would measure each other.
    await job();
    if (run >= 0) seconds.push((performance.now() - started) / 1000);
  }
  return spreadOf(seconds);
}
