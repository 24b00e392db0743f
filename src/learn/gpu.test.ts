/** GPUs beside processors in one set of weights: each is answered by what was learned of it, and by no other. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultCores } from "../device/core-set.ts";
import { deviceById } from "../device/catalog/index.ts";
import type { Prediction, Target } from "../predict/predictor.ts";
import { inputOf, randomWeights, smallNetwork, targetOf } from "../testing/gcn-weights.ts";
import { shipped } from "../testing/shipped.ts";
import { createGcnPredictor } from "./gcn-predictor.ts";
import { plainEngine } from "./gcn.ts";
import type { Group } from "./weights.ts";

const input = inputOf(smallNetwork);
const weights = randomWeights();
const [processor] = weights.groups;

const gpuGroup: Group = {
  ...processor!,
  id: "test tflite fp16 pixel4-gpu",
  precision: "fp16",
  kernels: "tflite-adreno-640",
  strength: 0,
  configurations: processor!.configurations
    .slice(0, 1)
    .map((one) => ({ ...one, device: "pixel4-gpu", cores: "large:2" })),
};

const predictor = createGcnPredictor({ ...weights, groups: [...weights.groups, gpuGroup] }, plainEngine);
const ready = await predictor.prepare(input);

const onGpu = (id: string, state: Partial<Target["state"]> = {}): Target => ({
  ...targetOf(id, defaultCores(deviceById(id)!), state),
  precision: "fp16",
});
const ask = (state: Partial<Target["state"]> = {}): Prediction => ready.predict(onGpu("pixel4-gpu", state));

const clock = fc.double({ min: 1e8, max: 1e9, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("laws of state hold for a GPU", () => {
  test("nodes sum to the latency; a higher clock is never slower, more load never faster", () => {
    fc.assert(
      fc.property(clock, clock, share, share, (a, b, u, v) => {
        const { latencySeconds = 0, nodes } = ask({ frequencyHz: a, utilization: u });
        expect(nodes.reduce<number>((sum, time) => sum + (time ?? 0), 0)).toBeCloseTo(latencySeconds, 12);
        const faster = ask({ frequencyHz: Math.max(a, b), utilization: Math.min(u, v) }).latencySeconds ?? 0;
        const slower = ask({ frequencyHz: Math.min(a, b), utilization: Math.max(u, v) }).latencySeconds ?? 0;
        expect(faster).toBeLessThanOrEqual(slower * (1 + 1e-9));
      }),
    );
  });

  test("a load is one on the GPU itself, and that is said", () => {
    expect(ask().warnings).toEqual([]);
    expect(ask({ utilization: 0.5 }).warnings.join()).toContain("on the GPU itself");
  });
});

test("what was learned of a GPU answers for no processor, nor the other way round", () => {
  const { latencySeconds, warnings } = ready.predict({ ...targetOf("pixel4", { large: 1 }), precision: "fp16" });
  expect(latencySeconds).toBeUndefined();
  expect(warnings).toEqual(["Not trained on fp16 with TFLite, only on fp32."]);
  expect(ready.predict({ ...onGpu("pixel4-gpu"), precision: "fp32" }).warnings).toEqual([
    "Not trained on TFLite at fp32 for Google Pixel 4, GPU (Adreno 640), only on TFLite at fp16.",
  ]);
});

test("a part of a GPU, and another GPU, are refused with what there is", () => {
  const part: Target = { ...targetOf("pixel4-gpu", { large: 1 }), precision: "fp16" };
  expect(ready.predict(part).warnings.join()).toContain("only on 2 large");
  expect(ready.predict(onGpu("v100")).warnings.join()).toMatch(
    /^Not trained on .*V100.*, only on Google Pixel 4, GPU \(Adreno 640\)\.$/,
  );
});

test("without any GPU in the weights, a GPU is refused by name", async () => {
  const alone = await createGcnPredictor(weights, plainEngine).prepare(input);
  expect(alone.predict(onGpu("s10-gpu")).warnings.join()).toMatch(
    /^Not trained on .*Mali-G76 MP12.*, only on processors\.$/,
  );
});

describe("the predictor that ships", () => {
  const asks: readonly (readonly [string, Target])[] = [
    ...["pixel4-gpu", "s10-gpu", "mi8se-gpu", "a03s-gpu", "iphonexs-gpu"].map(
      (id) => [`TFLite on ${id}`, onGpu(id)] as const,
    ),
    ...["pixel4-gpu", "s10-gpu", "onefusion-gpu", "iphonexs-gpu"].map(
      (id) => [`PyTorch Mobile on ${id}`, { ...onGpu(id), runtime: "pytorch-mobile" }] as const,
    ),
    [
      "ARM Compute Library on rk3399-gpu",
      { ...onGpu("rk3399-gpu", { frequencyHz: 4e8 }), runtime: "armcl", precision: "fp32" },
    ],
  ];

  test.each(asks)("knows %s, with an interval", async (_, target) => {
    const {
      latencySeconds = 0,
      lowSeconds = 0,
      highSeconds = 0,
      nodes,
    } = (await shipped.prepare(input)).predict(target);
    expect(lowSeconds).toBeGreaterThan(0);
    expect(latencySeconds).toBeGreaterThan(lowSeconds);
    expect(highSeconds).toBeGreaterThan(latencySeconds);
    expect(nodes.reduce<number>((sum, time) => sum + (time ?? 0), 0)).toBeCloseTo(latencySeconds, 9);
  });
});
