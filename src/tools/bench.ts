/** `npm run bench`: measurements of the built page, medians of several runs. `--runs N` sets how many (11). */
import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { firstScreen } from "./bench/first-screen.ts";
import { measurePage, withStudio } from "./bench/measure-page.ts";
import type { Spread } from "./bench/spread.ts";
import { projectRoot } from "./project.ts";

const { values } = parseArgs({ options: { runs: { type: "string", default: "11" } } });
const runs = Number(values.runs);
process.chdir(projectRoot);

const cell = (value: number): string => value.toPrecision(4).padStart(12);
const line = (name: string, { median, least, most, runs: n }: Spread): string =>
  `${name.padEnd(44)}${cell(median)}${cell(least)}${cell(most)}${String(n).padStart(6)}`;

async function bench(): Promise<void> {
  await withStudio(async ({ url, browser }) => {
    console.log(`${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores, browser ${browser.version()}`);
    console.log(
      `${"".padEnd(44)}${["median", "least", "most"].map((word) => word.padStart(12)).join("")}${"runs".padStart(6)}`,
    );
    const first = await measurePage(browser, runs, (page) => firstScreen(page, url));
    for (const [name, spread] of first) console.log(line(`first screen: ${name}`, spread));
  });
}

// What is measured must be what the sources say now.
const built = spawnSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
if (built) await bench();
else process.exitCode = 1;
