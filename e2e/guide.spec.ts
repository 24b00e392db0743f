/** Help for every view, by key, by button, and by searching. */
import { expect, test } from "./studio.ts";

test("each view opens the guide at its own page, a search finds others, and Escape gives the focus back", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&view=memory");
  const guide = page.getByRole("dialog", { name: "User guide" });
  const ofMemory = page.getByRole("button", { name: "Guide: Memory" });
  await ofMemory.click();
  await studio.idle();
  await expect(guide.getByRole("heading", { level: 2 })).toHaveText("Memory");
  await page.keyboard.press("Escape");
  await expect(guide).toBeHidden();
  await expect(ofMemory).toBeFocused();

  for (const [button, title] of [
    ["Guide: Model graph", "Graph"],
    ["Guide: Operators", "Operators"],
    ["Guide: Prediction", "Prediction"],
    ["Guide: Inspector", "Inspector"],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    await expect(guide.getByRole("heading", { level: 2 })).toHaveText(title);
    await page.keyboard.press("Escape");
  }

  await page.getByRole("button", { name: "Guide", exact: true }).click();
  await guide.getByRole("searchbox", { name: "Search the guide" }).fill("ceilings simd");
  await expect(guide.getByRole("navigation").getByRole("button")).toHaveText(["Roofline"]);
  await page.keyboard.press("Enter");
  await expect(guide.getByRole("heading", { level: 2 })).toHaveText("Roofline");
  await guide.getByRole("searchbox", { name: "Search the guide" }).fill("zebra");
  await expect(guide.getByRole("status")).toHaveText("No page says that");
});

test("F1 opens the page of the view that has the focus, and its lesson is a click away", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18");
  await page.keyboard.press("t");
  await page.keyboard.press("F1");
  await studio.idle();
  const guide = page.getByRole("dialog", { name: "User guide" });
  await expect(guide.getByRole("heading", { level: 2 })).toHaveText("Operators");
  await guide.getByRole("button", { name: "Lesson: Why FLOPs mislead" }).click();
  await studio.idle();
  await expect(guide).toBeHidden();
  await expect(page.getByRole("region", { name: "Lessons" }).getByRole("heading", { level: 2 })).toHaveText(
    "Why FLOPs mislead",
  );
  await expect(page).toHaveURL(/lesson=flops/);
});

test("the palette offers the guide, and a chart is opened from its page", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command" }).fill("user guide");
  await page.keyboard.press("Enter");
  await studio.idle();
  const guide = page.getByRole("dialog", { name: "User guide" });
  await guide.getByRole("button", { name: "Energy", exact: true }).click();
  await guide.getByRole("button", { name: "Show this chart" }).click();
  await studio.idle();
  await expect(page.getByRole("tab", { name: "Energy" })).toHaveAttribute("aria-selected", "true");
});
