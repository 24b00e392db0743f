import { expect, test } from "vitest";
import { essenceOf } from "../predict/essence.ts";
import type { Measurement, Predictor, PredictorInput } from "../predict/predictor.ts";
import { inputOf, smallNetwork, targetOf } from "../testing/gcn-weights.ts";
import { shipped } from "../testing/shipped.ts";

const target = targetOf("iphone7", { large: 2 });

const networkAt = (size: number): PredictorInput => inputOf(smallNetwork.replace("1,3,64,64", `1,3,${size},${size}`));
const measuredAt = (size: number, seconds: number): Measurement => ({ input: networkAt(size), target, seconds });

const predicted = async (input: PredictorInput, by: readonly Measurement[]) => {
  const predictor = by.length === 0 ? shipped : shipped.withMeasurements!(by);
  return (await predictor.prepare(input)).predict(target);
};

const measurements = [measuredAt(32, 0.002), measuredAt(64, 0.005), measuredAt(96, 0.009)];

test("what is left of a model in its essence bends a predictor exactly as the whole model does", async () => {
  const small = measurements.map((one) => ({ ...one, input: essenceOf(one.input) }));
  const [whole, reduced] = [await predicted(networkAt(48), measurements), await predicted(networkAt(48), small)];
  expect(reduced).toEqual(whole);
  const other = await predicted(essenceOf(networkAt(48)), small);
  expect(other.latencySeconds).toBe(whole.latencySeconds);
  expect([other.lowSeconds, other.highSeconds]).toEqual([whole.lowSeconds, whole.highSeconds]);
});

test("a prediction tells how many latencies bent it, on their target and on no other", async () => {
  const bent = await shipped.withMeasurements!(measurements).prepare(networkAt(48));
  expect(bent.predict(target).ownLatencies).toBe(3);
  expect(bent.predict(targetOf("iphone7", { large: 1 })).ownLatencies).toBeUndefined();
  expect((await predicted(networkAt(48), [])).ownLatencies).toBeUndefined();
});

test("a model that is refused, or has no known cost, does not keep the others from bending", async () => {
  const transformer = inputOf(
    "x: float32[4,8]\n const w: float32[8,8]\n a = MatMul(x, w)\n b = Mystery(a)\n y = Einsum(b)",
  );
  const strange = { input: transformer, target, seconds: 0.5 };
  const [without, beside] = [
    await predicted(networkAt(48), measurements),
    await predicted(networkAt(48), [strange, ...measurements]),
  ];
  expect(beside.latencySeconds).toBe(without.latencySeconds);
  expect(beside.ownLatencies).toBe(3);
  expect((await predicted(networkAt(48), [strange])).ownLatencies).toBeUndefined();
});

test("measurements that agree with each other narrow the doubt of a device that was never measured", async () => {
  const width = async (by: readonly Measurement[]): Promise<number> => {
    const { lowSeconds = Number.NaN, highSeconds = Number.NaN } = await predicted(networkAt(48), by);
    return highSeconds / lowSeconds;
  };
  const sizes = [32, 40, 56, 64, 80, 96];
  const agreeing = await Promise.all(
    sizes.map(async (size) => measuredAt(size, 1.3 * ((await predicted(networkAt(size), [])).latencySeconds ?? 0))),
  );
  expect(await width(agreeing)).toBeLessThan(await width([]));
  const scattered = agreeing.map((one, at) => ({ ...one, seconds: one.seconds * (at % 2 === 0 ? 0.5 : 2) }));
  expect(await width(scattered)).toBeGreaterThan(await width(agreeing));
});

test("however measurements disagree, no kernel comes to cost less than a third of what the device's speed says", async () => {
  const [dense, light] = [networkAt(96), networkAt(32)];
  const [before, lightBefore] = [await predicted(dense, []), await predicted(light, [])];
  // Slower on the whole, so that no node meets the bound of the device's peak and bandwidth.
  const ratios = [12, 0.8];
  const seconds = [before, lightBefore].map(({ latencySeconds = 0 }, at) => latencySeconds * (ratios[at] ?? 1));
  const after = await predicted(dense, [measuredAt(96, seconds[0]!), measuredAt(32, seconds[1]!)]);
  // The speed: the mean logarithm, with half a sample that says "as before".
  const speed = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / (ratios.length + 0.5));
  const gains = after.nodes.flatMap((time, at) => {
    const old = before.nodes[at] ?? 0;
    return time !== undefined && old > 0 ? [time / old] : [];
  });
  expect(gains.length).toBeGreaterThan(5);
  expect(Math.min(...gains)).toBeGreaterThan(0.999 * (speed / 3));
});

test("a node that runs inside another kernel at no cost is given none by a latency of one's own", async () => {
  const [input, oneCore] = [networkAt(64), targetOf("iphone7", { large: 1 })];
  const times = async (predictor: Predictor) => (await predictor.prepare(input)).predict(oneCore);
  const before = await times(shipped);
  const measured = { input, target: oneCore, seconds: 2 * before.latencySeconds! };
  const after = await times(shipped.withMeasurements!([measured]));
  const free = before.nodes.flatMap((time, at) => (time === 0 ? [at] : []));
  expect(free.map((at) => input.nodes[at]?.op)).toContain("Relu");
  expect(free.map((at) => after.nodes[at])).toEqual(free.map(() => 0));
});
