/** A person describes a device of their own: by what a tool prints, by hand, by a file. */
import { readFile } from "node:fs/promises";
import { expect, Studio, test } from "./studio.ts";

const lscpu = `Architecture:                       aarch64
CPU(s):                             8
Vendor ID:                          ARM
  Model name:                       Cortex-A55
    Thread(s) per core:             1
    Core(s) per socket:             4
    Socket(s):                      1
    CPU max MHz:                    1800.0000
    CPU min MHz:                    408.0000
  Model name:                       Cortex-A76
    Thread(s) per core:             1
    Core(s) per socket:             2
    Socket(s):                      2
    CPU max MHz:                    2400.0000
    CPU min MHz:                    408.0000
Caches (sum of all):
  L1d:                              384 KiB (8 instances)
  L2:                               2.5 MiB (8 instances)
  L3:                               3 MiB (1 instance)
`;

const perf = ` Performance counter stats for './load':

          2,000.00 msec task-clock                #    0.500 CPUs utilized
     2,400,000,000      cycles                    #    1.200 GHz
       250,000,000      LLC-load-misses
       4.000000000 seconds time elapsed
`;

const form = (studio: Studio) => studio.page.getByRole("dialog", { name: "Your device" });
const picker = (studio: Studio) => studio.page.getByLabel("Device", { exact: true });
const latency = (studio: Studio) => studio.page.evaluate(() => window.studio.prediction()?.latencySeconds);

/** The form filled from lscpu, with a name and a bandwidth, saved. */
async function describe(studio: Studio, name: string): Promise<void> {
  await picker(studio).selectOption({ label: "Add your own…" });
  const dialog = form(studio);
  await dialog.getByLabel("Output of a tool, or a device file").fill(lscpu);
  await expect(dialog.getByRole("status").first()).toContainText("4 × Cortex-A76 up to 2.40 GHz");
  await expect(dialog.getByRole("status").first()).toContainText("cannot be told apart");
  await expect(dialog.getByLabel("fp32, cores 1, in /cycle")).toHaveValue("16");
  await dialog.getByLabel("Device name").fill(name);
  await dialog.getByLabel("Bandwidth, one core, cores 1, in GB/s").fill("12.5");
  await dialog.getByRole("button", { name: "Save and use" }).click();
  await expect(dialog).toBeHidden();
  await studio.idle();
}

test("a pasted lscpu makes a device, the roofline predicts on it, a reload keeps it, deleting forgets it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4");
  const before = await latency(studio);
  await describe(studio, "My board");
  await expect(picker(studio).locator("option:checked")).toHaveText("My board");
  const own = (await latency(studio)) ?? 0;
  expect(own).toBeGreaterThan(0);
  expect(own).not.toBe(before);
  const prediction = studio.region("Prediction");
  await expect(prediction.getByTitle("Roofline bound")).toBeVisible();
  await expect(prediction.getByText(/Not trained on My board/)).toBeVisible();
  expect(await studio.slider("CPU frequency").getAttribute("min")).toBe("408000000");

  await page.reload();
  await studio.idle();
  await expect(picker(studio).locator("option:checked")).toHaveText("My board");
  expect(await latency(studio)).toBe(own);

  await page.getByRole("button", { name: "Numbers of this device" }).click();
  await form(studio).getByRole("button", { name: "Delete" }).click();
  await studio.idle();
  await expect(picker(studio)).toHaveValue("pixel4");
  await expect(picker(studio).locator("option", { hasText: "My board" })).toHaveCount(0);
});

