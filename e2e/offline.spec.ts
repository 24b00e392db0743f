/** The studio works without a network, tells of newer versions, and never reloads by itself. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Page, test as plain } from "@playwright/test";
import { startServer } from "../src/tools/server/static-server.ts";
import { expect, Studio, test } from "./studio.ts";

test.use({ serviceWorkers: "allow" });

/** All files are kept, and answered from there. */
const untilKept = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated", undefined, { timeout: 30_000 });

test("after one visit the studio starts without a network, opens a sample and analyses it", async ({
  studio,
  page,
  context,
}) => {
  await studio.goto();
  await untilKept(page);
  await context.setOffline(true);
  await page.reload();
  await studio.idle();
  await page.getByRole("button", { name: /MobileNetV2/ }).click();
  await studio.idle();
  await expect(page.getByText("0.301 GMAC").or(page.getByText("301 MMAC")).first()).toBeVisible();
  const latency = await page.evaluate(() => window.studio.prediction()?.latencySeconds);
  expect(latency).toBeGreaterThan(0);
  // Code that was not fetched before: a chart with plotly, and a lesson.
  await page.getByRole("tab", { name: "Memory" }).click();
  await studio.idle();
  await expect(page.getByRole("img", { name: /^Memory over time/ })).toBeVisible();
  await studio.goto("/?model=resnet18&lesson=winograd");
  await expect(page.getByRole("region", { name: "Lessons" })).toContainText("Both ways give the same");
  // Isolation comes from headers, which were kept with the page.
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test("what the browser needs to install the studio is there", async ({ studio, page, request }) => {
  await studio.goto();
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = await (await request.get(href ?? "")).json();
  expect(manifest).toMatchObject({ name: "Ridgepoint", display: "standalone", start_url: "./" });
  for (const { src, sizes } of manifest.icons) {
    const response = await request.get(`/${src}`);
    expect(response.headers()["content-type"]).toMatch(/^image\//);
    const size = Number(sizes.split("x")[0]);
    // The width of a PNG is its bytes 16 to 19.
    if (Number.isFinite(size)) expect((await response.body()).readUInt32BE(16)).toBe(size);
  }
});

plain.describe("a newer version", () => {
  const built = process.env["RIDGEPOINT_DIST"];
  let folder = "";
  let server: Awaited<ReturnType<typeof startServer>> | undefined;
  plain.use({ serviceWorkers: "allow" });
  plain.beforeAll(async () => {
    if (built === undefined) throw new Error("RIDGEPOINT_DIST names no built page");
    folder = mkdtempSync(join(tmpdir(), "ridgepoint-edition-"));
    cpSync(built, folder, { recursive: true });
    server = await startServer({ root: folder, port: 0 });
  });
  plain.afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  // A site of its own, whose files change under the page.
  plain("is told, waits until its reader reloads, and then is in charge alone", async ({ page }) => {
    const studio = new Studio(page);
    await studio.goto(`${server?.url}?model=resnet18`);
    await untilKept(page);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    const [before] = await page.evaluate(() => caches.keys());

    const version = before?.replace("ridgepoint-", "") ?? "";
    for (const file of ["sw.js", "index.html"]) {
      const text = readFileSync(join(folder, file), "utf8");
      expect(text).toContain(version);
      writeFileSync(join(folder, file), text.replaceAll(version, "newer0000000"));
    }
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const reload = page.getByRole("status").getByRole("button", { name: "reload" });
    await expect(reload).toBeVisible();
    expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);

    await Promise.all([page.waitForEvent("load"), reload.click()]);
    await studio.idle();
    expect(await page.evaluate(() => "isSamePage" in window)).toBe(false);
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(["ridgepoint-newer0000000"]);
    await expect(page).toHaveURL(/model=resnet18/);
    await expect(reload).toBeHidden();
  });
});
