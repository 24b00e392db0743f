import fc from "fast-check";
import { expect, test } from "vitest";
import { analysisOf } from "../testing/analyze-text.ts";

const peak = (text: string) => analysisOf(text).totals.peakActivationBytes;

test("a chain holds two neighbours at a time: 400 + 400", () => {
  expect(peak("x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Abs(b)")).toBe(800);
});

test("a skip connection stays alive: x, a and b together, 3·400", () => {
  expect(peak("x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Add(b, x)")).toBe(1200);
});

test("a view shares its input's memory: reshaping holds 400, then 400 + 400", () => {
  const text = `
    x: float32[100]
    const s: int64[2] = 10,10
    a = Reshape(x, s)
    y = Relu(a)
  `;
  expect(peak(text)).toBe(800);
});

test("weights are no activations: 1·4·8·8·4 in and the same out", () => {
  expect(peak("x: float32[1,4,8,8]\n const w: float32[4,4,1,1]\n y = Conv(x, w)")).toBe(2048);
});

/** A random straight-line program of unary and binary nodes over vectors of 25 floats. */
const programs = fc.array(fc.tuple(fc.boolean(), fc.nat(100), fc.nat(100)), { minLength: 1, maxLength: 12 });

test("the peak lies between the largest node's working set and the sum of all values", () => {
  fc.assert(
    fc.property(programs, (steps) => {
      const lines = steps.map(([binary, a, b], index) => {
        const value = (n: number) => (n % (index + 1) === 0 ? "x" : `v${(n % (index + 1)) - 1}`);
        return binary ? `v${index} = Add(${value(a)}, ${value(b)})` : `v${index} = Relu(${value(a)})`;
      });
      const result = peak(`x: float32[25]\n ${lines.join("\n ")}`) ?? NaN;
      const working = lines.map((line) => 100 * (1 + new Set(line.match(/\((.*)\)/)?.[1]?.split(", ")).size));
      expect(result).toBeGreaterThanOrEqual(Math.max(...working));
      expect(result).toBeLessThanOrEqual(100 * (lines.length + 1));
    }),
  );
});
