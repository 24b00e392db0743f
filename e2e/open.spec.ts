/** A person opens models, good and bad. */
import { readFileSync } from "node:fs";
import { expect, test } from "./studio.ts";

const sample = (name: string): Buffer => readFileSync(new URL(`../public/samples/${name}.onnx`, import.meta.url));

test("the empty studio invites a drop and offers samples", async ({ studio, page }) => {
  await studio.goto();
  await expect(page.getByText(/drop an onnx file/i).first()).toBeVisible();
  await expect(page.getByText(/stay.* in this tab/i).first()).toBeVisible();
  expect(await page.getByRole("button", { name: /ResNet-18/ }).count()).toBeGreaterThan(0);
});

test("a chosen file shows its totals in every view: ResNet-18 has 1.81 GMAC", async ({ studio, page }) => {
  await studio.goto();
  await studio.choose({ name: "mine.onnx", mimeType: "application/octet-stream", buffer: sample("resnet18") });
  await expect(page.getByText("mine.onnx").first()).toBeVisible();
  await expect(page.getByText("1.81 GMAC").first()).toBeVisible();
  for (const region of ["Model graph", "Operators", "Roofline", "Prediction", "Inspector"] as const) {
    await expect(studio.region(region)).toBeVisible();
  }
  await expect(studio.region("Operators").getByRole("row", { name: /layer1\.0\.conv1/ })).toBeVisible();
});

test("a file dropped anywhere on the window opens", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("dropped.onnx", sample("squeezenet1_1"));
  await expect(page.getByText("dropped.onnx").first()).toBeVisible();
  await expect(studio.region("Operators").getByRole("row", { name: /Conv/ }).first()).toBeVisible();
});

test("a sample opens by one click and by its address", async ({ studio, page }) => {
  await studio.goto();
  await page.getByRole("button", { name: /MobileNetV2/ }).click();
  await studio.idle();
  await expect(page).toHaveURL(/model=mobilenet_v2/);
  await studio.goto("/?model=vgg16");
  await expect(page.getByText("15.5 GMAC").first()).toBeVisible();
});

const bad = [
  ["an HTML page", "page.onnx", "<!DOCTYPE html><html><head><title>404</title></head></html>", /web page/],
  [
    "a Git LFS pointer",
    "pointer.onnx",
    "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
    /Git LFS pointer/,
  ],
  ["an empty file", "empty.onnx", "", /file is empty/],
  [
    "random bytes",
    "noise.onnx",
    "\u0001\u0002\u0003\u0004 nothing like a model \u0000\u0000",
    /not an ONNX model|damaged|too early/,
  ],
] as const;

for (const [what, name, content, message] of bad) {
  test(`${what} gets its own sentence and the page goes on working`, async ({ studio, page }) => {
    await studio.goto("/?model=resnet18");
    await studio.choose({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
    await expect(studio.alert()).toContainText(message);
    // The model that was open is still there, and the next file opens.
    await expect(page.getByText("1.81 GMAC").first()).toBeVisible();
    await studio.choose({ name: "next.onnx", mimeType: "application/octet-stream", buffer: sample("squeezenet1_1") });
    await expect(page.getByText("next.onnx").first()).toBeVisible();
    await expect(studio.alert()).toHaveCount(0);
  });
}

test("a truncated file is told apart from a foreign one", async ({ studio }) => {
  await studio.goto();
  const whole = sample("resnet50");
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  await studio.choose({ name: "half.onnx", mimeType: "application/octet-stream", buffer: half });
  await expect(studio.alert()).toContainText(/ends too early/);
});
