/** A person who uses no pointer. */
import type { Page } from "@playwright/test";
import { expect, test, type Studio } from "./studio.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Commands" });

/** Opens the palette, types, and runs the best match. */
async function command(studio: Studio, query: string): Promise<void> {
  const { page } = studio;
  await page.keyboard.press("Control+k");
  await expect(palette(page).getByRole("combobox", { name: "Command" })).toBeFocused();
  await page.keyboard.type(query);
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeHidden();
  await studio.idle();
}

/** Presses Tab until the focus is on the wanted element. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`60 presses of Tab do not lead to ${selector}`);
}

test("from the start to a changed device, a moved slider, undo, redo and another chart, by keys alone", async ({
  studio,
  page,
}) => {
  await studio.goto("/");
  await tabTo(page, ".sample");
  await expect(page.locator(":focus")).toHaveRole("button");
  await page.keyboard.press("Enter");
  await studio.idle();
  await expect(studio.region("Model graph")).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("ArrowDown");
  await studio.idle();
  await expect(page).toHaveURL(/node=/);
  const node = new URL(page.url()).searchParams.get("node") ?? "";
  await expect(studio.region("Operators").locator('[role="row"][aria-selected="true"]')).toHaveCount(1);

  const device = page.getByLabel("Device", { exact: true });
  const first = await device.inputValue();
  await page.keyboard.press("d");
  await expect(device).toBeFocused();
  await page.keyboard.type("RK3399");
  await studio.idle();
  const second = await device.inputValue();
  expect(second).not.toBe(first);

  const slider = studio.slider("CPU utilization");
  await tabTo(page, "input[type=range][aria-label='CPU utilization']");
  await page.keyboard.press("PageUp");
  await studio.idle();
  await expect(slider).toHaveValue("0.1");
  const loaded = await page.evaluate(() => window.studio.prediction()?.latencySeconds);

  const status = page.getByRole("status").filter({ hasText: /done/ });
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(status).toHaveText("Undone: utilization");
  await expect(slider).toHaveValue("0");
  expect(await page.evaluate(() => window.studio.prediction()?.latencySeconds)).toBeLessThan(loaded ?? 0);
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(device).toHaveValue(first);
  await page.keyboard.press("Control+Shift+Z");
  await studio.idle();
  await expect(device).toHaveValue(second);
  await page.keyboard.press("Control+y");
  await studio.idle();
  await expect(slider).toHaveValue("0.1");
  expect(await page.evaluate(() => window.studio.prediction()?.latencySeconds)).toBe(loaded);
  expect(new URL(page.url()).searchParams.get("node"), "undo leaves the selection alone").toBe(node);

  await page.keyboard.press("c");
  await expect(page.getByRole("tab", { selected: true })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await studio.idle();
  await expect(page).toHaveURL(/view=/);
});

test("the palette finds samples, charts, devices and nodes, and Escape gives the focus back", async ({
  studio,
  page,
}) => {
  await studio.goto("/");
  await command(studio, "sample resnet-18");
  await expect(page).toHaveURL(/model=resnet18/);
  await command(studio, "chart memory");
  await expect(page.getByRole("tab", { name: "Memory" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tab", { name: "Memory" })).toBeFocused();
  await command(studio, "device pixel 4");
  await expect(page.getByLabel("Device", { exact: true })).toHaveValue("pixel4");
  await command(studio, "layer2.0.conv1");
  await expect(studio.region("Inspector")).toContainText("layer2.0.conv1");

  await page.keyboard.press("t");
  const table = studio.region("Operators").getByRole("grid");
  await expect(table).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
  await expect(table).toBeFocused();
  await expect(page, "Escape closed the palette and nothing else").toHaveURL(/layer2\.0\.conv1/);
});

test("arrows lead through the palette, its field tells which option they are at, and the button opens it too", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=squeezenet1_1");
  await page.getByRole("button", { name: "Commands" }).click();
  const field = palette(page).getByRole("combobox", { name: "Command" });
  await field.fill("theme");
  const options = palette(page).getByRole("option");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await options.nth(1).getAttribute("id")) ?? "");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(options.last()).toHaveAttribute("aria-selected", "true");

  await field.fill("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator(":root")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("button", { name: "Commands" })).toBeFocused();
});

test("keys rest where text is edited, and undo there is the field's own", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4");
  await studio.move(studio.slider("CPU utilization"), "ArrowRight", 3);
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox");
  await expect(search).toBeFocused();
  await page.keyboard.type("td?");
  await expect(search).toHaveValue("td?");
  await page.keyboard.press("Control+z");
  await expect(studio.slider("CPU utilization")).toHaveValue("0.03");
});

test("a drag over the slider is one step", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4");
  const slider = studio.slider("CPU utilization");
  const box = await slider.boundingBox();
  if (box === null) throw new Error("the slider is not on screen");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 10, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y, { steps: 8 });
  // Longer than the pause that would end a step made of keys.
  await page.waitForTimeout(1200);
  await page.mouse.move(box.x + box.width - 20, y, { steps: 8 });
  await page.mouse.up();
  await studio.idle();
  expect(Number(await slider.inputValue())).toBeGreaterThan(0.8);
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(slider).toHaveValue("0");
});

test("the help sheet tells the keys that there are", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1");
  await page.keyboard.press("?");
  const help = page.locator("#help");
  await expect(help).toBeVisible();
  for (const key of ["Ctrl+K", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+O", "T", "G", "D", "/"]) {
    await expect(help.getByText(key, { exact: true })).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
});
