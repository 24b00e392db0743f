/** How a layer is computed: which algorithm a library picks, and what another one would change. */
import { expect, test } from "./studio.ts";

test("a selected convolution shows its algorithms, an override changes the sums, and the link restores it", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=resnet18&runtime=ncnn");
  await studio
    .region("Operators")
    .getByRole("row", { name: /layer1\.0\.conv1/ })
    .click();
  await page.getByRole("tab", { name: "Convolution" }).click();
  await studio.idle();

  // 56x56, 64→64: direct 115.6 M multiplications, F(4,3) 28.9 M, F(6,3) 26.2 M with V + M of 3.28 MB.
  const panel = page.getByRole("region", { name: "Convolution", exact: true });
  await expect(panel).toContainText("layer1.0.conv1");
  const table = panel.getByRole("table", { name: "Algorithms for this convolution" });
  const row = (name: RegExp) => table.getByRole("row", { name });
  await expect(row(/^Direct/)).toContainText("116 M");
  await expect(row(/F\(4,3\)/)).toContainText("28.9 M");
  await expect(row(/F\(4,3\)/)).toContainText("3.80×");
  await expect(row(/F\(6,3\)/)).toContainText("26.2 M");
  await expect(row(/F\(6,3\)/)).toContainText("3.28 MB");
  await expect(row(/F\(6,3\)/).getByRole("radio")).toBeChecked();
  await expect(panel.getByRole("definition").filter({ hasText: "neighbours must be unfolded" })).toBeVisible();
  const picks = panel.getByRole("table", { name: "What each library picks for this convolution" });
  await expect(picks.getByRole("row", { name: /^XNNPACK/ })).toContainText("Indirect GEMM");

  const totals = panel.getByRole("table", { name: "Convolutions of the whole model" });
  const multiplications = totals.getByRole("row", { name: /^Multiplications/ });
  const before = await multiplications.innerText();
  // ResNet-18 has 1.814 G MACs, 512,000 of them in its last layer, which is no convolution.
  expect(before).toContain("1.81 G");
  await row(/^Direct/)
    .getByRole("radio")
    .check();
  await studio.idle();
  // 115.6 M - 26.2 M = 89.4 M more.
  await expect(multiplications).toContainText("+89.4 M");
  await expect(page).toHaveURL(/algorithm=layer1\.0\.conv1:direct/);

  await page.reload();
  await studio.idle();
  await expect(row(/^Direct/).getByRole("radio")).toBeChecked();
  await expect(multiplications).toContainText("+89.4 M");
  await panel.getByRole("button", { name: "Take back 1 override" }).click();
  await studio.idle();
  await expect(row(/F\(6,3\)/).getByRole("radio")).toBeChecked();
  await expect(page).not.toHaveURL(/algorithm=/);
  expect(await multiplications.innerText()).toBe(before);
});

test("the library follows the runtime until one is chosen, which the link remembers", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&view=convolution&node=layer1.0.conv1");
  const panel = page.getByRole("region", { name: "Convolution", exact: true });
  const table = panel.getByRole("table", { name: "Algorithms for this convolution" });
  await expect(table.getByRole("row", { name: /Indirect GEMM/ }).getByRole("radio")).toBeChecked();
  await panel.getByRole("combobox", { name: "Library" }).selectOption({ label: "MindSpore Lite" });
  await studio.idle();
  await expect(table.getByRole("row", { name: /F\(6,3\)/ }).getByRole("radio")).toBeChecked();
  await expect(page).toHaveURL(/library=mindspore-lite/);
  await page.getByRole("combobox", { name: "Runtime" }).selectOption({ label: "ONNX Runtime" });
  await studio.idle();
  await expect(table.getByRole("row", { name: /F\(6,3\)/ }).getByRole("radio")).toBeChecked();
});
