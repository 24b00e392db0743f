/** Lessons: on the layers of the open model, with a question each, restored by their address. */
import { expect, test } from "./studio.ts";

test("im2col is taught on the selected layer: the slider moves the window, the link restores it, Escape goes back", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&node=layer1.0.conv1");
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await studio.idle();
  const lessons = page.getByRole("region", { name: "Lessons" });
  await expect(lessons.getByRole("heading", { name: "im2col" })).toBeVisible();
  await expect(studio.region("Model graph")).toBeVisible();
  await expect(lessons).toContainText("Selected: layer1.0.conv1");
  // 64·9 = 576 rows, 56² = 3,136 columns; nine times 803 kB.
  await expect(lessons).toContainText("576 × 3,136");
  await expect(lessons.getByRole("row", { name: /^All columns/ })).toContainText("7.23 MB");
  await expect(lessons.getByRole("row", { name: /^All columns/ })).toContainText("9× the input");

  await studio.move(lessons.getByRole("slider", { name: "Output position" }), "Home");
  const matrix = lessons.getByRole("table", { name: "Part of the column matrix" });
  // The first window begins in the padding; its middle tap is the first pixel.
  await expect(matrix.getByRole("row", { name: /^0·0/ }).getByRole("cell").first()).toHaveText("0");
  await expect(matrix.getByRole("row", { name: /^0·4/ }).getByRole("cell").first()).toHaveText("0,0");
  await studio.move(lessons.getByRole("slider", { name: "Output position" }), "ArrowRight", 3);
  await expect(page).toHaveURL(/lesson=im2col&at=3/);

  await lessons.getByRole("radio", { name: "0.25× as large" }).check();
  await expect(lessons).toContainText("Right. Rows stay C·R·S = 576");

  const link = await lessons.getByRole("link", { name: "Link to this state" }).getAttribute("href");
  await studio.goto(`/${link}`);
  await expect(lessons.getByRole("slider", { name: "Output position" })).toHaveValue("3");
  await page.keyboard.press("Escape");
  await expect(lessons).toBeHidden();
  await expect(page).toHaveURL(/node=layer1\.0\.conv1/);
  await expect(page).not.toHaveURL(/lesson=/);
});

test("another layer selected in the graph's table becomes the lesson's, and one that does not suit is told why", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&lesson=winograd&node=layer2.0.conv1");
  const lessons = page.getByRole("region", { name: "Lessons" });
  await expect(lessons).toContainText("Not the selected node: With stride 2×2");
  await lessons.getByRole("button", { name: "Select it" }).click();
  await expect(lessons).toContainText("Selected: layer");
});

test("Winograd gives what direct convolution gives, whatever the numbers, and its ledger is the layer's", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&lesson=winograd&node=layer1.0.conv1");
  const lessons = page.getByRole("region", { name: "Lessons" });
  const result = lessons.getByRole("table", { name: "Y = Aᵀ M A" });
  const direct = lessons.getByRole("table", { name: "Direct", exact: true });
  const before = await result.innerText();
  await lessons.getByRole("spinbutton", { name: "d row 1, column 1" }).fill("0.1");
  await studio.idle();
  await expect(result).not.toHaveText(before);
  expect(await result.innerText()).toBe(await direct.innerText());
  await expect(lessons).toContainText("Both ways give the same");
  const ledger = lessons.getByRole("table", { name: "Operations of this layer" });
  await expect(ledger.getByRole("row", { name: /F\(4,3\)/ })).toContainText("28.9 M");
  await expect(ledger.getByRole("row", { name: /F\(6,3\)/ })).toContainText("12.9 %");
  await lessons.getByRole("radio", { name: "F(4,3)" }).check();
  await expect(lessons).toContainText("Right. 2 × 2 tiles");
  await page.reload();
  await studio.idle();
  await expect(lessons.getByRole("spinbutton", { name: "d row 1, column 1" })).toHaveValue("0.1");
});

test("the roofline is built in five steps, and its sliders are those of the studio", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&node=layer1.0.conv1&lesson=roofline");
  const lessons = page.getByRole("region", { name: "Lessons" });
  const chart = lessons.getByRole("img", { name: /^Roofline:/ });
  await expect(chart).not.toHaveAccessibleName(/bandwidth/);
  for (let step = 2; step <= 5; step += 1) await lessons.getByRole("button", { name: "Next" }).click();
  await expect(chart).toHaveAccessibleName(/ridge point .*layer1\.0\.conv1 .*compute bound/);
  await lessons.getByRole("radio", { name: "It doubles" }).check();
  await expect(lessons).toContainText("Right.");
  await studio.move(lessons.getByRole("slider", { name: "Clock of the lesson" }), "Home");
  await expect(page).toHaveURL(/frequency=/);
});

test("the law of load meets the ten points that 1 / (1 - u) misses", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&lesson=load");
  const lessons = page.getByRole("region", { name: "Lessons" });
  const mean = lessons.getByRole("row", { name: /^Mean error/ });
  await expect(mean).toContainText("4.1 %");
  await expect(mean).toContainText("87.7 %");
  await lessons.getByRole("button", { name: "best fit" }).click();
  await expect(mean).toContainText("2.4 %");
  await studio.move(lessons.getByRole("slider", { name: "Share of the core w" }), "End");
  await expect(mean).toContainText("2 of 10 within 10 %");
  await expect(page).toHaveURL(/at=1/);
});

test("depthwise takes a fraction of the MACs and a larger one of the time; without a model a sample is offered", async ({
  studio,
  page,
}) => {
  await studio.goto("/?lesson=depthwise");
  const lessons = page.getByRole("region", { name: "Lessons" });
  await lessons.getByRole("button", { name: "MobileNetV2" }).click();
  await studio.idle();
  await expect(lessons.getByRole("table", { name: "Dense, depthwise and separable" })).toBeVisible();
  await expect(page).toHaveURL(/model=mobilenet_v2&lesson=depthwise/);
  await lessons.getByRole("radio", { name: "3.48×" }).check();
  await expect(lessons).toContainText("246 ms against 71 ms");
});
