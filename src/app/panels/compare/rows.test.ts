import { expect, test } from "vitest";
import { roofline } from "../../../predict/roofline.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { targetOf } from "../../../testing/gcn-weights.ts";
import { amountText, differenceText, intervalText, kindRows } from "./rows.ts";

const whole = (value: number) => ({ value, partial: false });
const cell = (absolute: number, relative: number | undefined) => ({
  amount: whole(1),
  difference: { absolute, relative },
});

test("an amount in its unit; what lacks a part says so, what is unknown is a dash", () => {
  expect(amountText(whole(12.3e-3), "seconds")).toBe("12.3 ms");
  expect(amountText({ value: 3.64e9, partial: true }, "flops")).toBe("≥ 3.64 GFLOP");
  expect(amountText({ value: 25e-3, low: 9.46e-3, high: 41.2e-3, partial: false }, "joules")).toBe("9.46–41.2 mJ");
  expect(amountText(whole(11_689), "count")).toBe("11,689");
  expect(amountText(undefined, "macs")).toBe("—");
});

test("an interval stands under a number that has one", () => {
  expect(intervalText({ value: 1, low: 0.9, high: 1.2, partial: false }, "seconds")).toBe("900 ms – 1.20 s");
  expect(intervalText({ value: 1, low: 1, high: 1.2, partial: false }, "seconds")).toBe("1.00–1.20 s");
  expect(intervalText(whole(1), "seconds")).toBe("");
  expect(intervalText({ value: 1, low: 0.9, high: 1.2, partial: false }, "joules")).toBe("");
});

test("a difference in units and in percent; of shares in points; none is the same", () => {
  expect(differenceText(cell(-2.7e-3, -0.18), "seconds")).toBe("−2.70 ms, −18.0 %");
  expect(differenceText(cell(3, undefined), "count")).toBe("+3");
  expect(differenceText(cell(0.051, 0.1), "share")).toBe("+5.1 points");
  expect(differenceText(cell(0, 0), "bytes")).toBe("same");
  expect(differenceText({ amount: whole(1), difference: undefined }, "bytes")).toBe("");
});

test("classes of all subjects, the costliest first; a model without a class has no number for it", async () => {
  const subjectOf = async (text: string) => {
    const analysis = analysisOf(text);
    const prepared = await roofline.prepare(analysis);
    return { analysis, prediction: prepared.predict(targetOf("pixel4", { large: 1 })) };
  };
  const conv = "x: float32[1,64,56,56]\n const w: float32[64,64,3,3]\n a = Conv(x, w) pads=[1,1,1,1]";
  const subjects = [await subjectOf(conv), await subjectOf(`${conv}\n b = Relu(a)`)];
  const rows = kindRows(subjects);
  expect(rows.map(({ opClass }) => opClass.id)).toEqual(["conv", "activation"]);
  expect(rows[0]?.seconds[0]).toBe(rows[0]?.seconds[1]);
  expect(rows[1]?.seconds[0]).toBeUndefined();
  const [first] = subjects;
  if (first === undefined) throw new Error("no subject");
  expect(kindRows([{ ...first, prediction: undefined }])).toEqual([]);
});
