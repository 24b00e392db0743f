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
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    baseURL: url,
    browserName: "chromium",
    launchOptions: { executablePath: browser, args: [...browserFlags] },
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
});
