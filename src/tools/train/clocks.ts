/** Clocks of measured runs. */
import type { ConfigurationData, Observation } from "./groups.ts";

/** f0 / f of an observation, f0 the greatest clock of its configuration. */
export function slowness({ frequencyHz }: Observation, top: number | undefined): number {
  return frequencyHz === undefined || top === undefined ? 1 : top / frequencyHz;
}

export function topClock({ observations }: ConfigurationData): number | undefined {
  const clocks = observations.flatMap(({ frequencyHz }) => frequencyHz ?? []);
  return clocks.length === 0 ? undefined : Math.max(...clocks);
}

/** Was the clock varied? */
export const hasClocks = ({ observations }: ConfigurationData): boolean =>
  new Set(observations.flatMap(({ frequencyHz }) => frequencyHz ?? [])).size > 1;
