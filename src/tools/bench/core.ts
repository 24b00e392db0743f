/** The core in Node: from a file to its whole analysis, beside plain decoding of the same file by onnx-proto. */
import { readFileSync, statSync } from "node:fs";
import onnxProto from "onnx-proto";
import { withFile } from "../../cli/files.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import type { BenchModel } from "./models.ts";
import { type Spread, timeRuns } from "./spread.ts";

/** Larger files would need all of their bytes in memory to be decoded whole. */
const decodableBytes = 200_000_000;

export async function coreTimes(
  { path }: BenchModel,
  runs: number,
): Promise<ReadonlyMap<"analyze" | "decode only, onnx-proto", Spread>> {
  const times = new Map<"analyze" | "decode only, onnx-proto", Spread>();
  times.set("analyze", await timeRuns(() => withFile(path, (source) => analyzeFile(source)), { runs, warmUps: 3 }));
  if (statSync(path).size < decodableBytes) {
    const decode = () => Promise.resolve(onnxProto.onnx.ModelProto.decode(readFileSync(path)));
    times.set("decode only, onnx-proto", await timeRuns(decode, { runs, warmUps: 3 }));
  }
  return times;
}
