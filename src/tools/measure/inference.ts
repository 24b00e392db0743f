/**
 * A program that runs a model on one thread of ONNX Runtime: `inference.ts MODEL`. It answers "run" with the times of
 * the timed runs, and "profile" with the time of each node.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { randomSource } from "../../generate/random.ts";
import { clockHz } from "./clock.ts";
import { onnxruntime, type Session } from "./onnxruntime.ts";
import { nodeTimes, type NodeTime } from "./profile.ts";

export interface Ask {
  readonly kind: "run" | "profile";
  readonly warmUps: number;
  readonly runs: number;
}

export interface RunReport {
  readonly seconds: readonly number[];
  /** CPU time over wall time of this program during the timed runs. */
  readonly share: number;
  /** Wall seconds of the timed runs. */
  readonly wall: number;
  readonly clockHz: number;
}

const [, , path = "", resolution = "224"] = process.argv;
const { InferenceSession, Tensor } = await onnxruntime();
const size = Number(resolution);
const random = randomSource(1);
const image = Float32Array.from({ length: 3 * size * size }, () => random());
const feeds = { input: new Tensor("float32", image, [1, 3, size, size]) };

const start = (profiling: boolean): Promise<Session> =>
  InferenceSession.create(path, {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    enableProfiling: profiling,
    ...(profiling ? { profileFilePrefix: `${path}.profile` } : {}),
  });

async function timed(session: Session, warmUps: number, runs: number): Promise<RunReport> {
  // One run must end before the next begins.
  // oxlint-disable-next-line no-await-in-loop
  for (let run = 0; run < warmUps; run += 1) await session.run(feeds);
  const clock = clockHz();
  const seconds: number[] = [];
  const cpu = process.cpuUsage();
  const begin = performance.now();
  for (let run = 0; run < runs; run += 1) {
    const before = performance.now();
    // oxlint-disable-next-line no-await-in-loop
    await session.run(feeds);
    seconds.push((performance.now() - before) / 1000);
  }
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, share: (user + system) / 1e6 / wall, wall, clockHz: clock };
}

async function profiled(warmUps: number, runs: number): Promise<readonly NodeTime[]> {
  const session = await start(true);
  await timed(session, warmUps, runs);
  session.endProfiling();
  await session.release();
  // The runtime adds the time of day to the name.
  const prefix = `${basename(path)}.profile`;
  const name = readdirSync(dirname(path)).find((one) => one.startsWith(prefix));
  if (name === undefined) throw new Error("the runtime wrote no profile");
  const file = join(dirname(path), name);
  const times = nodeTimes(readFileSync(file, "utf8"), warmUps, runs);
  rmSync(file);
  return times;
}

const session = await start(false);
process.on("message", ({ kind, warmUps, runs }: Ask) => {
  const answer: Promise<unknown> = kind === "run" ? timed(session, warmUps, runs) : profiled(warmUps, runs);
  void answer.then((report) => process.send?.(report));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
