/** From what a load did to the state in which an inference runs, for the sliders. */
import type { BytesPerSecond } from "../../base/units.ts";
import type { State } from "../device.ts";
import type { Moment } from "./found.ts";

/** What was watched: the inference whose latency is asked for, or other work that goes on beside it. */
export type Watched = "inference" | "other";

/** Fields that a moment cannot tell are absent. */
export type FoundState = { readonly [K in keyof State]?: State[K] | undefined };

/**
 * The state that follows from a moment. Other work takes its share of the core, and its traffic from the device's
 * bandwidth: free = own - traffic, unknown where the device's own is. The inference itself is its own only load; its traffic
 * is what it needed, not what it could have had, so it says nothing about bandwidth.
 */
export function stateOfMoment(
  { frequencyHz, utilization, traffic }: Moment,
  watched: Watched,
  ownBandwidth: BytesPerSecond | undefined,
): FoundState {
  const clock = frequencyHz?.value;
  if (watched === "inference") return { frequencyHz: clock, utilization: 0 };
  const free =
    traffic === undefined || ownBandwidth === undefined
      ? undefined
      : Math.max(ownBandwidth - traffic.value, leastShare * ownBandwidth);
  return { frequencyHz: clock, utilization: utilization?.value, bandwidthBytesPerSecond: free };
}

/** However busy the memory, an inference gets something: as little as the slider offers. */
const leastShare = 1 / 20;
