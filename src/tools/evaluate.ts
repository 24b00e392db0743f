/**
 * `npm run evaluate [-- --sources qed,rk3399 --methods nnls,gbt --splits "unseen networks" --report]`: judges every method on the same splits of the
 * atlas. Each part's answers are kept, so that a run that was cut off goes on where it was; `--report` only writes the
 * tables of what is there.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cached, cacheFolder, digestOf } from "./atlas/cache.ts";
import { atlasSources } from "./atlas/sources.ts";
import { type AtlasRow, configurationOf } from "./atlas/row.ts";
import type { Source } from "./atlas/source.ts";
import { baselines } from "./baselines/methods.ts";
import type { Method } from "./baselines/method.ts";
import { type Answers, answersOf } from "./evaluate/judge.ts";
import { type Plan, plans } from "./evaluate/plan.ts";
import { type Answered, linesOf, methodCards, type Report, reportPage } from "./evaluate/report.ts";
import { type Fold, seed } from "./evaluate/splits.ts";
import { projectRoot } from "./project.ts";
import { atlasFolder } from "./train/atlas.ts";

const started = Date.now();
const say = (text: string): void => console.log(`${((Date.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);

/** Changes when a row, its time, its profile, or what its graph costs changes. */
function digestOfRows(rows: readonly AtlasRow[]): string {
  const stores = [...new Set(rows.map(({ graph }) => graph.store))].map((store) =>
    JSON.stringify(store.stored().table),
  );
  const texts = rows.map((row) => `${configurationOf(row)} ${row.extent} ${row.graph.key} ${row.seconds}`);
  const profiles = new Map(
    rows.flatMap(({ network, profile }) => (profile === undefined ? [] : [[network, profile] as const])),
  );
  return digestOf([...stores, ...texts, ...[...profiles].map((one) => JSON.stringify(one))]);
}

const nameOf = ({ source, split, name, samples }: Fold, method: Method): string =>
  `evaluate/${[source, split, name, samples ?? "", method.id].join(" ").replaceAll(/[^\w]+/g, "-")}`;

const keyOf = (fold: Fold, method: Method, digest: string): string =>
  digestOf([digest, `${method.version}`, `${seed}`, String(fold.train.length), String(fold.test.length), fold.name]);

function isThere(fold: Fold, method: Method, digest: string): boolean {
  return existsSync(join(cacheFolder, `${nameOf(fold, method)}.${keyOf(fold, method, digest)}.json.gz`));
}

const keptAnswers = (fold: Fold, method: Method, digest: string): Promise<Answers> =>
  cached(
    nameOf(fold, method),
    keyOf(fold, method, digest),
    (json) => json as Answers, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by the next line
    () => answersOf(method, fold),
  );

const judges =
  ({ source, split }: Fold) =>
  ({ sources = [source], splits = [split] }: Method): boolean =>
    sources.includes(source) && splits.includes(split);

/** A method's answers on a fold as cases; undefined where the method could not say. */
function answered({ source, split, samples, test }: Fold, method: Method, answers: Answers): readonly Answered[] {
  return test.map((row, at) => {
    const answer = answers[at];
    const { device, runtime, precision, extent } = row;
    const place = { device, runtime, precision };
    const judged =
      answer === null || answer === undefined
        ? undefined
        : {
            ...place,
            configuration: `${configurationOf(row)} ${inputOf(row)}`,
            measured: row.seconds,
            predicted: answer[0],
            low: answer[1],
            high: answer[2],
          };
    return { source, split, samples, extent, method: method.id, judged, ...place };
  });
}

/** Cells at several input sizes are ranked within each. */
const inputOf = ({ graph }: AtlasRow): string => (graph.key.startsWith("|") ? (graph.key.split("@")[1] ?? "") : "");

const noteOf = ({ note, limit }: Plan, rows: readonly AtlasRow[]): string =>
  limit === undefined ? note : `${note} ${limit(rows)}`;

/** Is a method to be asked on a part, where its answers are not kept from before? */
type Wanted = (fold: Fold, method: Method) => boolean;

interface Judgement {
  readonly answers: readonly Answered[];
  readonly missing: Report["missing"];
  readonly digest: string;
  readonly note: string;
}

