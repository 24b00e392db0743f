/** A person chooses the sizes a model leaves open. */
import { encodeModel } from "../src/onnx/encode.ts";
import { modelOf } from "../src/testing/graph-text.ts";
import { body, withBodies } from "../src/testing/body-text.ts";
import { expect, type Studio, test } from "./studio.ts";

/** 3·3·3·8 MACs for each of H·W positions of each image. */
const dynamic = encodeModel(
  modelOf(`
    x: float32[batch,3,H,W]
    const w: float32[8,3,3,3]
    y = Conv(x, w) pads=[1,1,1,1]
    z = Relu(y)
  `),
);

const detector = encodeModel(
  modelOf(`
    boxes: float32[1,100,4]
    scores: float32[1,3,100]
    const most: int64[1] = 20
    kept = NonMaxSuppression(boxes, scores, most)
    rows = Cast(kept) to=1
    const w: float32[3,10]
    y = MatMul(rows, w)
  `),
);

const field = (studio: Studio, name: string | RegExp) =>
  studio.region("Inspector").getByRole("spinbutton", { name, exact: true });
const total = (studio: Studio, name: string) =>
  studio.page.getByLabel("Totals of the model").locator("div", { hasText: name }).locator("dd");

test("an assumed size says why, another value counts again, and the address keeps it", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("dynamic.onnx", dynamic);
  await expect(field(studio, "batch")).toHaveValue("1");
  await expect(studio.region("Inspector")).toContainText("assumed: batch of one");
  await expect(total(studio, "MACs")).toHaveText("10.8 MMAC");
  await field(studio, "batch").fill("4");
  await field(studio, "batch").press("Enter");
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText("43.4 MMAC");
  await expect(page).toHaveURL(/set=batch:4/);
  await expect(field(studio, "batch")).toBeFocused();
  await page.getByRole("button", { name: "Reset batch" }).click();
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText("10.8 MMAC");
  await expect(page).not.toHaveURL(/set=/);
});

test("a link with sizes waits for its file, and another file begins without them", async ({ studio }) => {
  await studio.goto("/?file=dynamic.onnx&set=batch:2,H:112");
  await studio.drop("dynamic.onnx", dynamic);
  await expect(field(studio, "batch")).toHaveValue("2");
  await expect(field(studio, "H")).toHaveValue("112");
  await expect(field(studio, "W")).toHaveValue("224");
  await studio.drop("other.onnx", dynamic);
  await expect(field(studio, "batch")).toHaveValue("1");
});

test("the selection and the view stay while sizes change", async ({ studio, page }) => {
  await studio.goto("/?file=dynamic.onnx");
  await studio.drop("dynamic.onnx", dynamic);
  await field(studio, "H").fill("64");
  await studio.region("Operators").getByRole("row", { name: /Relu/ }).click();
  await studio.idle();
  await expect(page).toHaveURL(/set=H:64/);
  await expect(page).toHaveURL(/node=Relu_1/);
  await expect(studio.region("Inspector")).toContainText("Relu");
});

test("what only run time decides is asked: the bound is offered, and answering counts the nodes behind", async ({
  studio,
  page,
}) => {
  await studio.goto();
  await studio.drop("detector.onnx", detector);
  const inspector = studio.region("Inspector");
  await expect(inspector).toContainText("The totals leave out 3 of 3 nodes");
  await expect(field(studio, /How many boxes does NonMaxSuppression_0 keep/)).toHaveValue("");
  await expect(total(studio, "MACs")).toHaveText("0 MAC");
  await inspector.getByRole("button", { name: "take 60, the most it can be" }).click();
  await studio.idle();
  // 60 rows · 3 · 10.
  await expect(total(studio, "MACs")).toHaveText("1.80 kMAC");
  await expect(inspector).toContainText("assumed by you");
  await expect(page).toHaveURL(/set=NonMaxSuppression_0%230:60/);
  await page.getByRole("button", { name: "Reset all sizes" }).click();
  await studio.idle();
  await expect(total(studio, "MACs")).toHaveText("0 MAC");
});

test("how often a loop repeats is asked", async ({ studio }) => {
  const loop = withBodies("n: int64[]\n go: bool[]\n x: float32[8]\n y = Loop(n, go, x)", {
    body: body("i: int64[]\n c: bool[]\n s: float32[8]\n c2 = Identity(c)\n t = Relu(s)", ["c2", "t"]),
  });
  await studio.goto();
  await studio.drop("loop.onnx", encodeModel(loop));
  const trips = field(studio, "How often does Loop_0 repeat?");
  await trips.fill("5");
  await trips.blur();
  await studio.idle();
  await expect(total(studio, "FLOPs")).toHaveText("40.0 FLOP");
});

test("a value that is no size is not taken, and the field says what is", async ({ studio, page }) => {
  await studio.goto();
  await studio.drop("dynamic.onnx", dynamic);
  await field(studio, "batch").fill("-3");
  await field(studio, "batch").press("Enter");
  await expect(studio.region("Inspector")).toContainText("a whole number of at least 1");
  await expect(page).not.toHaveURL(/set=/);
});
