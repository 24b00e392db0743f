/** A person asks what other work does to an inference besides keeping its cores busy: who goes first, what other cores move. */
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { main } from "../src/cli/ridgepoint.ts";
import { expect, test } from "./studio.ts";

const server = "/?model=resnet18&device=epyc_zen3&runtime=ort&predictor=gcn";

const latency = (page: Page): Promise<number> =>
  page.evaluate(() => window.studio.prediction()?.latencySeconds ?? Number.NaN);
const priority = (page: Page) => page.getByRole("group", { name: "Load on these cores" });
const stream = (page: Page) => page.getByRole("slider", { name: "Traffic of other cores", exact: true });

test("a load that goes first takes more of the core than one that shares it; it is linked, undone and compared", async ({
  studio,
  page,
}) => {
  await studio.goto(server);
  await expect(priority(page)).toBeHidden();
  await page.getByText("Other load", { exact: true }).click();
  await expect(priority(page).getByRole("button", { name: "Goes first" })).toBeDisabled();
  const share = page.getByRole("textbox", { name: "CPU utilization value" });
  await share.fill("60");
  await share.press("Enter");
  await studio.idle();
  const shared = await latency(page);
  await page.getByRole("button", { name: "Pin as baseline" }).click();
  await priority(page).getByRole("button", { name: "Goes first" }).click();
  await studio.idle();
  const first = await latency(page);
  expect(first).toBeGreaterThan(1.2 * shared);
  await expect(page).toHaveURL(/[?&]priority=higher/);
  await expect(page.getByRole("status", { name: "Difference to the pinned baseline" })).toContainText("+");

  await page.keyboard.press("Control+z");
  await studio.idle();
  expect(await latency(page)).toBe(shared);
  await expect(page).not.toHaveURL(/[?&]priority=/);
  await page.keyboard.press("Control+Shift+z");
  await studio.idle();
  expect(await latency(page)).toBe(first);
});

test("traffic of other cores slows down where it was measured, and has a curve of its own", async ({
  studio,
  page,
}) => {
  await studio.goto(`${server}&view=sensitivity`);
  const alone = await latency(page);
  await page.getByText("Other load", { exact: true }).click();
  const typed = page.getByRole("textbox", { name: "Traffic of other cores value" });
  await typed.fill("16 GB/s");
  await typed.press("Enter");
  await studio.idle();
  expect(await latency(page)).toBeGreaterThan(alone);
  await expect(page).toHaveURL(/stream=16000000000/);
  await expect(page.getByRole("img", { name: /^Latency against Traffic of other cores: / })).toHaveAttribute(
    "aria-label",
    /at 16\.0 GB\/s/,
  );
});

test("where nobody measured it, the window says so and gives no interval; a link opens what it sets", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=gcn&utilization=0.5&priority=higher&view=sensitivity");
  await expect(priority(page).getByRole("button", { name: "Goes first" })).toHaveAttribute("aria-pressed", "true");
  const prediction = studio.region("Prediction");
  await expect(prediction.getByText("The effect of a load that goes first is a law here")).toBeVisible();
  await expect(prediction.getByText("no interval", { exact: true })).toBeVisible();
  const before = await latency(page);
  await studio.move(stream(page), "End");
  expect(await latency(page)).toBe(before);
  await expect(prediction.getByText("taken to be none")).toBeVisible();
  await expect(prediction.getByText("was not measured here: the number stays as it is")).toBeVisible();
  await expect(page.getByRole("img", { name: /^Latency against Traffic/ })).toHaveCount(0);
  await page.getByLabel("Predictor", { exact: true }).selectOption("roofline");
  await studio.idle();
  await expect(prediction.getByText("What a load that goes first leaves is a law here")).toBeVisible();
  await expect(prediction.getByText("The traffic of other cores is left out of this bound")).toBeVisible();
});

test("the window and the command line mean the same by priority and stream", async ({ studio, page }) => {
  const lines: string[] = [];
  const file = fileURLToPath(new URL("../public/samples/resnet18.onnx", import.meta.url));
  const state = ["--utilization", "0.4", "--priority", "higher", "--stream", "8e9"];
  await main(
    ["predict", file, "--device", "epyc_zen3", "--runtime", "ort", "--predictor", "gcn", ...state, "--json"],
    (line) => void lines.push(line),
    () => {},
  );
  const alone = Number(JSON.parse(lines[0] ?? "{}").latencySeconds);
  await studio.goto(`${server}&utilization=0.4&priority=higher&stream=8000000000`);
  expect(alone).toBeGreaterThan(0);
  expect(Math.abs((await latency(page)) / alone - 1)).toBeLessThan(1e-4);
});
