/** A person asks what if: devices, clocks, load, bandwidth. */
import { fileURLToPath } from "node:url";
import { main } from "../src/cli/ridgepoint.ts";
import { expect, test, type Studio } from "./studio.ts";

/** The headline latency in seconds, as the panel shows it. */
async function latency(studio: Studio): Promise<number> {
  const text = (await studio.region("Prediction").getByTestId("latency").textContent()) ?? "";
  const [, number = "", unit = ""] = /([\d.]+)\s*(s|ms|µs)/.exec(text) ?? [];
  return Number(number) * { s: 1, ms: 1e-3, µs: 1e-6 }[unit as "s" | "ms" | "µs"];
}

test("less clock is slower, more load is slower, less bandwidth is slower", async ({ studio }) => {
  await studio.goto("/?model=resnet50&device=pixel4");
  const idle = await latency(studio);
  expect(idle).toBeGreaterThan(0);

  await studio.move(studio.slider("CPU frequency"), "Home");
  const slowClock = await latency(studio);
  expect(slowClock).toBeGreaterThan(idle);

  await studio.move(studio.slider("CPU utilization"), "End");
  const loaded = await latency(studio);
  expect(loaded).toBeGreaterThan(slowClock);

  await studio.move(studio.slider("Memory bandwidth"), "Home");
  expect(await latency(studio)).toBeGreaterThan(loaded);
});

test("another device gives another number, and its clock range", async ({ studio, page }) => {
  await studio.goto("/?model=resnet50&device=pixel4");
  const phone = await latency(studio);
  const top = await studio.slider("CPU frequency").getAttribute("max");
  await page.getByLabel("Device", { exact: true }).selectOption("rk3399");
  await studio.idle();
  expect(await latency(studio)).not.toBe(phone);
  expect(await studio.slider("CPU frequency").getAttribute("max")).not.toBe(top);
});

test("the pickers tell what was measured on the device, and another device brings its usual runtime", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&device=pixel4");
  const runtime = page.getByLabel("Runtime", { exact: true });
  const under = (picker: typeof runtime, heading: string) =>
    picker.locator(`optgroup[label="${heading}"] option`).allTextContents();
  expect(await under(runtime, "Measured on this device")).toEqual(["TFLite", "PyTorch Mobile"]);
  expect(await under(runtime, "Not measured: roofline alone")).toContain("MNN");
  const precision = page.getByLabel("Precision", { exact: true });
  expect(await under(precision, "Measured on this device")).toEqual(["fp32", "int8"]);

  await page.getByLabel("Device", { exact: true }).selectOption("rk3399");
  await studio.idle();
  await expect(runtime).toHaveValue("armcl");
  await expect(page).not.toHaveURL(/runtime=/);
  expect(await under(runtime, "Measured on this device")).toEqual(["Arm Compute Library"]);
  expect(await under(runtime, "Scaled from other devices")).toEqual(["TFLite", "PyTorch Mobile"]);
  await expect(studio.region("Prediction")).toContainText("scaled from 2 large as cores of phones scale");
  await page.getByLabel("Cores, large", { exact: true }).selectOption("2");
  await studio.idle();
  await expect(studio.region("Prediction")).not.toContainText("Nothing was measured");

  await runtime.selectOption("tflite");
  await studio.idle();
  await expect(page).toHaveURL(/device=rk3399&cores=large:2&runtime=tflite/);
  await expect(studio.region("Prediction")).toContainText("Nothing was measured on Rockchip RK3399");
});

test("a slow memory makes the colours move: the share of a memory-bound node grows", async ({ studio }) => {
  await studio.goto("/?model=vgg16&device=pixel4&predictor=roofline");
  const share = async () =>
    Number(
      /([\d.]+) %/.exec(
        (await studio
          .region("Operators")
          .getByRole("row", { name: /classifier\.0/ })
          .textContent()) ?? "",
      )?.[1],
    );
  const before = await share();
  await studio.move(studio.slider("Memory bandwidth"), "Home");
  expect(await share()).toBeGreaterThan(before);
});

test("the predictor's table of results is one click away", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&predictor=gcn");
  await page.getByRole("button", { name: /about this predictor/i }).click();
  await expect(page.getByText(/MAPE/).first()).toBeVisible();
  await expect(page.getByText(/FLOPs proxy/i).first()).toBeVisible();
});

test("the window and the command line predict the same, to 1 in 10,000", async ({ studio, page }) => {
  const lines: string[] = [];
  const file = fileURLToPath(new URL("../public/samples/mobilenet_v2.onnx", import.meta.url));
  const args = ["predict", file, "--device", "s10", "--predictor", "gcn", "--utilization", "0.5", "--json"];
  await main(
    args,
    (line) => void lines.push(line),
    () => {},
  );
  const alone = Number(JSON.parse(lines[0] ?? "{}").latencySeconds);
  await studio.goto("/?model=mobilenet_v2&device=s10&predictor=gcn&utilization=0.5");
  const inWindow = await page.evaluate(() => window.studio.prediction()?.latencySeconds ?? Number.NaN);
  expect(alone).toBeGreaterThan(0);
  expect(Math.abs(inWindow / alone - 1)).toBeLessThan(1e-4);
});
