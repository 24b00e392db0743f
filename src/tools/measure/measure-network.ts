/** One network in all surroundings: rounds of timed runs, repeated while something else disturbs them. */
import { readCoreTime } from "./cpu-time.ts";
import type { RunReport } from "./inference.ts";
import type { LoadReport } from "./load.ts";
import { type Surroundings, surroundings } from "./plan.ts";
import type { NodeTime } from "./profile.ts";
import { type Program, startProgram } from "./program.ts";
import { type Row, summaryOf } from "./row.ts";
import type { StreamReport } from "./stream.ts";

/** The inference and the load share a core; the stream runs on the other. */
const inferenceCore = 0;
const streamCore = 1;
const warmUps = { first: 10, later: 3 };
const runs = 30;
/** A round counts when other programs had less than these shares of the core, and of the other one. */
const quiet = { core: 0.03, other: 0.25 };
const disturbance = (row: Row): number => Math.max(row.foreignShare / quiet.core, row.otherCoreShare / quiet.other);
const mostRepeats = 4;

export interface Measured {
  readonly rows: readonly Row[];
  readonly nodes: readonly NodeTime[];
}

export interface Subject {
  readonly network: string;
  /** Path of its ONNX file. */
  readonly path: string;
  /** Height and width of its image in pixels. */
  readonly resolution: number;
}

export async function measureNetwork(subject: Subject, onRow: (done: number) => void): Promise<Measured> {
  const inference = startProgram("inference.ts", [subject.path, String(subject.resolution)], {
    core: inferenceCore,
    nice: 0,
  });
  try {
    await inference.ready;
    const nodes = await inference.ask<readonly NodeTime[]>({ kind: "profile", warmUps: warmUps.first, runs });
    await inference.ask({ kind: "run", warmUps: warmUps.first, runs: 1 });
    const rows: Row[] = [];
    for (const around of surroundings) {
      // One round at a time: that is the point.
      // oxlint-disable-next-line no-await-in-loop
      rows.push(await quietRound(subject.network, inference, around));
      onRow(rows.length);
    }
    return { rows, nodes };
  } finally {
    await inference.stop();
  }
}

async function quietRound(network: string, inference: Program, around: Surroundings): Promise<Row> {
  const others = await startOthers(around);
  try {
    let best: Row | undefined;
    for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const row = await round(network, inference, { around, others, repeats });
      if (best === undefined || disturbance(row) < disturbance(best)) best = { ...row, repeats };
      if (disturbance(row) < 1) break;
    }
    if (best === undefined) throw new Error("no round was run");
    return best;
  } finally {
    await Promise.all([others.load?.stop(), others.stream?.stop()]);
  }
}

interface Others {
  readonly load: Program | undefined;
  readonly stream: Program | undefined;
}

async function startOthers({ load, priority, streamBytesPerSecond }: Surroundings): Promise<Others> {
  const nice = priority === "higher" ? -19 : 0;
  const others: Others = {
    load: load === 0 ? undefined : startProgram("load.ts", [String(load)], { core: inferenceCore, nice }),
    stream:
      streamBytesPerSecond === 0
        ? undefined
        : startProgram("stream.ts", [String(streamBytesPerSecond)], { core: streamCore, nice: 0 }),
  };
  await Promise.all([others.load?.ask("begin"), others.stream?.ask("begin")]);
  return others;
}

async function round(
  network: string,
  inference: Program,
  { around, others, repeats }: { readonly around: Surroundings; readonly others: Others; readonly repeats: number },
): Promise<Row> {
  await Promise.all([others.load?.ask("begin"), others.stream?.ask("begin")]);
  const before = [readCoreTime(inferenceCore), readCoreTime(streamCore)] as const;
  const start = performance.now();
  const report = await inference.ask<RunReport>({ kind: "run", warmUps: warmUps.later, runs });
  const wall = (performance.now() - start) / 1000;
  const after = [readCoreTime(inferenceCore), readCoreTime(streamCore)] as const;
  const load = await others.load?.ask<LoadReport>("end");
  const stream = await others.stream?.ask<StreamReport>("end");
  const { mean, median, deviation, least } = summaryOf(report.seconds);
  // The warm-up and the clock loop run as densely as the timed part, so its share stands for the whole.
  const own = report.share + (load?.share ?? 0);
  return {
    ...around,
    network,
    runs,
    meanSeconds: mean,
    medianSeconds: median,
    deviationSeconds: deviation,
    leastSeconds: least,
    inferenceShare: report.share,
    loadShare: load?.share ?? 0,
    loadDuty: load?.duty ?? 0,
    streamedBytesPerSecond: stream?.bytesPerSecond ?? 0,
    foreignShare: Math.max(0, (after[0].busy - before[0].busy) / wall - own),
    otherCoreShare: Math.max(0, (after[1].busy - before[1].busy) / wall - (stream?.share ?? 0)),
    clockHz: report.clockHz,
    repeats,
  };
}
