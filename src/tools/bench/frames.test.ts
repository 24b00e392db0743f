import { expect, test } from "vitest";
import { quantile } from "./frames.ts";

test("nine of ten values lie below the ninth tenth", () => {
  const values = Array.from({ length: 10 }, (_, index) => index);
  expect(quantile(values, 0.9)).toBe(9);
  expect(quantile([3], 0.9)).toBe(3);
  expect(() => quantile([], 0.5)).toThrow("no values");
});