async function judgePlan(plan: Plan, source: Source, atlas: string, isWanted: Wanted): Promise<Judgement> {
  const { rows: all } = await source.read(atlas);
  const rows = plan.rows(all);
  const digest = digestOfRows(rows);
  const folds = plan.folds(rows).filter(({ test, train }) => test.length > 0 && train.length > 0);
  say(`${source.id}: ${rows.length} rows, ${folds.length} parts`);
  const answers: (readonly Answered[])[] = [];
  const missing = new Map<string, Report["missing"][number]>();
  for (const fold of folds) {
    for (const method of baselines.filter(judges(fold))) {
      if (!isWanted(fold, method) && !isThere(fold, method, digest)) {
        const key = `${method.id} ${fold.split}`;
        const before = missing.get(key)?.folds ?? 0;
        missing.set(key, { method: method.id, source: source.id, split: fold.split, folds: before + 1 });
        continue;
      }
      const fresh = !isThere(fold, method, digest);
      // oxlint-disable-next-line no-await-in-loop -- one processor, and progress in order
      const own = await keptAnswers(fold, method, digest);
      if (fresh) say(`${source.id}, ${fold.split}, ${fold.name} ${fold.samples ?? ""}: ${method.label}`);
      answers.push(answered(fold, method, own));
    }
  }
  return { answers: answers.flat(), missing: [...missing.values()], digest, note: noteOf(plan, rows) };
}

async function versions(): Promise<Readonly<Record<string, string>>> {
  const text: unknown = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
  const tfjs = /"@tensorflow\/tfjs-core":"([\d.]+)"/.exec(JSON.stringify(text))?.[1] ?? "unknown";
  return { "tfjs-core": tfjs, node: process.versions.node.split(".")[0] ?? "" };
}

const conventions =
  "Errors are relative to the measured value; ±5 % and ±10 % are shares of cases with an error of at most that. Spearman is the " +
  "mean over configurations (device, cores, runtime, precision, clock) with at least five cases. The 80 % interval of a method " +
  "without one of its own comes from training networks held out of a second fit. Test parts are drawn by hash of names; no test " +
  'row chose anything. "n of m": the method could not say for the other rows. The state axes: clock is backed by RK3399, cores ' +
  "by QED, load of equal and of higher priority and the traffic of another core by the project's own rows, where that traffic moves " +
  "latency by a few percent; free bandwidth was varied nowhere.";

async function evaluate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sources: { type: "string" },
      methods: { type: "string" },
      splits: { type: "string" },
      report: { type: "boolean", default: false },
    },
  });
  const atlas = atlasFolder();
  if (atlas === undefined) throw new Error("No atlas: set RIDGEPOINT_ATLAS to its folder.");
  const [chosen, methods, splits] = [values.sources, values.methods, values.splits].map((list) => list?.split(","));
  const isWanted: Wanted = ({ source, split }, { id }) =>
    !values.report &&
    (chosen?.includes(source) ?? true) &&
    (methods?.includes(id) ?? true) &&
    (splits?.includes(split) ?? true);
  const answers: (readonly Answered[])[] = [];
  const missing: Report["missing"][number][] = [];
  const sources: Report["sources"][number][] = [];
  for (const plan of plans) {
    const source = atlasSources.find(({ id }) => id === plan.source);
    if (source === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- one source's graphs in memory at a time
    const one = await judgePlan(plan, source, atlas, isWanted);
    answers.push(one.answers);
    missing.push(...one.missing);
    sources.push({ id: plan.source, origin: source.origin, note: one.note, digest: one.digest });
  }
  const report: Report = {
    schema: "ridgepoint.evaluation/1",
    seed,
    conventions,
    versions: await versions(),
    methods: methodCards(baselines),
    sources,
    missing,
    results: linesOf(answers.flat()),
  };
  const folder = join(projectRoot, "public/predictors");
  await mkdir(folder, { recursive: true });
  const { results, ...rest } = report;
  const lines = results.map((line) => JSON.stringify(line)).join(",\n");
  await writeFile(join(folder, "evaluation.json"), `${JSON.stringify(rest).slice(0, -1)},"results":[\n${lines}\n]}\n`);
  await writeFile(join(folder, "evaluation.md"), reportPage(report));
  for (const { by, source, split, samples, extent, method, cases, within10, mape, spearman } of results) {
    if (by === "all") say([source, split, samples ?? "", extent, method, cases, within10, mape, spearman].join("  "));
  }
}

await evaluate();
