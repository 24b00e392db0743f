/** CPU time by core, from Linux' /proc/stat, to tell a quiet round from a disturbed one. */
import { readFileSync } from "node:fs";

/** Seconds since start in which a core was busy, and those the host gave to others (steal), which are part of them. */
export interface CoreTime {
  readonly busy: number;
  readonly stolen: number;
}

/** /proc/stat counts in hundredths of a second on every Linux that Node runs on. */
const tick = 0.01;

/** Busy time of a core: user, nice, system, irq, softirq and steal of its line (proc(5)). */
export function coreTime(stat: string, core: number): CoreTime {
  const line = stat.split("\n").find((text) => text.startsWith(`cpu${core} `));
  if (line === undefined) throw new Error(`/proc/stat has no cpu${core}`);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(/\s+/).slice(1).map(Number);
  return { busy: tick * (user + nice + system + irq + softirq + steal), stolen: tick * steal };
}

export const readCoreTime = (core: number): CoreTime => coreTime(readFileSync("/proc/stat", "utf8"), core);
