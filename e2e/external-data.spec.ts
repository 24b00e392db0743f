/** A person opens models whose weights lie in files of their own. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeModel } from "../src/onnx/encode.ts";
import { mapTensors } from "../src/onnx/visit-tensors.ts";
import { modelOf } from "../src/testing/graph-text.ts";
import { expect, test } from "./studio.ts";

/** x[6, 4] reshaped to what `shape` says, which lies in another file; then 4 · 16 weights for each row. */
const model = modelOf(`
  x: float32[6,4]
  const shape: int64[2] = 3,8
  const w: float32[8,16]
  rows = Reshape(x, shape)
  y = MatMul(rows, w)
`);

/** The model with its constants at `location`: the shape first, then 512 bytes of weights. */
const lyingIn = (location: string): Uint8Array =>
  encodeModel(
    mapTensors(model, (tensor) => ({
      ...tensor,
      data: { kind: "external", location, ...(tensor.name === "shape" ? { offset: 0, length: 16 } : { offset: 16 }) },
    })),
  );

const weights = new Uint8Array(16 + 512);
new BigInt64Array(weights.buffer, 0, 2).set([3n, 8n]);

/** 3 rows · 8 · 16 MACs, known only when the shape was read. */
const counted = "384 MAC";

test("a model and its weights dropped together: the file is attached, and the shape in it is known", async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.dropAll({ "tiny.onnx": lyingIn("tiny.data"), "tiny.data": weights });
  await expect(page.getByRole("status", { name: "Files of the model" })).toContainText("Attached tiny.data (528 B)");
  await expect(page.getByText(counted).first()).toBeVisible();
});

test("weights that were forgotten are named, and dropping them later completes the model", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("tiny.onnx", lyingIn("tiny.data"));
  const notice = page.getByRole("status", { name: "Files of the model" });
  await expect(notice).toContainText("Missing: tiny.data.");
  await expect(page.getByText(counted)).toHaveCount(0);
  await studio.drop("tiny.data", weights);
  await expect(notice).toContainText("Attached tiny.data");
  await expect(notice).not.toContainText("Missing");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("tiny.onnx");
  await expect(page.getByText(counted).first()).toBeVisible();
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(notice).toHaveCount(0);
});

test("a name that leads out of the folder is refused in plain words", async ({ studio, page }) => {
  await studio.goto();
  await studio.dropAll({ "sly.onnx": lyingIn("../../etc/passwd"), passwd: weights });
  await expect(page.getByRole("status", { name: "Files of the model" })).toContainText(
    /not in its own folder. That is refused: \.\.\/\.\.\/etc\/passwd/,
  );
  await expect(page.getByText(counted)).toHaveCount(0);
});

test("a file that is too short is told of, and the model opens nevertheless", async ({ studio, page }) => {
  await studio.goto();
  await studio.dropAll({ "tiny.onnx": lyingIn("tiny.data"), "tiny.data": weights.subarray(0, 100) });
  await expect(page.getByRole("status", { name: "Files of the model" })).toContainText(/ends too early.*tiny\.data/);
  await expect(page.getByText(counted).first()).toBeVisible();
});

test.describe("folders", () => {
  let folder = "";
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ridgepoint-e2e-"));
    await mkdir(join(folder, "export/weights"), { recursive: true });
    await writeFile(join(folder, "export/b.onnx"), lyingIn("weights/w.bin"));
    await writeFile(join(folder, "export/a.onnx"), lyingIn("gone.bin"));
    await writeFile(join(folder, "export/weights/w.bin"), weights);
  });
  test.afterAll(() => rm(folder, { recursive: true }));

  for (const way of ["dropped", "chosen"] as const) {
    test(`a folder ${way}: the first model opens, the other is one click away with its weights`, async ({
      studio,
      page,
    }) => {
      await studio.goto();
      if (way === "dropped") await studio.dropPaths(join(folder, "export"));
      else {
        await page.getByLabel("Folder of a model").setInputFiles(join(folder, "export"));
        await studio.idle();
      }
      const notice = page.getByRole("status", { name: "Files of the model" });
      await expect(notice).toContainText("2 models came together; a.onnx is open.");
      await expect(notice).toContainText("Missing: gone.bin");
      await notice.getByRole("button", { name: "b.onnx" }).click();
      await studio.idle();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("b.onnx");
      await expect(notice).toContainText("Attached weights/w.bin");
      await expect(page.getByText(counted).first()).toBeVisible();
    });
  }

  test("several files chosen in the dialog belong together", async ({ studio, page }) => {
    await writeFile(join(folder, "flat.onnx"), lyingIn("flat.data"));
    await writeFile(join(folder, "flat.data"), weights);
    await studio.goto();
    await studio.choose([join(folder, "flat.data"), join(folder, "flat.onnx")]);
    await expect(page.getByText(counted).first()).toBeVisible();
  });
});
