import { defineConfig } from "@playwright/test";
import { browserFlags } from "../src/tools/browser.ts";

const { CHROME: browser, RIDGEPOINT_URL: url } = process.env;
if (browser === undefined || url === undefined) {
  throw new Error('The browser and the server are set up by "npm run e2e"; pass Playwright\'s options after "--".');
}

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // A test that only passes when tried again is broken.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  snapshotPathTemplate: "{testDir}/golden/{arg}{ext}",
  expect: {
    timeout: 15_000,
    // Edges of lines may fall between pixels otherwise; a word that moved or a colour that changed is far more.
    toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: "disabled", caret: "hide", scale: "css" },
  },
  reporter: "list",
  use: {
    baseURL: url,
    browserName: "chromium",
    launchOptions: { executablePath: browser, args: [...browserFlags] },
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    // Each story has a browser of its own, which would fetch all files to keep them; the one about that allows it.
    serviceWorkers: "block",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    // A trace of every story costs a fifth of the time; `-- --trace on` takes one where it is wanted.
    trace: "off",
  },
});
