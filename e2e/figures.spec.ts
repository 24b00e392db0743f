/** A person makes figures for a paper: at the right width, in the formats that venues take, and again from their file. */
import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "./studio.ts";

/** The file that a button saves. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const waiting: Promise<Download> = page.waitForEvent("download");
  await page.getByRole("group", { name: "Save the figure" }).getByRole("button", { name: button, exact: true }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a roofline for two columns of an ACM paper, as PDF, SVG and PNG", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1&predictor=roofline");
  await page.getByRole("tab", { name: "Figures" }).click();
  await studio.idle();
  const region = page.getByRole("region", { name: "Figures" });
  await expect(region.getByRole("img", { name: /^Roofline of SqueezeNet/ })).toBeVisible();
  await region.getByLabel("For", { exact: true }).selectOption("acm-double");
  await studio.idle();
  await expect(region.getByLabel("Size of the figure")).toHaveText(/^177\.8 × /);

  const pdf = await saved(page, "PDF");
  expect(pdf.name).toBe("squeezenet1_1.roofline.pdf");
  const document = await getDocument({ data: new Uint8Array(pdf.bytes), verbosity: 0 }).promise;
  const first = await document.getPage(1);
  expect((first.view[2] ?? 0) - (first.view[0] ?? 0)).toBeCloseTo(7 * 72, 1);
  const { items } = await first.getTextContent();
  expect(items.map((item) => ("str" in item ? item.str : ""))).toContain("Operational intensity (FLOP/byte)");

  const svg = await saved(page, "SVG");
  expect(svg.bytes.toString()).toContain('width="177.8mm"');
  await region.getByLabel("PNG at").selectOption("150 dpi");
  const png = await saved(page, "PNG");
  // 7 in at 150 dpi.
  expect(png.bytes.readUInt32BE(16)).toBe(1050);
  expect(png.bytes.subarray(37, 41).toString()).toBe("pHYs");
});

test("the file of a figure makes it again: the model, the device and every byte", async ({ studio, page }) => {
  await studio.goto(
    "/?model=squeezenet1_1&predictor=roofline&device=pi5&view=figures&figure=kind:nodes,preset:acm-double",
  );
  const region = page.getByRole("region", { name: "Figures" });
  await expect(region.getByRole("img", { name: /^Costliest nodes of SqueezeNet/ })).toBeVisible();
  const [json, svg] = [await saved(page, "JSON"), await saved(page, "SVG")];
  await region.getByLabel("Figure", { exact: true }).selectOption("Memory over time");
  await region.getByLabel("For", { exact: true }).selectOption("IEEE, one column (3.5 in)");
  await page.getByLabel("Device", { exact: true }).selectOption("pixel4");
  await studio.idle();
  await expect(region.getByRole("img", { name: /^Memory of SqueezeNet/ })).toBeVisible();
  await page.getByLabel("JSON of a figure").setInputFiles({
    name: json.name,
    mimeType: "application/json",
    buffer: json.bytes,
  });
  await studio.idle();
  await expect(region.getByRole("img", { name: /^Costliest nodes of SqueezeNet.*Raspberry Pi 5/ })).toBeVisible();
  await expect(page).toHaveURL(/device=pi5.*figure=kind:nodes,preset:acm-double/);
  expect((await saved(page, "SVG")).bytes.equals(svg.bytes)).toBe(true);
});

test("the share of convolutions model by model, in grey, with its data; all formats in one archive", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&predictor=roofline&view=figures");
  const region = page.getByRole("region", { name: "Figures" });
  await region.getByLabel("Figure", { exact: true }).selectOption("Convolution share by model");
  await region.getByLabel("Inks", { exact: true }).selectOption("Greyscale");
  await studio.idle();
  await expect(region.getByRole("img", { name: /latency of 7 models/ })).toBeVisible();
  const csv = (await saved(page, "CSV")).bytes.toString().split("\r\n");
  expect(csv[0]).toBe("series,model,latency_share");
  expect(csv.filter((line) => line.startsWith("Conv,"))).toHaveLength(7);
  const tex = (await saved(page, "TikZ")).bytes.toString();
  expect(tex).toContain("\\begin{axis}");
  const zip = await saved(page, "All formats");
  expect(zip.name).toBe("resnet18.conv-share.zip");
  expect(zip.bytes.readUInt16LE(zip.bytes.length - 12)).toBe(6);
});

test("a file that is no figure is refused in words", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&view=figures");
  await page.getByLabel("JSON of a figure").setInputFiles({
    name: "x.json",
    mimeType: "application/json",
    buffer: Buffer.from("{}"),
  });
  await expect(studio.alert()).toContainText("does not say that it is a figure");
});
