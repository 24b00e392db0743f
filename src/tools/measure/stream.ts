/**
 * A program that copies memory at a set rate. `Begin` sets the rate in bytes per second and starts to count, "end" answers
 * with the rate reached and lets it rest. A byte copied counts twice, as one read and one written; what a cache reads before
 * it writes is not counted.
 */
import type { Begin } from "./program.ts";

const sleeper = new Int32Array(new SharedArrayBuffer(4));
/** Larger than any last-level cache, so that every byte comes from memory. */
const bytes = 192 * 1024 * 1024;
const chunk = 256 * 1024;
const from = new Uint8Array(bytes).fill(1);
const to = new Uint8Array(bytes).fill(2);

export interface StreamReport {
  readonly bytesPerSecond: number;
  /** CPU time over wall time. */
  readonly share: number;
}

let moved = 0;
const now = () => ({ wall: performance.now(), cpu: process.cpuUsage(), moved });
let began = now();

let target = 0;
let timer: NodeJS.Immediate | undefined;

function begin({ level }: Begin): void {
  const resting = timer === undefined;
  target = level;
  began = now();
  if (resting) slice();
}

function end(): StreamReport {
  const wall = performance.now() - began.wall;
  const { user, system } = process.cpuUsage(began.cpu);
  clearImmediate(timer);
  timer = undefined;
  return { bytesPerSecond: ((moved - began.moved) * 1000) / wall, share: (user + system) / 1000 / wall };
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

let offset = 0;
/** One slice of 2 ms: copies what the rate asks for, then sleeps. */
function slice(): void {
  const start = performance.now();
  const until = start + 2;
  const goal = moved + target * 0.002;
  while (moved < goal && performance.now() < until) {
    to.set(from.subarray(offset, offset + chunk), offset);
    offset = (offset + chunk) % (bytes - chunk);
    moved += 2 * chunk;
  }
  const rest = until - performance.now();
  if (rest > 0) Atomics.wait(sleeper, 0, 0, rest);
  timer = setImmediate(slice);
}
