/** A person brings models by the clipboard, and by an address of the studio's own site. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./studio.ts";

const bytes = (name: string): Buffer => readFileSync(new URL(`../public/samples/${name}.onnx`, import.meta.url));

/** Pastes files, as a file manager puts them into the clipboard, where the focus is. */
const paste = (page: Page, files: Readonly<Record<string, Buffer>>) =>
  page.evaluate(
    (contents) => {
      const data = new DataTransfer();
      for (const [name, content] of contents) data.items.add(new File([new Uint8Array(content)], name));
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
      return event.defaultPrevented;
    },
    Object.entries(files).map(([name, content]) => [name, [...content]] as const),
  );

test("a pasted file opens, at the start, over another model and from the search field", async ({ studio, page }) => {
  await studio.goto();
  expect(await paste(page, { "pasted.onnx": bytes("squeezenet1_1") })).toBe(true);
  await studio.idle();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("pasted.onnx");
  await page.getByRole("searchbox").focus();
  await paste(page, { "other.onnx": bytes("mobilenet_v2") });
  await studio.idle();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("other.onnx");
});

test("pasted text stays with the field, and a dialog keeps what is pasted into it", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1");
  await page.getByRole("searchbox").focus();
  expect(await paste(page, {})).toBe(false);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  expect(await paste(page, { "pasted.onnx": bytes("squeezenet1_1") })).toBe(false);
  await studio.idle();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("squeezenet1_1.onnx");
});

test("an address of this site opens the model there, and the link keeps it with all choices", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=samples/squeezenet1_1.onnx&device=rk3399");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("squeezenet1_1.onnx");
  await studio.move(studio.slider("CPU utilization"), "ArrowRight", 3);
  await expect(page).toHaveURL(/model=samples\/squeezenet1_1\.onnx.*device=rk3399.*utilization=0\.03/);
  const address = page.url();
  await studio.goto("/");
  await studio.goto(address);
  await expect(studio.slider("CPU utilization")).toHaveValue("0.03");
  const whole = new URL("/samples/mobilenet_v2.onnx", address).href;
  await studio.goto(`/?model=${encodeURIComponent(whole)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("mobilenet_v2.onnx");
});

for (const model of [
  "https://elsewhere.example/net.onnx",
  "//elsewhere.example/net.onnx",
  "http://127.0.0.1:1/a.onnx",
]) {
  // That no request leaves is what every story watches over.
  test(`?model=${model} is not fetched, and a plain sentence says so`, async ({ studio, page }) => {
    await studio.goto(`/?model=${encodeURIComponent(model)}`);
    await expect(studio.alert()).toContainText("not an address of this site, and nothing is fetched from elsewhere");
    await expect(page.getByRole("button", { name: /ResNet-18/ })).toBeVisible();
  });
}
