/** A person asks how far a prediction is to be believed. */
import { readFile } from "node:fs/promises";
import { expect, test } from "./studio.ts";

test("the card tells how predictions for this very device fared, and fetches the report only then", async ({
  studio,
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  const reports = () => fetched.filter((url) => url.endsWith("/predictors/evaluation.json")).length;
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  expect(reports()).toBe(0);
  await page.getByRole("button", { name: /about this predictor/i }).click();
  await studio.idle();
  // The card is fetched when it is first opened, and fetches the report then.
  await expect.poll(reports).toBe(1);
  const card = page.getByRole("region", { name: "Accuracy for the chosen device" });
  // A bound is no prediction of latency: not one in ten is close.
  await expect(card).toContainText(
    /For Google Pixel 4, TFLite, fp32, predictions within ±10 % of the measurement: none on unseen networks/,
  );
  for (const split of ["Unseen networks", "Unseen families"]) {
    const table = card.getByRole("table", { name: new RegExp(`^${split}: whole networks, QED`) });
    // oxlint-disable-next-line no-await-in-loop
    await expect(table.getByRole("row", { name: /^least squares per configuration/ })).toContainText("%");
    // oxlint-disable-next-line no-await-in-loop
    await expect(table.locator('tr[aria-current="true"]')).toContainText("roofline");
  }
  await expect(card).toContainText(/The state axes: clock is backed by RK3399/);
});

test("a device that nobody measured is judged by devices that were held out", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pi4&predictor=roofline");
  await page.getByRole("button", { name: /about this predictor/i }).click();
  await studio.idle();
  const card = page.getByRole("region", { name: "Accuracy for the chosen device" });
  await expect(card).toContainText(
    /Nothing was measured on Raspberry Pi 4.*other devices with the same runtime.*On devices that were never seen/,
  );
  const table = card.getByRole("table", { name: /^Unseen device, QED/ });
  for (const samples of [0, 3, 10, 100]) {
    // oxlint-disable-next-line no-await-in-loop
    await expect(table.getByRole("columnheader", { name: `${samples} samples`, exact: true })).toBeVisible();
  }
});

test("the whole report is a table to filter, with bars, a link and a file", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4");
  await page.getByRole("button", { name: /about this predictor/i }).click();
  await page.getByRole("button", { name: "The whole report" }).click();
  await studio.idle();
  const region = page.getByRole("region", { name: "Accuracy", exact: true });
  await expect(
    region.getByRole("img", { name: /^Within ±10 % on QED mobile benchmark, unseen networks: / }),
  ).toBeVisible();
  await region.getByLabel("Split").selectOption("unseen families");
  await region.getByRole("combobox", { name: "By", exact: true }).selectOption("device");
  await studio.idle();
  await expect(page).toHaveURL(/accuracy=qed\/unseen%20families\/device/);
  const table = region.getByRole("table", { name: /lines of the report/ });
  // Hundreds of lines: those that lie deep are drawn when they are asked for.
  await region.getByRole("button", { name: /^Show the other \d+ lines$/ }).click();
  await expect(table.getByRole("cell", { name: "s10 tflite int8" }).first()).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    region.getByRole("button", { name: "CSV" }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  const rows = text.trimEnd().split("\r\n");
  expect(file.suggestedFilename()).toBe("accuracy.csv");
  expect(rows[0]).toMatch(/^source,split,samples,extent,by,value,method,rows,cases/);
  expect(rows.length - 1).toBe(Number.parseInt((await table.locator("caption").textContent()) ?? "", 10));
  expect(rows.slice(1).every((row) => row.startsWith("qed,unseen families,,network,device,"))).toBe(true);

  await page.reload();
  await studio.idle();
  await expect(region.getByLabel("Split")).toHaveValue("unseen families");
});

test("a report that cannot be fetched is said to be missing, and the prediction stands", async ({ studio, page }) => {
  await page.route("**/predictors/evaluation.json", (route) => route.fulfill({ status: 200, body: "<html>" }));
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline&view=accuracy");
  await expect(page.getByRole("region", { name: "Accuracy", exact: true })).toContainText(
    "not one that this page can read",
  );
  await expect(studio.region("Prediction").getByTestId("latency")).toContainText("ms");
});
