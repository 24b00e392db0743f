/** A person takes what was found along, as a file for other tools. */
import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "./studio.ts";

const menu = (page: Page) => page.getByRole("group", { name: "Export" });

/** What comes down while something is done. */
async function downloadOf(page: Page, act: () => Promise<void>): Promise<Download> {
  const waiting = page.waitForEvent("download");
  await act();
  return waiting;
}

const chosen = (page: Page, label: string): Promise<Download> =>
  downloadOf(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await menu(page)
      .getByRole("button", { name: new RegExp(`^${label} `) })
      .click();
    await expect(menu(page)).toBeHidden();
  });

const textOf = async (download: Download): Promise<string> => readFile(await download.path(), "utf8");

/** SqueezeNet's names hold no comma, so that its rows can be cut apart simply. */
const rowsOf = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));
  for (const row of rows) expect(row).toHaveLength(header.length);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
};

test("CSV, JSON, Markdown and Parquet each hold the prediction on screen", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1&device=pixel4&utilization=0.25");
  const latency = (await page.evaluate(() => window.studio.prediction()?.latencySeconds)) ?? Number.NaN;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

  const csv = await chosen(page, "CSV");
  expect(csv.suggestedFilename()).toBe("squeezenet1_1.csv");
  const rows = rowsOf(await textOf(csv));
  expect(sum(rows.map((row) => Number(row["latency_seconds"])))).toBeCloseTo(latency, 9);
  expect(rows.some(({ kernel }) => kernel === "conv-relu")).toBe(true);

  const json = await chosen(page, "JSON");
  expect(json.suggestedFilename()).toBe("squeezenet1_1.json");
  const report = JSON.parse(await textOf(json));
  expect(report).toMatchObject({
    schema: "ridgepoint.analysis/1",
    prediction: { schema: "ridgepoint.prediction/1", device: "pixel4", latencySeconds: latency },
  });
  expect(report.totals.macs).toBe(sum(rows.map((row) => Number(row["macs"]))));

  const markdown = await chosen(page, "Markdown");
  expect(markdown.suggestedFilename()).toBe("squeezenet1_1.md");
  const pageText = await textOf(markdown);
  expect(pageText).toMatch(/^# squeezenet1\\_1\.onnx\n/);
  expect(pageText).toContain("| Device | Google Pixel 4, Snapdragon 855 |");
  expect(pageText).toContain("| Utilization by others | 25.0 % |");

  const parquet = await chosen(page, "Parquet");
  expect(parquet.suggestedFilename()).toBe("squeezenet1_1.parquet");
  const bytes = await readFile(await parquet.path());
  const records = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
  expect(records.map((record) => String(record["id"]))).toEqual(rows.map(({ id }) => id));
  expect(sum(records.map((record) => Number(record["latency_seconds"])))).toBeCloseTo(latency, 9);
});

test("the palette exports by name, also while a slider's prediction is still being made", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1&device=pixel4");
  const before = (await page.evaluate(() => window.studio.prediction()?.latencySeconds)) ?? Number.NaN;
  await studio.slider("CPU frequency").focus();
  const csv = await downloadOf(page, async () => {
    await page.keyboard.press("Home");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Command" })).toBeFocused();
    await page.keyboard.type("export csv");
    await page.keyboard.press("Enter");
  });
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toHaveText("Saved squeezenet1_1.csv");
  const total = rowsOf(await textOf(csv)).reduce((sum, row) => sum + Number(row["latency_seconds"]), 0);
  await studio.idle();
  expect(total).toBeCloseTo((await page.evaluate(() => window.studio.prediction()?.latencySeconds)) ?? 0, 9);
  expect(total).toBeGreaterThan(before);
});

test("without a model there is nothing to export", async ({ studio, page }) => {
  await studio.goto();
  await expect(page.getByRole("button", { name: "Export", exact: true })).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("export as");
  await expect(page.getByRole("option", { name: /Export as/ })).toHaveCount(0);
});
