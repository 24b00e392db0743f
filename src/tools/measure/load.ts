/**
 * A program that wants its core for a share of each 10 ms. `Begin` sets the share and starts to count, "end" answers with its
 * CPU time and the wall time in which it wanted the core, both over the wall time between, and lets it rest.
 */
import type { Begin } from "./program.ts";

const periodMs = 10;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export interface LoadReport {
  readonly share: number;
  readonly duty: number;
}

let began = { wall: performance.now(), cpu: process.cpuUsage(), wanted: 0 };
let wanted = 0;

let share = 0;
let timer: NodeJS.Immediate | undefined;

function begin({ level }: Begin): void {
  const resting = timer === undefined;
  share = level;
  began = { wall: performance.now(), cpu: process.cpuUsage(), wanted };
  if (resting) period();
}

function end(): LoadReport {
  const wall = performance.now() - began.wall;
  const { user, system } = process.cpuUsage(began.cpu);
  clearImmediate(timer);
  timer = undefined;
  return { share: (user + system) / 1000 / wall, duty: (wanted - began.wanted) / wall };
}

process.on("message", (message: Begin | "end") => {
  if (message === "end") {
    process.send?.(end());
    return;
  }
  begin(message);
  process.send?.("begun");
});
process.on("disconnect", () => process.exit());

/** Spins by the wall clock: a load that gets less of the core does not want it for longer. */
function period(): void {
  const start = performance.now();
  const busyUntil = start + share * periodMs;
  while (performance.now() < busyUntil);
  const now = performance.now();
  wanted += now - start;
  const rest = start + periodMs - now;
  if (rest > 0) Atomics.wait(sleeper, 0, 0, rest);
  timer = setImmediate(period);
}
