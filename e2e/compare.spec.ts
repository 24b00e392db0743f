/** A person puts models, devices and states beside each other, and sees what differs and what it costs. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

const sample = (name: string) => fileURLToPath(new URL(`../public/samples/${name}.onnx`, import.meta.url));

const region = (page: Page): Locator => page.getByRole("region", { name: "Compare", exact: true });
const totals = (page: Page): Locator => region(page).getByRole("table", { name: /^Totals/ });
/** The cells of a row of the totals. */
const cells = (page: Page, row: string): Locator =>
  totals(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) })
    .getByRole("cell");

test("a sample beside the open one: totals, bars, rooflines, and what became of each block; the link keeps it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=roofline");
  await page.getByRole("tab", { name: "Compare" }).click();
  await region(page).getByLabel("Sample to compare with").selectOption({ label: "ResNet-50" });
  await studio.idle();
  // 1,814,073,344 and 4,089,184,256 MACs, as torchvision publishes them.
  await expect(cells(page, "MACs").nth(0)).toHaveText("1.81 GMAC");
  await expect(cells(page, "MACs").nth(1)).toContainText("4.09 GMAC");
  await expect(cells(page, "MACs").nth(1)).toContainText("+2.28 GMAC, +125 %");
  await expect(cells(page, "Latency").nth(1)).toContainText(/\+.* ms, \+.* %/);
  await expect(region(page).getByRole("table", { name: "Latency by class of operator" })).toBeVisible();
  await expect(region(page).getByRole("img", { name: /^Rooflines of all.*A resnet18.*B resnet50/ })).toBeVisible();
  await expect(region(page).getByRole("status")).toContainText(/\d+ unchanged, \d+ changed, \d+ added, \d+ removed/);

  const before = await cells(page, "Latency").nth(1).textContent();
  await page.getByLabel("Device", { exact: true }).selectOption("rk3399");
  await studio.idle();
  await expect(cells(page, "Latency").nth(1)).not.toHaveText(before ?? "");

  await expect(page).toHaveURL(/compare=resnet50/);
  await page.reload();
  await studio.idle();
  await expect(cells(page, "MACs").nth(1)).toContainText("4.09 GMAC");
  await region(page).getByRole("button", { name: "Take resnet50.onnx out of the comparison" }).click();
  await studio.idle();
  await expect(cells(page, "MACs")).toHaveCount(1);
  await expect(page).not.toHaveURL(/compare=/);
});

test("a node of the differences is selected in the graph", async ({ studio, page }) => {
  await studio.goto("/?model=resnet50&compare=resnet18&view=compare&predictor=roofline");
  const list = region(page).getByRole("list", { name: "Differences by block" });
  await list.getByText("layer3.5", { exact: true }).click();
  await list.getByRole("button", { name: "layer3.5.conv2", exact: true }).click();
  await studio.idle();
  await expect(page).toHaveURL(/node=layer3\.5\.conv2/);
  await expect(studio.region("Inspector")).toContainText("layer3.5.conv2");
});

test("files dropped with the shift key, at the right end, or chosen by the palette stand beside the open model and are in no link", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&predictor=roofline");
  const bytes = [...readFileSync(sample("squeezenet1_1"))];
  const drop = async (name: string, options: { shiftKey?: boolean; clientX?: number }): Promise<void> => {
    const dataTransfer = await page.evaluateHandle(
      ([content, file]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(content)], file));
        return data;
      },
      [bytes, name] as const,
    );
    for (const type of ["dragenter", "dragover"]) await page.dispatchEvent("body", type, { dataTransfer, ...options });
    await expect(page.getByText("to compare with resnet18.onnx")).toBeVisible();
    await page.dispatchEvent("body", "drop", { dataTransfer, ...options });
    await studio.idle();
  };
  await drop("one.onnx", { shiftKey: true });
  await drop("two.onnx", { clientX: 1400 });
  const dialog = page.waitForEvent("filechooser");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command" }).fill("compare with a file");
  await expect(page.getByRole("option").first()).toContainText("Compare with a file…");
  await page.keyboard.press("Enter");
  await (await dialog).setFiles({ name: "three.onnx", mimeType: "", buffer: Buffer.from(bytes) });
  await expect(totals(page).getByRole("columnheader")).toHaveText([
    /resnet18\.onnx/,
    /one\.onnx/,
    /two\.onnx/,
    /three\.onnx/,
  ]);
  await studio.idle();
  await expect(cells(page, "MACs").nth(2)).toContainText("349 MMAC");
  await expect(page).toHaveURL(/model=resnet18/);
  await expect(page).not.toHaveURL(/one\.onnx/);
});

test("a file that is no model gives a sentence and loses nothing", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&compare=vgg16&view=compare&predictor=roofline");
  await region(page)
    .getByLabel("Model to compare with")
    .setInputFiles({ name: "notes.onnx", mimeType: "application/octet-stream", buffer: Buffer.from("not a model") });
  await studio.idle();
  await expect(region(page).getByRole("alert")).toContainText("notes.onnx");
  await expect(cells(page, "MACs")).toHaveCount(2);
  await region(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(region(page).getByRole("alert")).toHaveCount(0);
});

test("every later choice shows its difference to the pinned state, in place; undo and the link know it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&device=pixel4&predictor=roofline");
  const prediction = studio.region("Prediction");
  await prediction.getByRole("button", { name: "Pin as baseline" }).click();
  await studio.idle();
  const difference = prediction.getByLabel("Difference to the pinned baseline");
  await expect(difference).toHaveText("As pinned");
  await expect(page).toHaveURL(/pinned=/);

  await studio.move(studio.slider("CPU utilization"), "End");
  await expect(difference).toContainText(/^\+[\d.]+ % \+.* against pinned /);
  await page.getByLabel("Precision").selectOption("int8");
  await page.getByRole("button", { name: "Reset CPU utilization" }).click();
  await studio.idle();
  await expect(difference).toContainText(/^−[\d.]+ % −.* against pinned /);
  const text = await difference.textContent();
  await page.reload();
  await studio.idle();
  await expect(difference).toHaveText(text ?? "");

  await page.getByRole("tab", { name: "Compare" }).click();
  await studio.idle();
  await expect(totals(page).getByRole("columnheader")).toHaveText([/^APinned/, /mobilenet_v2\.onnx/]);
  await expect(cells(page, "Traffic").nth(1)).toContainText("−75.0 %");
  await expect(region(page).getByRole("status")).toContainText("The same");

  await prediction.getByRole("button", { name: "Unpin" }).click();
  await expect(difference).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(difference).toHaveText(text ?? "");
});

test("another batch size is compared with the pinned one, also after the link was opened anew", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&set=batch:4&pinned=&device=pixel4&predictor=roofline&view=compare");
  await expect(cells(page, "MACs").nth(1)).toContainText("+300 %");
  await expect(studio.region("Prediction").getByLabel("Difference to the pinned baseline")).toContainText(
    /^\+[\d.]+ % .* against pinned /,
  );
});
