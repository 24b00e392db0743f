/**
 * A program that copies memory at a set rate: `stream.ts BYTES_PER_SECOND`. "begin" starts to count, "end" answers with
 * the rate reached. A byte copied counts twice, as one read and one written; what a cache reads before it writes is not
 * counted.
 */
const target = Number(process.argv[2]);
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

function end(): StreamReport {
  const wall = performance.now() - began.wall;
  const { user, system } = process.cpuUsage(began.cpu);
  return { bytesPerSecond: ((moved - began.moved) * 1000) / wall, share: (user + system) / 1000 / wall };
}

process.on("message", (message) => {
  if (message === "begin") {
    began = now();
    process.send?.("begun");
  } else if (message === "end") process.send?.(end());
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
  setImmediate(slice);
}
slice();
