/** Every view by the rules of WCAG 2.2 AA, in both themes, enlarged, narrow, and with motion reduced. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Of all rules those by which a theme can differ from the other. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

type Theme = "light" | "dark";

/** Sentences on what axe found in a part of the page, each with its first places. */
async function violations(page: Page, theme: Theme, part = ":root"): Promise<readonly string[]> {
  // There are no frames: else axe would open a page of its own for each result.
  const axe = new AxeBuilder({ page }).include(part).setLegacyMode(true);
  const { violations: found } = await (
    theme === "light" ? axe.withTags(rules) : axe.withRules(rulesOfColour)
  ).analyze();
  return found.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(" "))
        .join(", ")} (${nodes.length})`,
  );
}

for (const theme of ["light", "dark"] as const) {
  test(`the start, every chart, the form of a device, palette, guide and lessons follow the rules in the ${theme} theme`, async ({
    studio,
    page,
  }) => {
    // Some seconds for each of its views.
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await studio.goto("/");
    expect.soft(await violations(page, theme), "start").toEqual([]);
    await studio.goto("/?model=squeezenet1_1&device=pixel4&grain=kernels&compare=mobilenet_v2,googlenet");
    expect.soft(await violations(page, theme), "workspace").toEqual([]);
    const names = await page.getByRole("tablist", { name: "Charts" }).getByRole("tab").allTextContents();
    expect(names).toEqual(expect.arrayContaining(["Sensitivity", "Accuracy", "Compare", "Figures"]));
    for (const name of names) {
      await page.getByRole("tab", { name, exact: true }).click();
      await studio.idle();
      await expect(page.getByRole("region", { name, exact: true })).toBeVisible();
      if (name === "Compare") await expect(page.getByRole("columnheader", { name: /googlenet/ })).toBeVisible();
      expect.soft(await violations(page, theme, ".charts"), name).toEqual([]);
    }
    await page.getByRole("button", { name: "Numbers of this device" }).click();
    await expect(page.getByRole("dialog", { name: "Your device" })).toBeVisible();
    expect.soft(await violations(page, theme, "dialog"), "form of a device").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Command" })).toBeFocused();
    expect.soft(await violations(page, theme, "dialog"), "palette").toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await studio.idle();
    await expect(page.getByRole("dialog", { name: "User guide" })).toBeVisible();
    expect.soft(await violations(page, theme, "dialog"), "guide").toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Lessons", exact: true }).click();
    await studio.idle();
    const lessons = page.getByRole("region", { name: "Lessons" });
    await expect(lessons.getByRole("heading", { name: "im2col" })).toBeVisible();
    expect.soft(await violations(page, theme, "[aria-label=Lessons]"), "lesson").toEqual([]);
  });
}

/** The studio at this size: nothing wider than the window, every view reachable and of a useful size. */
const sizes = [
  ["1280 × 800", 1280, 800],
  ["1280 × 800 at 200 %", 640, 400],
  ["a tablet held upright", 820, 1180],
  ["a telephone", 375, 667],
] as const;

for (const [name, width, height] of sizes) {
  test(`${name}: no view is cut off`, async ({ studio, page }) => {
    await page.setViewportSize({ width, height });
    await studio.goto("/?model=squeezenet1_1&device=pixel4");
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    for (const view of ["Prediction", "Model graph", "Roofline", "Operators", "Inspector"] as const) {
      const region = studio.region(view);
      await region.scrollIntoViewIfNeeded();
      const box = await region.boundingBox();
      expect.soft(box?.width, `${view}: width`).toBeGreaterThanOrEqual(270);
      expect.soft(box?.height, `${view}: height`).toBeGreaterThanOrEqual(250);
      expect.soft((box?.x ?? -1) + (box?.width ?? 0), `${view}: right end`).toBeLessThanOrEqual(width);
    }
    const totals = page.getByLabel("Totals of the model");
    await expect.soft(totals.getByText("Peak activations")).toBeInViewport({ ratio: 1 });
    await studio.move(studio.slider("Memory bandwidth"), "Home");
    await expect(studio.slider("Memory bandwidth")).toBeInViewport();
    await expect(page.getByRole("button", { name: "Commands" })).toBeInViewport();
  });
}

test("with reduced motion nothing keeps moving, not even the bar of unknown length", async ({ studio, page }) => {
  await studio.goto("/");
  const moving = () =>
    page.evaluate(() => {
      const bar = document.createElement("div");
      bar.className = "bar bar-unknown";
      const span = bar.appendChild(document.createElement("span"));
      document.body.append(bar);
      const running = span.getAnimations().length;
      bar.remove();
      return running;
    });
  expect(await moving()).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toBe(1);
});
