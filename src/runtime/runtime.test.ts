import { expect, test } from "vitest";
import { deviceById, devices } from "../device/catalog/index.ts";
import { runtimeById, runtimes, usualPrecision, usualRuntime } from "./runtime.ts";

test.each([
  ["pixel4", "tflite", "fp32"],
  ["pi5", "tflite", "fp32"],
  ["epyc_zen3", "ort", "fp32"],
  ["apple_m1_pro", "ort", "fp32"],
  ["v100", "ort", "fp32"],
  // A phone's GPU computes in half precision; the board's was measured with a library that does not.
  ["pixel4-gpu", "tflite", "fp16"],
  ["rk3399", "armcl", "fp32"],
  ["rk3399-gpu", "armcl", "fp32"],
])("nothing else being said, %s runs %s at %s", (id, runtime, precision) => {
  const device = deviceById(id)!;
  expect([usualRuntime(device), usualPrecision(device)]).toEqual([runtime, precision]);
});

test("every device has a usual runtime that there is; an id of none is none", () => {
  for (const device of devices) expect(runtimes).toContain(usualRuntime(device));
  expect(runtimeById("ort")).toBe("ort");
  expect(runtimeById("caffe")).toBeUndefined();
  expect(runtimeById(undefined)).toBeUndefined();
});
