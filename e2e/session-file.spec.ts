/** A person saves a session as a file and goes on with it later, or elsewhere. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, Studio, test } from "./studio.ts";

const bytes = (name: string): Buffer => readFileSync(new URL(`../public/samples/${name}.onnx`, import.meta.url));

interface Saved {
  readonly name: string;
  readonly text: string;
}

async function savedBy(page: Page, act: () => Promise<void>): Promise<Saved> {
  const waiting = page.waitForEvent("download");
  await act();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

const save = (page: Page): Promise<Saved> =>
  savedBy(page, async () => {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("group", { name: "Export" }).getByRole("button", { name: "Session" }).click();
  });

const latency = (studio: Studio) => studio.page.evaluate(() => window.studio.prediction()?.latencySeconds);
const drop = (studio: Studio, { name, text }: Saved) => studio.drop(name, Buffer.from(text));
const asked = (studio: Studio) => studio.page.getByRole("status").filter({ hasText: "This session was saved with" });

/** A file of one's own, on a slow device under load, with a node selected and another chart. */
async function work(studio: Studio): Promise<Saved> {
  await studio.goto("/?device=rk3399&utilization=0.5&view=memory&q=op:conv");
  await studio.drop("mine.onnx", bytes("squeezenet1_1"));
  await studio.region("Operators").getByRole("row", { name: /Conv/ }).first().click();
  await studio.idle();
  return save(studio.page);
}

test("a saved session asks for its model by name, and goes on where it was in another browser", async ({
  studio,
  page,
  browser,
}) => {
  const saved = await work(studio);
  expect(saved.name).toBe("mine.ridgepoint.json");
  expect(JSON.parse(saved.text)).toMatchObject({
    schema: "ridgepoint.session",
    version: 2,
    file: { name: "mine.onnx", bytes: bytes("squeezenet1_1").length },
    choices: { device: "rk3399", utilization: "0.5", view: "memory", q: "op:conv" },
  });
  const [address, before] = [page.url(), await latency(studio)];
  expect(before).toBeGreaterThan(0);

  const other = await browser.newContext({ baseURL: new URL(address).origin });
  const second = new Studio(await other.newPage());
  await second.goto("/?model=resnet18");
  await drop(second, saved);
  await expect(asked(second)).toContainText("mine.onnx (11.7 kB)");
  await expect(second.page.getByRole("heading", { level: 1 }), "the other model is gone").not.toHaveText(/resnet/);
  await second.drop("mine.onnx", bytes("squeezenet1_1"));
  await expect(second.page).toHaveURL(address);
  expect(await latency(second)).toBe(before);
  await expect(second.page.getByRole("tab", { name: "Memory" })).toHaveAttribute("aria-selected", "true");
  await expect(second.alert()).toHaveCount(0);
  await other.close();
});

