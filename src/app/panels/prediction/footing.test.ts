import { expect, test } from "vitest";
import { deviceById, devices } from "../../../device/catalog/index.ts";
import { defaultCores } from "../../../device/core-set.ts";
import { type Device, precisions } from "../../../device/device.ts";
import { nominalState } from "../../../device/roofline.ts";
import { runtimes } from "../../../runtime/runtime.ts";
import { inputOf } from "../../../testing/gcn-weights.ts";
import { shipped } from "../../../testing/shipped.ts";
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
    { device: "pixel4", runtime: "tflite", precision: "fp32", scalesTo: ["phone", "board"] },
    { device: "pixel4", runtime: "tflite", precision: "int8", scalesTo: ["phone", "board"] },
    { device: "pixel4-gpu", runtime: "tflite", precision: "fp16", scalesTo: [] },
    { device: "rk3399", runtime: "armcl", precision: "fp32", scalesTo: [] },
  ]),
];

const named = (id: string): Device => {
  const device = deviceById(id);
  if (device === undefined) throw new Error(`${id} is not in the catalogue`);
  return device;
};

test.each([
  ["pixel4", { tflite: "here", armcl: "none", ncnn: "none", ort: "none" }],
  ["rk3399", { tflite: "elsewhere", armcl: "here", ncnn: "none", ort: "none" }],
  ["pixel4-gpu", { tflite: "here", armcl: "none", ncnn: "none", ort: "none" }],
  ["epyc_zen3", { tflite: "none", armcl: "none", ncnn: "none", ort: "none" }],
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

test("what ships answers by learning for every device wherever the picker says that it would, and nowhere else", async () => {
  const prepared = await shipped.prepare(
    inputOf("x: float32[1,64,56,56]\nconst w: float32[64,64,3,3]\ny = Conv(x, w) pads=[1,1,1,1]"),
  );
  const wrong = devices.flatMap((device) =>
    runtimes.flatMap((runtime) =>
      precisions.flatMap((precision) => {
        const cores = defaultCores(device);
        const state = nominalState(device, cores)!;
        const { latencySeconds } = prepared.predict({ device, cores, runtime, precision, state });
        const footing = footingOf([shipped], device, { runtime, precision });
        // A rate that nobody published leaves a device without a scale.
        const isKnown =
          device.clusters[0]?.flopsPerCycle.fp32 !== undefined && state.bandwidthBytesPerSecond !== undefined;
        const isRight =
          footing === "elsewhere" && !isKnown ? true : (latencySeconds !== undefined) === (footing !== "none");
        return isRight ? [] : [`${device.id} ${runtime} ${precision}: ${footing}, ${latencySeconds}`];
      }),
    ),
  );
  expect(wrong).toEqual([]);
});
