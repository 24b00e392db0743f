/** A person takes choices back. */
import { encodeModel } from "../src/onnx/encode.ts";
import { modelOf } from "../src/testing/graph-text.ts";
import { expect, test } from "./studio.ts";

const dynamic = encodeModel(
  modelOf(`
    x: float32[batch,3,32,32]
    const w: float32[8,3,3,3]
    y = Conv(x, w) pads=[1,1,1,1]
  `),
);

test("undoing a size counts the model again; another model begins with nothing to undo", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("dynamic.onnx", dynamic);
  const macs = page.getByLabel("Totals of the model").locator("div", { hasText: "MACs" }).locator("dd");
  // 3·3·3·8 for each of 32² positions.
  await expect(macs).toHaveText("221 kMAC");
  const batch = studio.region("Inspector").getByRole("spinbutton", { name: "batch", exact: true });
  await batch.fill("4");
  await batch.press("Enter");
  await studio.idle();
  await expect(macs).toHaveText("885 kMAC");
  // Out of the field, whose text has an undo of its own.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+z");
  await studio.idle();
  await expect(macs).toHaveText("221 kMAC");
  await expect(page.getByRole("status").filter({ hasText: "Undone" })).toHaveText("Undone: sizes");
  await expect(batch).toHaveValue("1");
  await page.keyboard.press("Control+Shift+Z");
  await studio.idle();
  await expect(macs).toHaveText("885 kMAC");

  await studio.drop("other.onnx", dynamic);
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("status").filter({ hasText: "undo" })).toHaveText("There is nothing to undo");
});

test("the palette says what it would undo", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1&device=pixel4");
  await page.getByLabel("Precision", { exact: true }).selectOption("int8");
  await studio.idle();
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Commands" });
  await dialog.getByRole("combobox").fill("undo");
  await expect(dialog.getByRole("option").first()).toContainText("Undo: precision");
  await dialog.getByRole("option").first().click();
  await studio.idle();
  await expect(page.getByLabel("Precision", { exact: true })).toHaveValue("fp32");
});
