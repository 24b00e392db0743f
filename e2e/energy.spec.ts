/** A person asks where the energy of an inference goes, and who says so. */
import { expect, test } from "./studio.ts";

/** Both ends of the headline in joules. */
function bandOf(text: string): readonly [number, number] {
  const [, low = "", high = "", unit = ""] = /([\d.]+)–([\d.]+) (J|mJ|µJ)/.exec(text) ?? [];
  const size = { J: 1, mJ: 1e-3, µJ: 1e-6 }[unit] ?? Number.NaN;
  return [Number(low) * size, Number(high) * size];
}

test("energy is a band, split by operators and by where it goes, in the chosen technology", async ({
  studio,
  page,
}) => {
  await studio.goto("/?model=mobilenet_v2&device=pixel4");
  await page.getByRole("tab", { name: "Energy" }).click();
  await studio.idle();
  const region = page.getByRole("region", { name: "Energy" });
  const headline = region.getByLabel("Energy per inference");
  const [low, high] = bandOf((await headline.textContent()) ?? "");
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(low);

  const table = region.getByRole("table", { name: /Energy per inference by class of operator/ });
  await expect(table.getByRole("columnheader", { name: "DRAM" })).toBeVisible();
  await expect(table.getByRole("rowheader", { name: "Conv", exact: true })).toBeVisible();

  await region.getByLabel("Technology").selectOption({ label: "45 nm throughout" });
  await studio.idle();
  await expect(page).toHaveURL(/technology=45nm/);
  const [older] = bandOf((await headline.textContent()) ?? "");
  expect(older).toBeGreaterThan(low);
});

test("narrower arithmetic costs less, and a measured power stands beside the sum", async ({ studio, page }) => {
  await studio.goto("/?model=resnet18&device=pixel4&view=energy");
  const region = page.getByRole("region", { name: "Energy" });
  const headline = region.getByLabel("Energy per inference");
  await expect(region.getByText(/from measured power: 1\.08 W/)).toBeVisible();
  const [wide] = bandOf((await headline.textContent()) ?? "");
  await page.getByLabel("Precision").selectOption("int8");
  await studio.idle();
  const [narrow] = bandOf((await headline.textContent()) ?? "");
  expect(narrow).toBeLessThan(wide / 2);
});

test("every unit energy has its source, and the draft's stand beside accepted ones", async ({ studio, page }) => {
  await studio.goto("/?model=squeezenet1_1&device=pi5&view=energy");
  const region = page.getByRole("region", { name: "Energy" });
  await region.getByText("Unit energies and their sources").press("Enter");
  const multiply = region.getByRole("row", { name: /^fp32 multiplication/ });
  await expect(multiply).toContainText("1.31 pJ");
  await expect(multiply).toContainText("ISCA 2021");
  await expect(region.getByRole("row", { name: /^fp16 addition/ })).toContainText("scaled");
  await region.getByText("The draft’s figures, and accepted values").press("Enter");
  await expect(region.getByRole("row", { name: /^GPU, one memory access/ })).toContainText("Too high");
});

test("the worked examples are one click away from the help", async ({ studio, page }) => {
  await studio.goto("/");
  await page.getByRole("button", { name: "Help" }).click();
  const link = page.getByRole("link", { name: "Worked examples" });
  await page.goto(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
  await expect(page.getByRole("heading", { name: "Worked examples" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^Network/ })).toContainText("672,168");
});
