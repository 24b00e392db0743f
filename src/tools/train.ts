/** `npm run train`: learns the GCN predictor from the atlas, judges it on networks it never saw, and writes its weights. */
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { weightsFile } from "../learn/gcn-predictor.ts";
import { type GcnWeights, weightsText } from "../learn/weights.ts";
import type { Provenance, ResultRow } from "../predict/predictor.ts";
import { projectRoot } from "./project.ts";
import { atlasFolder, readMeasured, readNetworks } from "./train/atlas.ts";
import { registerGradients, startWasm } from "./train/backend.ts";
import { type Dataset, datasetOf, type Sample } from "./train/dataset.ts";
import { joined, judge, type Judgement, resultRows } from "./train/evaluate.ts";
import { fitPredictor } from "./train/fit-predictor.ts";
import { defaultSettings } from "./train/network.ts";
import { dealt, seeded } from "./train/random.ts";
import { defaultRidge } from "./train/regression.ts";
import { reportText } from "./train/report.ts";

const seed = 20_240_611;
const randomSplit = "unseen networks";
const familySplit = "unseen families";

const started = Date.now();
const say = (text: string): void => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

/** A fifth of the networks, drawn at random, is for the test only. */
function splitNetworks({ samples }: Dataset): { readonly train: readonly Sample[]; readonly test: readonly Sample[] } {
  const [test = []] = dealt(samples, 5, seeded(seed));
  return { train: samples.filter((one) => !test.includes(one)), test };
}

const fit = (data: Dataset, train: readonly Sample[], folds: number): GcnWeights =>
  fitPredictor(data, train, { seed, folds, ridge: defaultRidge, settings: defaultSettings, onProgress: say });

/** Every family is left out once, with a predictor trained on all others. */
function familiesOut(data: Dataset): Judgement {
  const families = [...new Set(data.samples.map(({ family }) => family))].toSorted();
  return joined(
    families.map((family, at) => {
      say(`without ${family} (${at + 1} of ${families.length})`);
      const train = data.samples.filter((one) => one.family !== family);
      const test = data.samples.filter((one) => one.family === family);
      return judge(data, fit(data, train, 2), { train, test });
    }),
  );
}

function provenanceOf(data: Dataset, train: readonly Sample[], results: readonly ResultRow[]): Provenance {
  const commit = spawnSync("git", ["rev-parse", "HEAD"], { cwd: projectRoot, encoding: "utf8" }).stdout.trim();
  return {
    data:
      "TFLite 2.10, CPU, float32 rows of qed-usc/mobile-ml-benchmark (MIT; Li, Paolieri, Golubchik, EdgeSys 2024): " +
      `${data.samples.length} networks at 1x3x224x224 on ${data.settings.length} sets of cores of ` +
      `${new Set(data.settings.map(({ device }) => device.id)).size} phones; graphs traced from pytorchcv (MIT).`,
    rows: train.reduce((sum, { seconds }) => sum + seconds.filter((time) => time !== undefined).length, 0),
    split:
      `${data.samples.length - train.length} of ${data.samples.length} networks, drawn at random, were kept for the test. ` +
      "The others were dealt into five parts, each held out of one of five networks; the held-out parts chose how long to train " +
      "and how much of the networks' correction to apply, and gave the intervals. " +
      `"${familySplit}": each family left out once, with two parts; those predictors are judged, not shipped.`,
    seed,
    commit,
    trained: new Date().toISOString().slice(0, 10),
    results,
    notes: [
      "The weights shipped are the ones judged on unseen networks: the test networks are in no part of them.",
      "The terms of the regression were chosen by cross-validation over all 82 networks, test networks included, " +
        "so its results on them may be a little too good; the same holds for ridge, network sizes and step size.",
      "No per-operator CPU latencies of these phones are public, so the regression is fitted on whole networks. " +
        "Times of single nodes are its terms, scaled to the prediction: attributed, not measured.",
      "Clock, load and bandwidth were not varied in the data: the state acts by T = (T_cpu f0/f + T_mem B0/B) / (1 - u/2), " +
        "T_mem from the roofline. The head with the state as plain input learns nothing from this data and is not shipped.",
      "TFLite may compute grouped convolutions far slower than others; where no grouped convolution was in the training, it is not seen.",
    ],
  };
}

async function train(): Promise<void> {
  const atlas = atlasFolder();
  if (atlas === undefined) throw new Error("No atlas: set RIDGEPOINT_ATLAS to its folder.");
  await startWasm();
  registerGradients();
  const data = datasetOf(await readMeasured(atlas), await readNetworks(atlas));
  say(`${data.samples.length} networks, ${data.settings.length} configurations`);
  const split = splitNetworks(data);
  const weights = fit(data, split.train, 5);
  const unseen = judge(data, weights, split);
  const families = familiesOut(data);
  const results = [...resultRows(unseen, randomSplit), ...resultRows(families, familySplit)];
  const provenance = provenanceOf(data, split.train, results);
  const file = join(projectRoot, "public", weightsFile);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, weightsText({ ...weights, provenance }));
  const report = reportText(provenance, [...unseen.values()][0] ?? [], randomSplit);
  await writeFile(file.replace(/\.json$/, ".results.md"), report);
  for (const row of results) say(JSON.stringify(row));
}

await train();
