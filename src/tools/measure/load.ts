/**
 * A program that wants its core for a share of each 10 ms: `load.ts SHARE`. "begin" starts to count, "end" answers with
 * its CPU time and the wall time in which it wanted the core, both over the wall time between.
 */
const share = Number(process.argv[2]);
const periodMs = 10;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export interface LoadReport {
  readonly share: number;
  readonly duty: number;
}

let began = { wall: performance.now(), cpu: process.cpuUsage(), wanted: 0 };
let wanted = 0;

const begin = (): void => {
  began = { wall: performance.now(), cpu: process.cpuUsage(), wanted };
};

function end(): LoadReport {
  const wall = performance.now() - began.wall;
  const { user, system } = process.cpuUsage(began.cpu);
  return { share: (user + system) / 1000 / wall, duty: (wanted - began.wanted) / wall };
}

process.on("message", (message) => {
  if (message === "begin") {
    begin();
    process.send?.("begun");
  } else if (message === "end") process.send?.(end());
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
  setImmediate(period);
}
period();
