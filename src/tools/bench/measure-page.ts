import { type Browser, chromium, type Page } from "@playwright/test";
import { browserFlags, findBrowser } from "../browser.ts";
import { startServer } from "../server/static-server.ts";
import { type Spread, spreadOf } from "./spread.ts";

export type Studio = {
  readonly url: string;
  readonly browser: Browser;
};

const patienceMs = 180_000;

/** Serves the page built into `root`, opens a browser, and closes both after `job`. */
export async function withStudio<T>(root: string, job: (studio: Studio) => Promise<T>): Promise<T> {
  const server = await startServer({ root, port: 0 });
  try {
    const browser = await chromium.launch({ executablePath: findBrowser(), args: [...browserFlags] });
    try {
      return await job({ url: server.url, browser });
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

/**
 * Runs `probe` in `runs` fresh pages without cache, after one that does not count; the probe opens what it wants and
 * gives numbers by name. A page that throws an error stops the measurement: its numbers would mean nothing.
 */
export async function measurePage<Name extends string>(
  browser: Browser,
  runs: number,
  probe: (page: Page) => Promise<Readonly<Record<Name, number>>>,
): Promise<ReadonlyMap<string, Spread>> {
  const samples = new Map<string, number[]>();
  for (let run = -1; run < runs; run += 1) {
    // Pages side by side would measure each other.
    const numbers = await probeOnce(browser, probe);
    if (run < 0) continue;
    for (const [name, value] of Object.entries<number>(numbers)) {
      samples.set(name, [...(samples.get(name) ?? []), value]);
    }
  }
  return new Map([...samples].map(([name, values]) => [name, spreadOf(values)]));
}

async function probeOnce<T>(browser: Browser, probe: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    serviceWorkers: "block",
  });
  try {
    const page = await context.newPage();
    // A busy machine may be slow; how slow is what is measured.
    page.setDefaultTimeout(patienceMs);
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    const result = await probe(page);
    if (errors[0] !== undefined) throw errors[0];
    return result;
  } finally {
    await context.close();
  }
}
