import { expect, test } from "vitest";
import { arithmetic45, drams, perByte, sram45 } from "./coefficients.ts";
import { draftClaims } from "./draft.ts";

const [cpuAccess, cpuProduct, gpuAccess, gpuProduct, cache] = draftClaims;
const factor = (one: number, other: number) => Number((one / other).toPrecision(1));

test("accepted values follow from the unit energies", () => {
  expect(cache?.value.low).toBe(sram45[0]?.access.band.low);
  expect(cache?.value.high).toBe(sram45.at(-1)?.access.band.high);
  expect(cpuAccess?.value.low).toBeCloseTo(32 * 8e-12, 15);
  const mac = arithmetic45.fp32Multiply.band.low + arithmetic45.fp32Add.band.low;
  expect(cpuProduct?.value.low).toBeCloseTo(1024 ** 3 * mac, 4);
  expect(cpuProduct?.value.high).toBeCloseTo(2 * 1024 ** 3 * 21.6e-12, 3);
  expect(gpuProduct?.value.high).toBeCloseTo((2 * 1024 ** 3 * 400) / 19.5e12, 3);
  expect(gpuProduct?.value.low).toBeCloseTo((2 * 1024 ** 3 * 400) / 312e12, 4);
  const hbm = drams.find(({ types }) => types.includes("HBM2"));
  expect(hbm && 128 * perByte(hbm.access).low).toBeCloseTo(gpuAccess?.value.low ?? 0, 10);
});

test("verdicts say by how much", () => {
  expect(Math.round((cpuAccess?.value.high ?? 0) / (cpuAccess?.draft.low ?? 1))).toBe(64);
  expect(Math.round((cpuAccess?.value.high ?? 0) / (cpuAccess?.draft.high ?? 1))).toBe(3);
  expect(factor(gpuAccess?.draft.low ?? 0, gpuAccess?.value.high ?? 1)).toBe(700);
  expect(Math.round((gpuAccess?.draft.high ?? 0) / (gpuAccess?.value.low ?? 1))).toBe(250_000);
  expect(factor(cache?.value.low ?? 0, cache?.draft.high ?? 1)).toBe(100);
  expect(factor(cache?.value.high ?? 0, cache?.draft.low ?? 1)).toBe(10_000);
});

test("the draft's band and the accepted one never meet where it is judged wrong by a factor", () => {
  for (const claim of [cpuAccess, gpuAccess, cache]) {
    const apart =
      (claim?.draft.high ?? 0) < (claim?.value.low ?? 0) || (claim?.draft.low ?? 0) > (claim?.value.high ?? 0);
    expect(apart, claim?.what).toBe(true);
  }
});
