import { expect, test } from "vitest";
import { findBrowser, noBrowser, type Surroundings } from "./browser.ts";

/** A machine on which exactly `browsers` run. */
const machine = (browsers: readonly string[], more: Partial<Surroundings> = {}): Surroundings => ({
  env: { PATH: "/usr/local/bin:/usr/bin" },
  isBrowser: (path) => browsers.includes(path),
  playwrightPath: () => "/cache/playwright/chrome",
  install: () => false,
  ...more,
});

test("the variable wins over what is installed", () => {
  const env = { PATH: "/usr/bin", CHROME: "/opt/mine/chrome" };
  expect(findBrowser(machine(["/usr/bin/chromium", "/opt/mine/chrome"], { env }))).toBe("/opt/mine/chrome");
});

test("a variable that names no browser is an error, not a reason to take another", () => {
  const env = { PATH: "/usr/bin", CHROME: "/opt/mine/chrome" };
  expect(() => findBrowser(machine(["/usr/bin/chromium"], { env }))).toThrow("/opt/mine/chrome");
});

test("an installed browser wins over Playwright's own", () => {
  expect(findBrowser(machine(["/usr/bin/chromium", "/cache/playwright/chrome"]))).toBe("/usr/bin/chromium");
  expect(findBrowser(machine(["/cache/playwright/chrome"]))).toBe("/cache/playwright/chrome");
});

test("where there is none, one is installed and found", () => {
  const browsers: string[] = [];
  const install = () => browsers.push("/usr/bin/chromium") > 0;
  expect(findBrowser(machine(browsers, { install }))).toBe("/usr/bin/chromium");
});

test("where none can be had, the message says what to do", () => {
  expect(() => findBrowser(machine([]))).toThrow(noBrowser);
  expect(() => findBrowser(machine([], { install: () => true }))).toThrow("set CHROME");
});
