import type { Seconds } from "../base/units.ts";
import type { Sourced } from "./device.ts";
import { assumed, measured } from "./sourced.ts";

const rows = "operators without work (slices, constants) take 0 to 1 us in MNN";
const origin = "summerspringwei/DAG-Scheduler@9acc93f2, NASNet and PNASNet, 1 thread on the big cores";

/** Launch cost of one operator on a phone's CPU; an upper bound, since the timer of that profile steps by 1 us. */
export const measuredDispatch = (phone: string): Sourced<Seconds> =>
  measured(1e-6, `${origin}: ${rows} on ${phone}`, "Upper bound: the timer steps by 1 us.");

/** The same for a CPU on which nothing was read. */
export const assumedDispatch: Sourced<Seconds> = assumed(
  1e-6,
  `as on Snapdragon 835 and 855: ${rows} (${origin})`,
  "One thread; waking more threads costs more.",
);