test("an exported device is a file that another browser takes back", async ({ studio, page, browser }) => {
  await studio.goto("/?model=resnet18");
  await describe(studio, "My board");
  const link = page.url();
  const own = await latency(studio);
  await page.getByRole("button", { name: "Numbers of this device" }).click();
  const downloading = page.waitForEvent("download");
  await form(studio).getByRole("button", { name: "Export" }).click();
  const download = await downloading;
  const text = await readFile(await download.path(), "utf8");
  expect(download.suggestedFilename()).toMatch(/^own-my-board-.*\.json$/);
  expect(JSON.parse(text)).toMatchObject({
    schema: "ridgepoint.device/1",
    name: "My board",
    clusters: [{ core: "Cortex-A76", count: { value: 4, kind: "measured", source: "lscpu" } }, { core: "Cortex-A55" }],
  });

  // Elsewhere the link alone falls back, with a word about it; with the file it gives the same number.
  const other = await browser.newPage();
  const guest = new Studio(other);
  await guest.goto(link);
  await expect(guest.alert().filter({ hasText: "is no device this browser knows" })).toContainText("Google Pixel 4");
  await guest.page.getByRole("button", { name: "Dismiss" }).click();
  await picker(guest).selectOption({ label: "Add your own…" });
  await form(guest)
    .getByLabel("Device file or tool output")
    .setInputFiles({ name: "device.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(form(guest).getByLabel("Device name")).toHaveValue("My board");
  await form(guest).getByRole("button", { name: "Save and use" }).click();
  await guest.idle();
  expect(await latency(guest)).toBe(own);
  await other.close();
});

test("perf's counters set the sliders: its clock, its share of a core, and what its traffic leaves", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=rk3588");
  const idle = (await latency(studio)) ?? 0;
  await page.getByRole("button", { name: "Numbers of this device" }).click();
  const dialog = form(studio);
  await dialog.getByLabel("Output of a tool, or a device file").fill(perf);
  const moment = dialog.getByRole("region", { name: "State while it was watched" });
  await expect(moment).toContainText("1.20 GHz");
  await expect(moment).toContainText("4.00 GB/s");
  await moment.getByRole("button", { name: "Set the sliders" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await studio.idle();
  const value = async (name: Parameters<Studio["slider"]>[0]) => Number(await studio.slider(name).inputValue());
  expect(await value("CPU frequency")).toBeCloseTo(1.2e9, -6);
  expect(await value("CPU utilization")).toBeCloseTo(0.5, 2);
  // 21.63 GB/s of one Cortex-A76 less 250 M misses x 64 B in 4 s.
  expect((await value("Memory bandwidth")) / 1e9).toBeCloseTo(17.63, 0);
  expect((await latency(studio)) ?? 0).toBeGreaterThan(idle);
});

test("a file dropped on the form fills it and is not opened as a model; the picker groups devices by kind", async ({
  studio,
}) => {
  await studio.goto("/?model=resnet18");
  await expect(picker(studio).locator("optgroup")).toHaveCount(4);
  await picker(studio).selectOption({ label: "Add your own…" });
  const dialog = form(studio);
  await expect(dialog).toBeVisible();
  const transfer = await studio.page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "lscpu.txt"));
    return data;
  }, lscpu);
  for (const event of ["dragenter", "dragover", "drop"]) await dialog.dispatchEvent(event, { dataTransfer: transfer });
  await expect(dialog.getByLabel("Core type, cores 2")).toHaveValue("Cortex-A55");
  await dialog.getByLabel("Output of a tool, or a device file").fill("a poem");
  await expect(dialog.getByRole("status").first()).toContainText("Nothing known was found");
  await expect(studio.alert()).toHaveCount(0);
});

test("a form that lacks something says what, and saves nothing", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18");
  await picker(studio).selectOption({ label: "Add your own…" });
  const dialog = form(studio);
  await dialog.getByRole("button", { name: "Save and use" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The device needs a name.");
  await expect(dialog.getByRole("alert")).toContainText("Highest clock is missing.");
  await dialog.getByLabel("Highest clock, cores 1, in GHz").fill("fast");
  await expect(dialog.getByRole("alert")).toContainText("must be a number between 0.001 and 20 GHz");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(picker(studio)).toHaveValue("pixel4");
});

test("a device whose peak and bandwidth nobody stated shows unknown, never a false number", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=snapdragon_8_gen2");
  await expect(studio.region("Prediction").getByTestId("latency")).toHaveText("—");
  await expect(studio.region("Prediction").getByText(/The fp32 peak of .* is not known/)).toBeVisible();
  expect(await page.locator("body").textContent()).not.toMatch(/NaN|Infinity|undefined/);
  await page.getByRole("button", { name: "Enter it" }).click();
  await expect(form(studio).getByLabel("Bandwidth, one core, cores 1, in GB/s")).toHaveValue("");
});
