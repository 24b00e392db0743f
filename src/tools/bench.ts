/**
 * `npm run bench`: measurements of the built page, medians of several runs. `--runs N` sets how many (11), `--only WORD`
 * measures only what speaks of it ("opening", "frames", "tasks", "core", "predictor", "slider", or part of a model's name), `--dist FOLDER`
 * takes a page that is built already, `--json FILE` writes the same numbers as data.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { coreTimes } from "./bench/core.ts";
import { moveGraph } from "./bench/frames.ts";
import { firstScreen } from "./bench/first-screen.ts";
import { longTasks } from "./bench/long-tasks.ts";
import { measurePage, withStudio } from "./bench/measure-page.ts";
import { type BenchModel, withModels } from "./bench/models.ts";
import type { Spread } from "./bench/spread.ts";
import { predictTimes } from "./bench/predict.ts";
import { moveSlider, openFile } from "./bench/window.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "11" },
    only: { type: "string", default: "" },
    dist: { type: "string" },
    json: { type: "string" },
  },
});
const runs = Number(values.runs);
/** Frames and views take long, and each run has many of them. */
const fewRuns = Math.min(runs, 5);
if (values.dist !== undefined) values.dist = resolve(values.dist);
if (values.json !== undefined) values.json = resolve(values.json);
process.chdir(projectRoot);

const cell = (value: number): string => value.toPrecision(4).padStart(12);
const line = (name: string, { median, least, most, runs: n }: Spread): string =>
  `${name.padEnd(96)}${cell(median)}${cell(least)}${cell(most)}${String(n).padStart(6)}`;

/** Graphs of a thousand nodes and more, whose drawing is worth timing. */
const isLargeGraph = ({ name }: BenchModel): boolean => /densenet121|10000 nodes/.test(name);

interface Row extends Spread {
  readonly name: string;
}

/** Measures and prints one thing after the other: they share the machine's cores. Gives what it printed. */
async function bench(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const section = async (name: string, measure: () => Promise<ReadonlyMap<string, Spread>>): Promise<void> => {
    if (!name.includes(values.only)) return;
    for (const [what, spread] of await measure()) {
      console.log(line(`${name}: ${what}`, spread));
      rows.push({ name: `${name}: ${what}`, ...spread });
    }
  };
  await withStudio(values.dist ?? resolve("dist"), async ({ url, browser }) => {
    console.log(`${machine}, browser ${browser.version()}`);
    console.log(
      `${"".padEnd(96)}${["median", "least", "most"].map((word) => word.padStart(12)).join("")}${"runs".padStart(6)}`,
    );
    const inPages = (name: string, count: number, probe: (page: Page) => Promise<Readonly<Record<string, number>>>) =>
      section(name, () => measurePage(browser, count, probe));
    await inPages("first screen", runs, (page) => firstScreen(page, url));
    await withModels(async (models) => {
      for (const model of models) {
        const { name, path } = model;
        /* oxlint-disable no-await-in-loop */
        await inPages(`${name}, opening`, runs, (page) => openFile(page, url, path));
        await section(`${name}, core`, () => coreTimes(model, runs));
        if (/resnet50|ResNet-50|densenet121/.test(name))
          await section(`${name}, predictor`, () => predictTimes(model, runs));
        if (!isLargeGraph(model)) continue;
        for (const grouping of ["automatic", "none"] as const) {
          await inPages(`${name}, frames, groups ${grouping}`, fewRuns, (page) => moveGraph(page, url, path, grouping));
        }
        await inPages(`${name}, tasks`, fewRuns, (page) => longTasks(browser, page, url, path));
        /* oxlint-enable no-await-in-loop */
      }
    });
    const studio = `${url}?model=resnet50&device=pixel4`;
    for (const predictor of ["roofline", "gcn"]) {
      const move = (page: Page) => moveSlider(page, `${studio}&predictor=${predictor}`);
      // oxlint-disable-next-line no-await-in-loop
      await inPages(`ResNet-50, slider, ${predictor}`, runs, move);
    }
  });
  return rows;
}

const machine = `${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores`;

// What is measured must be what the sources say now, unless a page is named.
const isBuilt =
  values.dist !== undefined ||
  spawnSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
if (isBuilt) {
  const rows = await bench();
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine, rows }, undefined, 1));
} else process.exitCode = 1;
