/** One visit to a network in all surroundings: rounds of timed runs, repeated while something else disturbs them. */
import { type Competitors, inferenceCore, streamCore } from "./competitors.ts";
import { readCoreTime } from "./cpu-time.ts";
import type { RunReport } from "./inference.ts";
import { disturbance, type Surroundings, surroundings } from "./plan.ts";
import type { NodeTime } from "./profile.ts";
import { type Program, startProgram } from "./program.ts";
import { type Row, summaryOf } from "./row.ts";

const warmUps = { first: 5, later: 2 };
/** A visit's timed runs: at least 8, more of a network that is over before the counters of CPU time have moved. */
const runs = { least: 8, most: 40, seconds: 0.25 };
const mostRepeats = 3;

export interface Measured {
  readonly rows: readonly Row[];
  readonly nodes: readonly NodeTime[];
}

export interface Subject {
  readonly network: string;
  readonly pass: number;
  /** Path of its ONNX file. */
  readonly path: string;
  /** Height and width of its image in pixels. */
  readonly resolution: number;
}

interface Visit extends Subject {
  readonly inference: Program;
  readonly competitors: Competitors;
  readonly runs: number;
}

export async function measureNetwork(
  subject: Subject,
  competitors: Competitors,
  onRow: (done: number) => void,
): Promise<Measured> {
  const inference = startProgram("inference.ts", [subject.path, String(subject.resolution)], {
    core: inferenceCore,
    nice: 0,
  });
  try {
    await inference.ready;
    const nodes = await inference.ask<readonly NodeTime[]>({
      kind: "profile",
      warmUps: warmUps.first,
      runs: runs.least,
    });
    const { seconds } = await inference.ask<RunReport>({ kind: "run", warmUps: warmUps.first, runs: 3 });
    const enough = Math.ceil(runs.seconds / Math.min(...seconds));
    const visit = {
      ...subject,
      inference,
      competitors,
      runs: Math.min(runs.most, Math.max(runs.least, enough)),
    };
    const rows: Row[] = [];
    for (const around of surroundings) {
      // One round at a time: that is the point.
      // oxlint-disable-next-line no-await-in-loop
      rows.push(await quietRound(visit, around));
      onRow(rows.length);
    }
    return { rows, nodes };
  } finally {
    await inference.stop();
  }
}

async function quietRound(visit: Visit, around: Surroundings): Promise<Row> {
  let best: Row | undefined;
  for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const row = await round(visit, around, repeats);
    if (best === undefined || disturbance(row) < disturbance(best)) best = { ...row, repeats };
    if (disturbance(row) < 1) break;
  }
  if (best === undefined) throw new Error("no round was run");
  return best;
}

async function round(
  { network, pass, inference, competitors, runs: count }: Visit,
  around: Surroundings,
  repeats: number,
): Promise<Row> {
  await competitors.begin(around);
  const before = [readCoreTime(inferenceCore), readCoreTime(streamCore)] as const;
  const start = performance.now();
  const report = await inference.ask<RunReport>({ kind: "run", warmUps: warmUps.later, runs: count });
  const wall = (performance.now() - start) / 1000;
  const after = [readCoreTime(inferenceCore), readCoreTime(streamCore)] as const;
  const { load, stream } = await competitors.end();
  const { mean, median, deviation, least } = summaryOf(report.seconds);
  // The warm-up and the clock loop run as densely as the timed part, so its share stands for the whole.
  const own = report.share + load.share;
  return {
    ...around,
    network,
    pass,
    runs: count,
    meanSeconds: mean,
    medianSeconds: median,
    deviationSeconds: deviation,
    leastSeconds: least,
    inferenceShare: report.share,
    loadShare: load.share,
    loadDuty: load.duty,
    streamedBytesPerSecond: stream.bytesPerSecond,
    foreignShare: Math.max(0, (after[0].busy - before[0].busy) / wall - own),
    otherCoreShare: Math.max(0, (after[1].busy - before[1].busy) / wall - stream.share),
    clockHz: report.clockHz,
    repeats,
  };
}