test("session and model dropped together open at once; a renamed model is known by its content", async ({
  studio,
  page,
}) => {
  const saved = await work(studio);
  const before = await latency(studio);
  await studio.goto("/");
  await studio.dropAll({ [saved.name]: Buffer.from(saved.text), "mine.onnx": bytes("squeezenet1_1") });
  expect(await latency(studio)).toBe(before);

  await studio.goto("/");
  await drop(studio, saved);
  await studio.drop("mine (1).onnx", bytes("squeezenet1_1"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("mine (1).onnx");
  await expect(page).toHaveURL(/node=/);
  expect(await latency(studio)).toBe(before);
});

test("another file of the same name opens, with a word about it", async ({ studio }) => {
  const saved = await work(studio);
  await studio.goto("/");
  await drop(studio, saved);
  await studio.drop("mine.onnx", bytes("mobilenet_v2"));
  await expect(studio.alert()).toContainText(/mine\.onnx This is not the file that the session was saved with/);
  await expect(studio.region("Prediction")).toBeVisible();
});

test("the session of a sample opens by the file dialog, and one for the open model leaves it open", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=squeezenet1_1&device=pixel4");
  await studio.move(studio.slider("CPU frequency"), "Home");
  const slow = await latency(studio);
  const saved = await savedBy(page, () => page.keyboard.press("Control+s"));
  expect(saved.name).toBe("squeezenet1_1.ridgepoint.json");
  await studio.goto("/");
  await studio.choose({ name: saved.name, mimeType: "application/json", buffer: Buffer.from(saved.text) });
  await expect(page).toHaveURL(/model=squeezenet1_1/);
  expect(await latency(studio)).toBe(slow);

  const own = await work(studio);
  const loaded = await latency(studio);
  await studio.move(studio.slider("CPU utilization"), "Home");
  expect(await latency(studio)).toBeLessThan(loaded ?? 0);
  // Longer than the pause within which changes are one step.
  await page.waitForTimeout(1200);
  await drop(studio, own);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("mine.onnx");
  expect(await latency(studio)).toBe(loaded);
  await page.keyboard.press("Control+z");
  await studio.idle();
  expect(await latency(studio), "a reopened session is one step").toBeLessThan(loaded ?? 0);
});

test("a device of one's own travels with the session", async ({ studio, page, browser }) => {
  await studio.goto("/?model=squeezenet1_1&device=pi5");
  await page.getByRole("button", { name: "Numbers of this device" }).click();
  const form = page.getByRole("dialog", { name: "Your device" });
  await form.getByLabel("Device name").fill("My Pi");
  await form.getByRole("button", { name: "Save as your own and use" }).click();
  await studio.idle();
  const saved = await save(page);
  expect(JSON.parse(saved.text).devices).toHaveLength(1);

  const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const second = new Studio(await other.newPage());
  await second.goto();
  await drop(second, saved);
  await expect(second.page.getByLabel("Device", { exact: true }).locator("option:checked")).toHaveText(/^My Pi/);
  expect(await latency(second)).toBe(await latency(studio));
  await other.close();
});

test("latencies of one's own travel with the session, and the number with them", async ({ studio, page, browser }) => {
  await studio.goto("/?model=squeezenet1_1&device=iphone7&predictor=gcn");
  const before = await latency(studio);
  await studio.region("Prediction").getByRole("button", { name: "Calibrate with your own latencies" }).click();
  const form = page.getByRole("dialog", { name: "Calibration" });
  await form.getByRole("textbox", { name: "Measured latency in ms" }).fill("90");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await studio.idle();
  await form.getByRole("button", { name: "Close" }).click();
  const bent = await latency(studio);
  expect(bent).not.toBe(before);
  const saved = await save(page);

  const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const second = new Studio(await other.newPage());
  await second.goto();
  await drop(second, saved);
  await expect(second.region("Prediction").getByRole("button", { name: "Calibrated with 1 latency" })).toBeVisible();
  expect(await latency(second)).toBe(bent);
  await other.close();

  // With the calibration off the prediction is not bent, and nothing comes along.
  await studio.region("Prediction").getByRole("button", { name: "Calibrated with 1 latency" }).click();
  await form.getByRole("checkbox", { name: "Calibrate predictions with them" }).uncheck();
  await form.getByRole("button", { name: "Close" }).click();
  expect((await save(page)).text).not.toContain("latencies");
});

test("damaged, foreign, older and newer files each get a plain sentence, and the page goes on", async ({ studio }) => {
  await studio.goto("/?model=squeezenet1_1");
  const saved = await save(studio.page);
  const version = (number: number): string => JSON.stringify({ ...JSON.parse(saved.text), version: number });
  for (const [text, sentence] of [
    [saved.text.slice(0, 99), /damaged: it is not whole JSON/],
    ['{"schema":"ridgepoint.device/1"}', /not a session that Ridgepoint saved/],
    [version(0), /version 0, which is older/],
    [version(3), /saved by a newer Ridgepoint/],
  ] as const) {
    await drop(studio, { name: saved.name, text });
    await expect(studio.alert()).toContainText(sentence);
    await expect(studio.alert()).toContainText(saved.name);
  }
  await drop(studio, saved);
  await expect(studio.alert()).toHaveCount(0);
});
