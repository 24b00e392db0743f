import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** Runs as root and in containers, talks to nobody. */
export const browserFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const variables = ["CHROME", "CHROME_PATH", "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH"] as const;
const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"] as const;
const places = [
  "/opt/google/chrome/chrome",
  "/usr/lib/chromium/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
] as const;

/** What the search may ask about its surroundings; tests give their own. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isBrowser: (path: string) => boolean;
  readonly playwrightPath: () => string;
  /** Tries to install a browser; false where that is not possible. */
  readonly install: () => boolean;
};

export const noBrowser = [
  "No Chrome or Chromium was found, and none could be installed.",
  'Install one (Debian: apt-get install chromium; elsewhere: "npx playwright install chromium"),',
  "or set CHROME to the path of one.",
].join("\n");

/**
 * The browser for tests and benchmarks: the one a variable names, an installed one, Playwright's own, or on Debian as
 * root one installed now. Throws with advice when there is none.
 */
export function findBrowser(around: Surroundings = thisMachine): string {
  const named = variables.map((name) => around.env[name]).find((path) => path !== undefined && path !== "");
  if (named !== undefined) {
    if (around.isBrowser(named)) return named;
    throw new Error(`${named}, named by the environment, does not run as a browser.`);
  }
  const found = installed(around);
  if (found !== undefined) return found;
  const after = around.install() ? installed(around) : undefined;
  if (after === undefined) throw new Error(noBrowser);
  return after;
}

function installed(around: Surroundings): string | undefined {
  const folders = (around.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...places, around.playwrightPath()].find(around.isBrowser);
}

const thisMachine: Surroundings = {
  env: process.env,
  // Asking for the version tells a browser from a placeholder script that only says how to install one.
  isBrowser: (path) => existsSync(path) && spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0,
  playwrightPath: () => chromium.executablePath(),
  install() {
    if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return false;
    console.error("No browser found: installing Debian's chromium.");
    const apt = (...args: readonly string[]): boolean =>
      spawnSync("apt-get", args, {
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      }).status === 0;
    // A stale list of one repository must not stop the others, so the answer of `update` does not count.
    apt("update");
    return apt("install", "-y", "chromium");
  },
};
