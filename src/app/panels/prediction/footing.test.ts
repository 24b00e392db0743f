import { expect, test } from "vitest";
import { deviceById } from "../../../device/catalog/index.ts";
import { runtimes } from "../../../runtime/runtime.ts";
import type { Device } from "../../../device/device.ts";
import type { Measured, PredictorCard } from "../../../predict/predictor.ts";
import { footingOf } from "./footing.ts";

const card = (measured: readonly Measured[]): PredictorCard => ({
  id: "learned",
  label: "Learned",
  caveat: "",
  provenance: undefined,
  measured,
});

const bound: PredictorCard = { id: "roofline", label: "Bound", caveat: "", provenance: undefined };

const cards = [
  bound,
  card([
    { device: "pixel4", runtime: "tflite", precision: "fp32" },
    { device: "pixel4", runtime: "tflite", precision: "int8" },
    { device: "pixel4-gpu", runtime: "tflite", precision: "fp16" },
    { device: "rk3399", runtime: "armcl", precision: "fp32" },
    { device: "rk3399-gpu", runtime: "ncnn", precision: "fp32" },
  ]),
];

const named = (id: string): Device => {
  const device = deviceById(id);
  if (device === undefined) throw new Error(`${id} is not in the catalogue`);
  return device;
};

test.each([
  ["pixel4", { tflite: "here", armcl: "elsewhere", ncnn: "none", ort: "none" }],
  ["rk3399", { tflite: "elsewhere", armcl: "here", ncnn: "none", ort: "none" }],
  ["pixel4-gpu", { tflite: "here", armcl: "none", ncnn: "none", ort: "none" }],
  ["s10-gpu", { tflite: "none", armcl: "none", ncnn: "none", ort: "none" }],
])("runtimes on %s rest on %j", (id, expected) => {
  const rest = Object.fromEntries(runtimes.map((runtime) => [runtime, footingOf(cards, named(id), { runtime })]));
  expect(rest).toMatchObject(expected);
});

test("a precision counts with its runtime: fp16 was measured on the GPU alone", () => {
  const of = (id: string, precision: "fp32" | "fp16" | "int8") =>
    footingOf(cards, named(id), { runtime: "tflite", precision });
  expect((["fp32", "fp16", "int8"] as const).map((one) => of("pixel4", one))).toEqual(["here", "none", "here"]);
  expect((["fp32", "fp16", "int8"] as const).map((one) => of("s10", one))).toEqual(["elsewhere", "none", "elsewhere"]);
  expect(of("pixel4-gpu", "fp16")).toBe("here");
});

test("a predictor that learned nothing is no footing", () => {
  expect(footingOf([bound], named("pixel4"), { runtime: "tflite" })).toBe("none");
});
