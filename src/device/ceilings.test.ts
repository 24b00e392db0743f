import { expect, test } from "vitest";
import { pi4 } from "./catalog/pi4.ts";
import { pi5 } from "./catalog/pi5.ts";
import { ceilingsOf } from "./ceilings.ts";

const state = (frequencyHz: number) => ({ frequencyHz, utilization: 0, bandwidthBytesPerSecond: undefined });
const rates = (...call: Parameters<typeof ceilingsOf>) =>
  Object.fromEntries(ceilingsOf(...call).map(({ id, rate }) => [id, rate.value / 1e9]));

test("one Cortex-A76 at 2.4 GHz: 38.4 GFLOP/s, half without FMA, a quarter of it scalar; fp16 twice, int8 four times", () => {
  const found = rates(pi5, { large: 1 }, "fp32", state(2.4e9));
  expect(found["no-fma"]).toBeCloseTo(19.2);
  expect(found.scalar).toBeCloseTo(9.6);
  expect(found.fp16).toBeCloseTo(76.8);
  expect(found.int8).toBeCloseTo(153.6);
  expect(found["all-cores"]).toBeCloseTo(153.6);
  expect(found["one-core"]).toBeUndefined();
});

test("several cores: what one of them does alone; ceilings follow the clock and fall", () => {
  expect(rates(pi5, { large: 4 }, "fp32", state(1.2e9))).toMatchObject({ "one-core": 19.2, "no-fma": 38.4 });
  const order = ceilingsOf(pi5, { large: 2 }, "fp32", state(2.4e9)).map(({ rate }) => rate.value);
  expect(order).toEqual(order.toSorted((a, b) => b - a));
});

test("unknown rates are left out: no scalar rate of a Cortex-A72, no fp16 before ARMv8.2", () => {
  const found = rates(pi4, { large: 1 }, "fp32", state(1.5e9));
  expect(found).not.toHaveProperty("scalar");
  expect(found).not.toHaveProperty("fp16");
  expect(found).toHaveProperty("no-fma");
  expect(rates(pi5, { large: 1 }, "int8", state(2.4e9))).not.toHaveProperty("no-fma");
});
