/** A person bends the predictor to their device by latencies that they measured. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { main } from "../src/cli/ridgepoint.ts";
import { expect, test, type Studio } from "./studio.ts";

const phone = "/?model=mobilenet_v2&device=iphone7&predictor=gcn";

interface Band {
  readonly latencySeconds: number;
  readonly lowSeconds: number;
  readonly highSeconds: number;
}

const band = (page: Page): Promise<Band> => page.evaluate(() => window.studio.prediction() as unknown as Band);

const dialog = (page: Page) => page.getByRole("dialog", { name: "Calibration" });

async function open(studio: Studio): Promise<void> {
  await studio
    .region("Prediction")
    .getByRole("button", { name: /calibrat.*latenc/i })
    .click();
  await studio.idle();
}

async function enter(studio: Studio, text: string): Promise<void> {
  const { page } = studio;
  await dialog(page).getByRole("textbox", { name: "Measured latency in ms" }).fill(text);
  await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
  await studio.idle();
}

test("one latency bends the number and its interval, is listed, switched off and deleted", async ({ studio, page }) => {
  await studio.goto(phone);
  const before = await band(page);
  await open(studio);
  const measured = 1.5 * before.latencySeconds;
  await enter(studio, `${measured * 1e3}`);
  const after = await band(page);
  expect(after.latencySeconds).toBeGreaterThan(1.2 * before.latencySeconds);
  expect(after.latencySeconds).toBeLessThan(1.01 * measured);
  expect(after.highSeconds / after.lowSeconds).not.toBe(before.highSeconds / before.lowSeconds);
  const row = dialog(page).getByRole("row", { name: /mobilenet_v2\.onnx/ });
  await expect(row).toContainText("+50.0 %");
  await expect(dialog(page).getByText("calibrated with 1 latency of yours")).toBeVisible();

  await dialog(page).getByRole("checkbox", { name: "Calibrate predictions with them" }).uncheck();
  await studio.idle();
  expect(await band(page)).toEqual(before);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(studio.region("Prediction").getByText("Calibration off: 1 latency of yours")).toBeVisible();
  await open(studio);
  await dialog(page).getByRole("checkbox", { name: "Calibrate predictions with them" }).check();
  await studio.idle();
  expect((await band(page)).latencySeconds).toBe(after.latencySeconds);
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: /about this predictor/i }).click();
  await expect(page.getByText("Calibrated with 1 latency of yours").last()).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByLabel("Device", { exact: true }).selectOption("pixel4");
  await studio.idle();
  await expect(studio.region("Prediction").getByText("Calibrate with your own latencies…")).toBeVisible();
  await page.getByLabel("Device", { exact: true }).selectOption("iphone7");
  await studio.idle();
  await open(studio);
  await dialog(page).getByRole("button", { name: "Delete the latency of mobilenet_v2.onnx" }).click();
  await studio.idle();
  expect(await band(page)).toEqual(before);
});

test("a table as the command line takes it bends the window's number as it bends the command line's", async ({
  studio,
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "ridgepoint-latencies-"));
  const sample = (name: string): string => fileURLToPath(new URL(`../public/samples/${name}.onnx`, import.meta.url));
  const rows = [
    ["resnet18", 0.071],
    ["squeezenet1_1", 0.018],
    ["googlenet", 0.065],
  ] as const;
  const table = (path: (name: string) => string): string =>
    ["file,latency_seconds", ...rows.map(([name, seconds]) => `${path(name)},${seconds}`)].join("\n");
  await writeFile(join(folder, "latencies.csv"), table(sample));
  const lines: string[] = [];
  const samples = ["--samples", join(folder, "latencies.csv")];
  await main(
    ["predict", sample("mobilenet_v2"), "--device", "iphone7", "--predictor", "gcn", ...samples, "--json"],
    (line) => void lines.push(line),
    () => {},
  );
  await rm(folder, { recursive: true });
  const alone = JSON.parse(lines[0] ?? "{}") as Band & { readonly ownLatencies: number };
  expect(alone.ownLatencies).toBe(3);

  await studio.goto(phone);
  await open(studio);
  await dialog(page).getByText("Several at once, from a table").click();
  const form = dialog(page).getByRole("textbox", { name: "Table of latencies" });
  await form.fill("file,ms\nresnet18.onnx,3");
  await expect(dialog(page).getByText("the columns file and latency_seconds are needed")).toBeVisible();
  await form.fill(`${table((name) => `nets/${name}.onnx`)}\nnets/unknown.onnx,0.5`);
  await dialog(page).getByRole("button", { name: "Add from the table" }).click();
  await studio.idle();
  await expect(dialog(page).getByText("3 added. Not found here: nets/unknown.onnx.")).toBeVisible();
  const bent = await band(page);
  for (const key of ["latencySeconds", "lowSeconds", "highSeconds"] as const) {
    expect(Math.abs(bent[key] / alone[key] - 1)).toBeLessThan(1e-4);
  }
});

test("latencies are kept only with consent, and to take it back forgets them", async ({ studio, page }) => {
  await studio.goto(phone);
  const before = await band(page);
  await open(studio);
  await enter(studio, "40 ms");
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await studio.goto(phone);
  expect(await band(page)).toEqual(before);

  await open(studio);
  await enter(studio, "40 ms");
  const consent = dialog(page).getByRole("checkbox", { name: /^Remember files I open on this computer/ });
  await consent.check();
  await studio.idle();
  const bent = await band(page);
  await studio.goto(phone);
  await expect(studio.region("Prediction").getByRole("button", { name: "Calibrated with 1 latency" })).toBeVisible();
  expect((await band(page)).latencySeconds).toBe(bent.latencySeconds);
  await open(studio);
  await consent.uncheck();
  await studio.idle();
  expect(await band(page)).toEqual(before);
  await studio.goto(phone);
  expect(await band(page)).toEqual(before);
});
