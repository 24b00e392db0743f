/**
 * What every view looks like, in both themes, against pictures that were looked at: `npm run golden` renews them. Letters
 * are drawn otherwise by another browser and other fonts; there the pictures would prove nothing and are not compared.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { expect, type Studio, test } from "./studio.ts";

interface Drawing {
  readonly chromium: string;
  /** Widths of one sentence in the fonts of the page, in CSS pixels. */
  readonly letters: string;
}

const record = join(import.meta.dirname, "golden", "drawn-by.json");

async function drawnBy(browser: Browser, page: Page): Promise<Drawing> {
  const letters = await page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    const widths = ["system-ui", "ui-monospace", "Noto Sans"].map((font) => {
      if (context === null) return "";
      context.font = `600 16px ${font}, monospace`;
      return context.measureText("Sphinx of black quartz, judge my 1,234.5 µs → ½ ✓").width.toFixed(2);
    });
    return widths.join(" ");
  });
  return { chromium: browser.version().replace(/\..*/, ""), letters };
}

/** Compares only where letters are drawn as in the pictures; notes by what they were drawn when they are renewed. */
async function needsSameLetters(browser: Browser, page: Page): Promise<void> {
  const here = await drawnBy(browser, page);
  const renewed = test.info().config.updateSnapshots;
  if (renewed === "all" || renewed === "changed" || !existsSync(record)) {
    writeFileSync(record, `${JSON.stringify(here, undefined, 2)}\n`);
    return;
  }
  const drawn: Drawing = JSON.parse(readFileSync(record, "utf8"));
  test.skip(
    drawn.chromium !== here.chromium || drawn.letters !== here.letters,
    `The pictures are of Chromium ${drawn.chromium} and its fonts, this is Chromium ${here.chromium} or has others.`,
  );
}

const fileOf = (name: string): string => name.toLowerCase().replaceAll(/\W+/g, "-");

const themes = ["light", "dark"] as const;

/** The roofline needs no learned weights, so that learning anew renews no picture. */
const opened = "/?model=resnet18&predictor=roofline&node=layer2.0.conv1";

test.use({ viewport: { width: 1280, height: 800 } });
// Dozens of pictures each, on whatever machine.
test.describe.configure({ timeout: 300_000 });

for (const theme of themes) {
  const begin = async (studio: Studio, page: Page, browser: Browser, path: string): Promise<void> => {
    await page.emulateMedia({ colorScheme: theme });
    await studio.goto(path);
    await needsSameLetters(browser, page);
    await page.mouse.move(0, 0);
  };

  test(`the start page and the whole workspace, ${theme}`, async ({ studio, page, browser }) => {
    await begin(studio, page, browser, "/");
    await expect(page).toHaveScreenshot(`start-${theme}.png`);
    await begin(studio, page, browser, opened);
    await expect(page).toHaveScreenshot(`workspace-${theme}.png`);
  });

  test(`each chart, ${theme}`, async ({ studio, page, browser }) => {
    await begin(studio, page, browser, opened);
    const names = await page.getByRole("tablist", { name: "Charts" }).getByRole("tab").allTextContents();
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      await page.getByRole("tab", { name, exact: true }).click();
      await studio.idle();
      await page.mouse.move(0, 0);
      const region = page.getByRole("region", { name, exact: true });
      await expect(region).toBeVisible();
      await studio.idle();
      await expect(region).toHaveScreenshot(`chart-${fileOf(name)}-${theme}.png`);
    }
  });

  test(`kernels, the guide and the palette, ${theme}`, async ({ studio, page, browser }) => {
    await begin(studio, page, browser, `${opened}&grain=kernels`);
    await expect(studio.region("Model graph")).toHaveScreenshot(`graph-kernels-${theme}.png`);
    await page.keyboard.press("F1");
    await studio.idle();
    await expect(page.getByRole("dialog", { name: "User guide" })).toHaveScreenshot(`guide-${theme}.png`);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await studio.idle();
    await expect(page.getByRole("dialog", { name: "Commands" })).toHaveScreenshot(`palette-${theme}.png`);
  });

  test(`each lesson, ${theme}`, async ({ studio, page, browser }) => {
    await begin(studio, page, browser, `${opened}&lesson=im2col`);
    const lessons = page.getByRole("region", { name: "Lessons" });
    const titles = await lessons.getByRole("navigation").getByRole("button").allTextContents();
    expect(titles.length).toBeGreaterThan(4);
    for (const title of titles) {
      await lessons.getByRole("navigation").getByRole("button", { name: title, exact: true }).click();
      // Below title and lead; what was fetched is shown a moment after it came.
      await expect(lessons.getByRole("article").locator(":scope > *").nth(2)).toBeVisible();
      await studio.idle();
      await page.mouse.move(0, 0);
      const box = await lessons.boundingBox();
      if (box === null) throw new Error("the lessons are not on the screen");
      // Their upper part is enough to see by, and keeps the pictures small.
      await expect(page).toHaveScreenshot(`lesson-${fileOf(title)}-${theme}.png`, { clip: { ...box, height: 480 } });
    }
  });
}
