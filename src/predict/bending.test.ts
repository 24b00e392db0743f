import { expect, test } from "vitest";
import { createGcnPredictor } from "../learn/gcn-predictor.ts";
import { plainEngine } from "../learn/gcn.ts";
import { inputOf, randomWeights, smallNetwork, targetOf } from "../testing/gcn-weights.ts";
import { createBending } from "./bending.ts";
import type { Measurement } from "./predictor.ts";
import { roofline } from "./roofline.ts";

const input = inputOf(smallNetwork);
const target = targetOf("pixel4", { large: 1 });
const learned = createGcnPredictor(randomWeights(), plainEngine);
const measurement: Measurement = { input, target, seconds: 1 };

const latencies = async (bending: ReturnType<typeof createBending>) =>
  Promise.all(
    (await bending.predictors()).map(async (one) => (await one.prepare(input)).predict(target).latencySeconds),
  );

test("what can learn is bent by the last measurements, what cannot stays as it is, and without any all do", async () => {
  const bending = createBending(() => Promise.resolve([roofline, learned]));
  const [bound = 0, before = 0] = await latencies(bending);
  bending.bendBy([measurement]);
  const [same, after = 0] = await latencies(bending);
  expect(same).toBe(bound);
  expect(after).toBeGreaterThan(before);
  expect(await bending.predictors()).toBe(await bending.predictors());
  bending.bendBy([]);
  expect(await latencies(bending)).toEqual([bound, before]);
});

test("what was said before the bending can still be asked", async () => {
  const bending = createBending(() => Promise.resolve([roofline, learned]));
  const [, before] = await latencies(bending);
  bending.bendBy([measurement]);
  expect((await bending.unbent([measurement])).map(({ latencySeconds }) => latencySeconds)).toEqual([before]);
  expect(await createBending(() => Promise.resolve([roofline])).unbent([measurement])).toEqual([]);
});
