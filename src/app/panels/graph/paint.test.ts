import { expect, test } from "vitest";
import type { Prediction } from "../../../predict/predictor.ts";
import { fusionOf } from "../../../runtime/fusion/kernels.ts";
import { tfliteCpu } from "../../../runtime/fusion/tflite-cpu.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { heatBins } from "../../ui/heat.ts";
import { kernelHeat, nodeHeat } from "./paint.ts";

const { nodes, edges } = analysisOf(`
  x: float32[1,8,16,16]
  const w: float32[8,8,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  r = Relu(a)
  y = Sigmoid(r)
`);
const fusion = fusionOf(nodes, edges, tfliteCpu);
const prediction = (seconds: readonly (number | undefined)[]): Prediction => ({
  latencySeconds: 10,
  lowSeconds: undefined,
  highSeconds: undefined,
  coverage: 1,
  warnings: [],
  nodes: seconds,
});

test("a kernel is as hot as its nodes together, and the scale ends at the hottest kernel", () => {
  expect(nodeHeat(3, prediction([4, 2, 4]))).toEqual({
    top: 0.4,
    bins: [heatBins - 1, heatBins / 2, heatBins - 1],
    shares: ["40.0 %", "20.0 %", "40.0 %"],
  });
  const heat = kernelHeat(3, fusion, prediction([4, 2, 4]));
  expect(heat.top).toBeCloseTo(0.6, 12);
  expect(heat.shares).toEqual(["60.0 %", "", "40.0 %"]);
  expect([heat.bins[0], heat.bins[1]]).toEqual([heatBins - 1, undefined]);
});

test("a kernel with a node of unknown time is of unknown time", () => {
  expect(kernelHeat(3, fusion, prediction([4, undefined, 4])).shares).toEqual(["", "", "40.0 %"]);
  expect(kernelHeat(3, fusion, undefined)).toMatchObject({ top: 0, shares: ["", "", ""] });
});
