/**
 * `npm run train [-- --regression]`: learns the flagship predictor from the atlas and the project's own measurements and writes
 * its weights, with the results of `npm run evaluate` for the same method beside them. `--regression`: without the graph network.
 * `--results`: nothing is learned, the weights only get the report's present results and the notes.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { weightsFile } from "../learn/gcn-predictor.ts";
import type { GcnWeights } from "../learn/weights.ts";
import { parseWeights, weightsText } from "../learn/weights-file.ts";
import { terms } from "../predict/conv-regression.ts";
import { nodeColumns } from "../predict/features.ts";
import type { Provenance, ResultRow } from "../predict/predictor.ts";
import { withOperators } from "./atlas/qed-operators.ts";
import { atlasSources, readAtlas, rowsOf } from "./atlas/sources.ts";
import { flagship, flagshipOptions, regressionAlone } from "./baselines/flagship.ts";
import { flopsProxy } from "./baselines/flops-proxy.ts";
import { leastSquares } from "./baselines/least-squares.ts";
import type { Report, ResultLine } from "./evaluate/report.ts";
import { projectRoot } from "./project.ts";
import { atlasFolder } from "./train/atlas.ts";
import { startTraining } from "./train/backend.ts";
import { fitPredictor } from "./train/fit-predictor.ts";
import { type GroupData, groupsOf, learnedSources } from "./train/groups.ts";
import { thinned } from "./train/thin.ts";

const seed = 20_240_611;

const started = Date.now();
const say = (text: string): void => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

/** Methods of the report that the card shows, under the names it shows them by. */
const shown: Readonly<Record<string, string>> = {
  [flagship.id]: "this predictor",
  [regressionAlone.id]: "this predictor without its graph network",
  [leastSquares.id]: leastSquares.label,
  [flopsProxy.id]: flopsProxy.label,
};

/** Lines of the committed report for the card: whole networks, by source, and QED by runtime and precision. */
async function results(): Promise<readonly ResultRow[]> {
  const file = join(projectRoot, "public/predictors/evaluation.json");
  if (!existsSync(file)) return [];
  const report = JSON.parse(await readFile(file, "utf8")) as Report; // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by `npm run evaluate`
  return report.results.filter(isShown).map((line) => ({
    method: shown[line.method] ?? line.method,
    split: [
      line.source,
      ...(line.value === "all" ? [] : [line.value]),
      line.split,
      ...(line.samples === undefined ? [] : [`${line.samples} samples`]),
    ].join(", "),
    cases: line.cases,
    within10: line.within10,
    mape: line.mape,
    spearman: line.spearman ?? 0,
    ...(line.interval80 === undefined ? {} : { interval80: line.interval80 }),
  }));
}

function isShown({ method, source, extent, by }: ResultLine): boolean {
  const learned: readonly string[] = learnedSources;
  const view = source === "qed" ? "runtime and precision" : source === "nb201-pi5" ? "runtime" : "all";
  return (
    shown[method] !== undefined && learned.includes(source) && extent === "network" && (by === view || by === "all")
  );
}

/** What a reader of the card should know. */
const notes: readonly string[] = [
  "How long the graph network trains, how much of it each group applies, and the intervals come from networks held out of five fits.",
  "No per-operator CPU latencies of the phones are public, so the phones' regressions are fitted on whole networks. " +
    "Times of single nodes are its terms, none below what peak and bandwidth allow: attributed, not measured.",
  "Clock: measured on an RK3399 (408 MHz to 1.8 GHz, both clusters). Load: measured on a server by this project. " +
    "Elsewhere T = (T_cpu f0/f + T_mem B0/B) / (1 - u/2), T_mem from the roofline. Free bandwidth was varied nowhere but on that server, where it moves latency by a few percent.",
  "Cores or a device that were never measured take the coefficients of the most similar ones, at a speed that their peak and bandwidth promise; the interval comes from devices left out, widened by how few they are.",
];

async function provenanceOf(groups: readonly GroupData[]): Promise<Provenance> {
  const commit = spawnSync("git", ["rev-parse", "HEAD"], { cwd: projectRoot, encoding: "utf8" }).stdout.trim();
  const rows = groups.flatMap(({ configurations }) =>
    configurations.flatMap(({ observations }) => observations.filter(({ isPart }) => isPart !== true)),
  ).length;
  const origins = atlasSources
    .filter(({ id }) => learnedSources.includes(id))
    .map(({ id, origin }) => `${id}: ${origin}`);
  return {
    data: origins.join("; "),
    rows,
    split:
      "The weights that ship learned from every network there is. The results are of predictors trained in the same way " +
      "without the networks, families, cells or devices they are judged on (`npm run evaluate`), by the splits of that report.",
    seed,
    commit,
    trained: new Date().toISOString().slice(0, 10),
    results: await results(),
    notes,
  };
}

async function train(): Promise<void> {
  const { values } = parseArgs({
    options: { regression: { type: "boolean", default: false }, results: { type: "boolean", default: false } },
  });
  const file = join(projectRoot, "public", weightsFile);
  if (values.results) {
    const weights = parseWeights(await readFile(file, "utf8"), { terms, nodeColumns });
    await writeFile(
      file,
      weightsText({ ...weights, provenance: { ...weights.provenance, results: await results(), notes } }),
    );
    return;
  }
  const atlas = atlasFolder();
  if (atlas === undefined) throw new Error("No atlas: set RIDGEPOINT_ATLAS to its folder.");
  if (!values.regression) {
    await startTraining();
  }
  const sources = atlasSources.filter(({ id }) => learnedSources.includes(id));
  const groups = groupsOf(await withOperators(thinned(rowsOf(await readAtlas(atlas, sources, say)))));
  say(`${groups.length} groups, ${groups.flatMap(({ configurations }) => configurations).length} configurations`);
  const fitted = fitPredictor(groups, { ...flagshipOptions, seed, withoutNetwork: values.regression, onProgress: say });
  const weights: GcnWeights = { ...fitted, provenance: await provenanceOf(groups) };
  await mkdir(dirname(file), { recursive: true });
  const text = weightsText(weights);
  await writeFile(file, text);
  say(`${weightsFile}: ${(text.length / 1024).toFixed(0)} KiB`);
}

await train();
