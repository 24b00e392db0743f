/** How well rows of one machine agree with each other: what the noise of the measurements leaves to any predictor. */
import { contentionSlowdown } from "../../learn/state-law.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { contentionOf, isIdle, slowdownsOf } from "../train/contention.ts";
import { type Case, mape, within } from "../train/metrics.ts";
import { grouped, percent } from "./cases.ts";

/** Every row as the network's other rows tell it: their mean time as if idle, slowed down as the states are in the median. */
export function fromOtherRows(rows: readonly AtlasRow[]): readonly Case[] {
  const { equal, higher, stream } = contentionOf(rows);
  const measured = { slowdowns: slowdownsOf(equal), preempted: slowdownsOf(higher), crowded: slowdownsOf(stream) };
  return [...grouped(rows, ({ network }) => network).values()].flatMap((own) => {
    const known = own.map(({ seconds, state }) => {
      const { utilization = 0, priority = "equal", streamBytesPerSecond = 0 } = state;
      const slowdown = contentionSlowdown(measured, { utilization, priority, streamBytesPerSecond });
      return { seconds, slowdown, level: Math.log(seconds / slowdown) };
    });
    const sum = known.reduce((total, { level }) => total + level, 0);
    if (own.length < 2) return [];
    return known.map(({ seconds, slowdown, level }) => ({
      measured: seconds,
      predicted: slowdown * Math.exp((sum - level) / (own.length - 1)),
    }));
  });
}

/** Standard deviation of ln(mean idle latency / sum of the profile) over networks: two sessions of one program. */
export function betweenSessions(rows: readonly AtlasRow[]): number {
  const logs = [...grouped(rows.filter(isIdle), ({ network }) => network).values()].flatMap((own) => {
    const profile = own[0]?.profile;
    if (profile === undefined) return [];
    const total = profile.nodes.reduce<number>((sum, time) => sum + (time ?? 0), profile.elsewhere);
    return [Math.log(own.reduce((sum, { seconds }) => sum + seconds, 0) / own.length / total)];
  });
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
}

export function limitSentence(rows: readonly AtlasRow[]): string {
  const cases = fromOtherRows(rows);
  return (
    `Noise: predicted from the same network's other rows and the states' median slowdowns, ${percent(within(cases, 0.1))} of rows ` +
    `are within ±10 % (MAPE ${percent(mape(cases))}); between the profile of a network and its runs alone, two sessions, lies a ` +
    `standard deviation of ${percent(betweenSessions(rows))}. No method can be expected to pass the first figure on networks it never saw.`
  );
}
