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
import { hasShared, sharedFiles } from "../testing/shared.ts";
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

/** Has an output tensor of unknown type or size. */
const isOpen = ({ outputs }: NodeCost): boolean =>
  outputs.some(({ type, shape }) => isTensor(type) && (shape === undefined || shape.includes(undefined)));

/** Its operations, traffic or number of runs are not known. */
const isUncounted = ({ flops, weightBytes, readBytes, writeBytes, times }: NodeCost): boolean =>
  [flops, weightBytes, readBytes, writeBytes, times].includes(undefined);

/** What the nodes say about it → how many say so. */
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
    gaps: reasons(analysis.nodes, isOpen),
    uncounted: reasons(analysis.nodes, isUncounted),
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

/** All real networks beside the repository: the manifest's, torchvision's, and those measured on phones. */
const networks = [...files, ...sharedFiles("models/torchvision", ".onnx"), ...sharedFiles("atlas/qed_onnx", ".onnx")];

interface Coverage {
  readonly path: string;
  readonly nodes: number;
  /** Nodes with an output of unknown type or size, or of unknown cost. */
  readonly open: number;
  /** Those of them whose note names no value, operator or size of the model. */
  readonly unnamed: readonly string[];
  readonly seconds: number;
}

/** What a note says when it cannot tell what decides. */
const vague = /^(an output's size is|the bytes of a \w+ are) not known before run time$/;

async function coverageOf(path: string): Promise<Coverage | undefined> {
  const before = process.cpuUsage();
  const outcome = await outcomeOf(() => withFile(path, (source) => analyzeFile(source)));
  const { user, system } = process.cpuUsage(before);
  if (!outcome.ok) return undefined;
  const { nodes, totals } = outcome.value;
  const open = nodes.filter((node) => isOpen(node) || isUncounted(node));
  const unnamed = open.filter(({ note }) => note === "" || vague.test(note)).map(({ id, note }) => `${id}: ${note}`);
  return { path, nodes: totals.nodes, open: open.length, unnamed, seconds: (user + system) / 1e6 };
}

/** So many of the files that take longest in this process are run headless too. */
const heaviest = 8;

test.skipIf(!hasShared)(
  "real files have all sizes and costs or name what decides, in under 2 s and 500 MB",
  async () => {
    const all: Coverage[] = [];
    for (const path of networks) {
      // One after the other: time is measured.
      // oxlint-disable-next-line no-await-in-loop
      const coverage = await coverageOf(path);
      if (coverage !== undefined) all.push(coverage);
    }
    const large = all.filter(({ nodes }) => nodes >= 20);
    const whole = large.filter(({ open }) => open === 0);
    const named = large.filter(({ open, unnamed }) => open > 0 && unnamed.length === 0);
    const share = (100 * (whole.length + named.length)) / large.length;
    const paths = all.toSorted((a, b) => b.seconds - a.seconds).map(({ path }) => path);
    // The first run may bundle the command line, which is not its work.
    headlessRun(paths[0] ?? "");
    const runs = paths.slice(0, heaviest).map((path) => ({ name: basename(path), ...headlessRun(path) }));
    const slowest = runs.reduce((a, b) => (b.seconds > a.seconds ? b : a));
    const largest = runs.reduce((a, b) => (b.megabytes > a.megabytes ? b : a));
    const lines = [
      `${large.length} files with 20 or more nodes: ${whole.length} whole, ${named.length} with named gaps, ${share.toFixed(1)} % together`,
      ...named.map(({ path, nodes, open }) => `named gaps: ${basename(path)}: ${open} of ${nodes} nodes`),
      ...large.flatMap(({ path, unnamed }) => unnamed.map((text) => `unnamed gap: ${basename(path)}: ${text}`)),
      `the ${runs.length} heaviest of ${all.length}, headless: at most ${slowest.seconds.toFixed(2)} s of processor time ` +
        `(${slowest.name}), ${largest.megabytes.toFixed(0)} MB (${largest.name})`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    expect(large.length).toBeGreaterThan(100);
    expect(share).toBeGreaterThanOrEqual(97);
    expect(slowest.seconds).toBeLessThan(2);
    expect(largest.megabytes).toBeLessThan(500);
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
