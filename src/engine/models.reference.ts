/**
 * Every shared model is analysed as the manifest says or refused for the right reason, within 2 s and 500 MB, and a
 * gigabyte is opened without being read.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../base/problem.ts";
import { withFile } from "../cli/files.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import { type Expected, expectedModels } from "../testing/reference/models.ts";
import { hasShared, sharedFiles, sharedPath } from "../testing/shared.ts";
import { writeHugeModel } from "../tools/huge-model.ts";
import type { Analysis } from "./analysis.ts";
import { analyzeFile } from "./analyze.ts";

const folders = [
  ["models", ".onnx"],
  ["models", ".ort"],
  ["models", ".onnxtxt"],
  ["models/ext_weights", ".onnx"],
] as const;
const files = folders.flatMap(([folder, ending]) => sharedFiles(folder, ending));

const isTensor = (type: string): boolean => !/^(sequence|optional|map) /.test(type);

/** Reasons that nodes with an output tensor of unknown type or size give → how many give it. */
const gapsOf = ({ nodes }: Analysis): Readonly<Record<string, number>> =>
  reasons(nodes, (node) =>
    node.outputs.some(({ type, shape }) => isTensor(type) && (shape === undefined || shape.includes(undefined))),
  );

/** The same of nodes whose operations, traffic or number of runs are not known. */
const uncountedOf = ({ nodes }: Analysis): Readonly<Record<string, number>> =>
  reasons(nodes, ({ flops, weightBytes, readBytes, writeBytes, times }) =>
    [flops, weightBytes, readBytes, writeBytes, times].includes(undefined),
  );

function reasons(nodes: readonly NodeCost[], keep: (node: NodeCost) => boolean): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { note } of nodes.filter(keep)) counts[note] = (counts[note] ?? 0) + 1;
  return counts;
}

/** An analysis in the manifest's words. */
function described(analysis: Analysis): Expected {
  const codes = [...new Set(analysis.problems.map((problem) => problem.code))].filter((code) => code !== "assumed-dim");
  return {
    nodes: analysis.totals.nodes,
    macs: analysis.totals.macs,
    dims: analysis.model.dims,
    problems: codes.sort(),
    gaps: gapsOf(analysis),
    uncounted: uncountedOf(analysis),
  };
}

async function found(path: string): Promise<Expected> {
  const outcome = await outcomeOf(() => withFile(path, (source) => analyzeFile(source)));
  if (outcome.ok) return described(outcome.value);
  const { problem } = outcome;
  return { refused: problem.code, ...(problem.code === "not-onnx" && { lookalike: problem.lookalike }) };
}

describe.skipIf(!hasShared)("the shared models are what the manifest says", () => {
  test("each file has an entry", () => {
    expect(files.map((file) => basename(file)).sort()).toEqual(Object.keys(expectedModels).sort());
  });
  test.each(files.map((file) => [basename(file), file] as const))("%s", async (name, file) => {
    const expected = expectedModels[name];
    const empty = { dims: {}, problems: [], gaps: {}, uncounted: {} };
    const before = process.cpuUsage();
    expect(await found(file)).toEqual(
      expected !== undefined && "nodes" in expected ? { ...empty, ...expected } : expected,
    );
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  });
});

interface Usage {
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
  readonly maxRSS: number;
}

const reportUsage = `process.on("exit", () => process.stderr.write("usage " + JSON.stringify(process.resourceUsage())))`;

/** The real command, as scripts run it; time is that of the processor, which other work on the machine hardly changes. */
function headlessRun(path: string): { readonly seconds: number; readonly megabytes: number } {
  const hook = `data:text/javascript,${encodeURIComponent(reportUsage)}`;
  const launch = join(import.meta.dirname, "../cli/launch.mjs");
  const argv = ["--import", hook, launch, "analyze", path, "--json"];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", maxBuffer: 1 << 28 });
  expect(status, stderr).toBe(0);
  const usage = JSON.parse(stderr.slice(stderr.lastIndexOf("usage ") + 6)) as Usage;
  return { seconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6, megabytes: (usage.maxRSS * 1024) / 1e6 };
}

describe.skipIf(!hasShared)(
  "the heaviest shared models take less than 2 s and 500 MB, the start of Node included",
  () => {
    test.each(["torchvision/light_swin_t.onnx", "yolox_nano.onnx", "silero_vad.onnx"])("%s", (name) => {
      const path = sharedPath("models", name);
      // The first run may bundle the command line, which is not its work.
      headlessRun(path);
      const { seconds, megabytes } = headlessRun(path);
      process.stdout.write(`${name}: ${seconds.toFixed(2)} s of processor time, ${megabytes.toFixed(0)} MB\n`);
      expect(seconds).toBeLessThan(2);
      expect(megabytes).toBeLessThan(500);
    });
  },
);

test("of a file of 1 GB with 10,000 initializers less than 20 % is read", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ridgepoint-huge-"));
  try {
    const path = join(folder, "huge.onnx");
    const { bytes, channels } = writeHugeModel(path, { bytes: 1e9, initializers: 10_000 });
    const started = performance.now();
    const { file, totals } = await withFile(path, (source) => analyzeFile(source));
    const seconds = (performance.now() - started) / 1000;
    const share = (100 * file.bytesRead) / bytes;
    process.stdout.write(`${bytes} bytes in ${seconds.toFixed(2)} s, ${share.toFixed(1)} % read\n`);
    expect(totals).toMatchObject({ nodes: 10_000, coveredNodes: 10_000, macs: 10_000 * 64 * channels ** 2 });
    expect(file.bytesRead).toBeLessThan(0.2 * bytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
