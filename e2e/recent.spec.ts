/** A person lets the browser remember the files they open, and can take that back. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, type Studio, test } from "./studio.ts";

const bytes = (name: string): Buffer => readFileSync(new URL(`../public/samples/${name}.onnx`, import.meta.url));

const recent = (page: Page) => page.getByRole("region", { name: "Recent files" });
const consent = (page: Page) => page.getByRole("checkbox", { name: "Remember files I open on this computer" });

/** Names of all databases and of what is in the storage that is about files. */
const keptBy = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    consent: localStorage.getItem("ridgepoint.recent"),
  }));

async function open(studio: Studio, name: string, sample: string): Promise<void> {
  await studio.choose({ name, mimeType: "application/octet-stream", buffer: bytes(sample) });
  await expect(studio.page.getByRole("heading", { level: 1 })).toHaveText(name);
}

test("nothing is remembered until one says so; then files open again by a click, after a reload too", async ({
  studio,
  page,
}) => {
  await studio.goto();
  await expect(consent(page)).not.toBeChecked();
  await open(studio, "first.onnx", "squeezenet1_1");
  expect(await keptBy(page)).toEqual({ databases: [], consent: null });

  await studio.goto();
  await expect(recent(page).getByRole("button")).toHaveCount(0);
  await consent(page).check();
  await open(studio, "second.onnx", "squeezenet1_1");
  await open(studio, "third.onnx", "mobilenet_v2");
  await studio.goto();
  await expect(consent(page)).toBeChecked();
  await expect(recent(page).getByRole("listitem")).toHaveText([/^third\.onnx/, /^second\.onnx/]);
  await recent(page)
    .getByRole("button", { name: /^second\.onnx/ })
    .click();
  await studio.idle();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("second.onnx");
  await expect(studio.region("Operators").getByRole("row", { name: /Conv/ }).first()).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("third again");
  await page.keyboard.press("Enter");
  await studio.idle();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("third.onnx");
});

test("one file is forgotten, the list is cleared, and to untick forgets everything", async ({ studio, page }) => {
  await studio.goto();
  await consent(page).check();
  for (const name of ["a.onnx", "b.onnx", "c.onnx"]) await open(studio, name, "squeezenet1_1");
  await page.getByRole("button", { name: "Ridgepoint" }).click();
  await recent(page).getByRole("button", { name: "Forget b.onnx" }).click();
  await expect(recent(page).getByRole("listitem")).toHaveText([/^c\.onnx/, /^a\.onnx/]);
  await recent(page).getByRole("button", { name: "Clear the list" }).click();
  await expect(recent(page).getByRole("listitem")).toHaveCount(0);
  await expect(consent(page)).toBeChecked();

  await open(studio, "d.onnx", "squeezenet1_1");
  await page.getByRole("button", { name: "Ridgepoint" }).click();
  await consent(page).uncheck();
  await expect(recent(page).getByRole("listitem")).toHaveCount(0);
  await studio.goto();
  await expect(consent(page)).not.toBeChecked();
  await expect(recent(page).getByRole("listitem")).toHaveCount(0);
  const left = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("ridgepoint-recent");
        request.addEventListener("success", () => {
          const all = request.result.transaction("recent").objectStore("recent").getAll();
          all.addEventListener("success", () => resolve(all.result));
        });
      }),
  );
  expect(left).toEqual([]);
});

test("a session finds its model among the remembered files", async ({ studio, page }) => {
  await studio.goto();
  await consent(page).check();
  await open(studio, "mine.onnx", "squeezenet1_1");
  const size = bytes("squeezenet1_1").length;
  const text = JSON.stringify({
    schema: "ridgepoint.session",
    version: 2,
    file: { name: "mine.onnx", bytes: size, sha256: null },
    choices: { device: "rk3399", view: "energy" },
    devices: [],
  });
  await studio.goto();
  await studio.drop("mine.ridgepoint.json", Buffer.from(text));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("mine.onnx");
  await expect(page).toHaveURL(/device=rk3399.*view=energy/);
});

test("a dropped file is remembered by where it lies: its present content opens, and its absence is told", async ({
  studio,
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "ridgepoint-recent-"));
  const path = join(folder, "net.onnx");
  await writeFile(path, bytes("squeezenet1_1"));
  await studio.goto();
  await consent(page).check();
  await studio.dropPaths(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("net.onnx");
  await page.getByRole("button", { name: "Ridgepoint" }).click();
  await writeFile(path, bytes("mobilenet_v2"));
  const again = recent(page).getByRole("button", { name: /^net\.onnx/ });
  await again.click();
  await studio.idle();
  await expect(page.getByText("301 MMAC").first()).toBeVisible();

  await rm(folder, { recursive: true });
  await page.getByRole("button", { name: "Ridgepoint" }).click();
  await again.click();
  await expect(recent(page).getByRole("status")).toContainText("net.onnx is no longer where it was");
});
