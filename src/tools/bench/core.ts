/** The core in Node: from a file to its whole analysis, beside plain decoding of the same file by onnx-proto. */
import { readFileSync, statSync } from "node:fs";
import onnxProto from "onnx-proto";
import type { ByteSource } from "../../base/source.ts";
import { withFile } from "../../cli/files.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import type { BenchModel } from "./models.ts";
import { type Spread, timeRuns } from "./spread.ts";
import { studyTimes } from "./study.ts";

type Job = "analyze" | "all algorithms, fusion, memory, levels" | "decode only, onnx-proto";

/** Larger files would need all of their bytes in memory to be decoded whole. */
const decodableBytes = 200_000_000;

const analyze = (source: ByteSource): Promise<Analysis> => analyzeFile(source);

export async function coreTimes({ path }: BenchModel, runs: number): Promise<ReadonlyMap<Job, Spread>> {
  const times = new Map<Job, Spread>();
  times.set("analyze", await timeRuns(() => withFile(path, analyze), { runs, warmUps: 3 }));
  times.set("all algorithms, fusion, memory, levels", await studyTimes(await withFile(path, analyze), runs));
  if (statSync(path).size < decodableBytes) {
    const decode = () => Promise.resolve(onnxProto.onnx.ModelProto.decode(readFileSync(path)));
    times.set("decode only, onnx-proto", await timeRuns(decode, { runs, warmUps: 3 }));
  }
  return times;
}
