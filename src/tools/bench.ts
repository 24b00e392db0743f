/** `npm run bench`: measurements of the built page, medians of several runs. `--runs N` sets how many (11). */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { coreTimes } from "./bench/core.ts";
import { moveGraph } from "./bench/frames.ts";
import { firstScreen } from "./bench/first-screen.ts";
import { measurePage, withStudio } from "./bench/measure-page.ts";
import { type BenchModel, withModels } from "./bench/models.ts";
import type { Spread } from "./bench/spread.ts";
import { moveSlider, openFile } from "./bench/window.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "11" } } });
const runs = Number(values.runs);
process.chdir(projectRoot);

const cell = (value: number): string => value.toPrecision(4).padStart(12);
const line = (name: string, { median, least, most, runs: n }: Spread): string =>
  `${name.padEnd(64)}${cell(median)}${cell(least)}${cell(most)}${String(n).padStart(6)}`;

/** Graphs of a thousand nodes and more, whose drawing is worth timing. */
const isLargeGraph = ({ name }: BenchModel): boolean => /densenet121|10000 nodes/.test(name);

async function bench(): Promise<void> {
  await withStudio(async ({ url, browser }) => {
    console.log(`${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores, browser ${browser.version()}`);
    console.log(
      `${"".padEnd(64)}${["median", "least", "most"].map((word) => word.padStart(12)).join("")}${"runs".padStart(6)}`,
    );
    const print = (name: string, measured: ReadonlyMap<string, Spread>): void => {
      for (const [what, spread] of measured) console.log(line(`${name}: ${what}`, spread));
    };
    print("first screen", await measurePage(browser, runs, (page) => firstScreen(page, url)));
    await withModels(async (models) => {
      for (const model of models) {
        // One measurement at a time: they share the machine's cores.
        // oxlint-disable-next-line no-await-in-loop
        print(model.name, await measurePage(browser, runs, (page) => openFile(page, url, model.path)));
        // oxlint-disable-next-line no-await-in-loop
        print(model.name, await coreTimes(model, runs));
        if (!isLargeGraph(model)) continue;
        for (const grouping of ["automatic", "none"] as const) {
          const move = (page: Page) => moveGraph(page, url, model.path, grouping);
          // oxlint-disable-next-line no-await-in-loop
          print(`${model.name}, groups ${grouping}`, await measurePage(browser, Math.min(runs, 5), move));
        }
      }
    });
    const studio = `${url}?model=resnet50&device=pixel4`;
    for (const predictor of ["roofline", "gcn"]) {
      const move = (page: Page) => moveSlider(page, `${studio}&predictor=${predictor}`);
      // oxlint-disable-next-line no-await-in-loop
      print(`ResNet-50, ${predictor}`, await measurePage(browser, runs, move));
    }
  });
}

// What is measured must be what the sources say now.
const built = spawnSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
if (built) await bench();
else process.exitCode = 1;
