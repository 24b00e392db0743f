import { expect, test } from "vitest";
import { contrast, heatBin, heatBins, heatColors, inkOn, luminance } from "./heat.ts";

test("hotter is brighter, without exception", () => {
  const brightness = heatColors.map(luminance);
  expect(brightness).toEqual(brightness.toSorted((a, b) => a - b));
  expect(new Set(heatColors).size).toBe(heatBins);
});

test("text on every step of the scale has a contrast of at least 4.5 (WCAG AA)", () => {
  for (const fill of heatColors) expect(contrast(fill, inkOn(fill))).toBeGreaterThanOrEqual(4.5);
});

test("contrast of black on white is 21", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
});

test("the costliest node has the last bin, a node without time or of unknown time none", () => {
  expect(heatBin(0.04, 0.04)).toBe(heatBins - 1);
  expect(heatBin(0.0001, 0.04)).toBe(0);
  expect(heatBin(0.02, 0.04)).toBe(heatBins / 2);
  expect(heatBin(0, 0.04)).toBeUndefined();
  expect(heatBin(undefined, 0.04)).toBeUndefined();
  expect(heatBin(undefined, 0)).toBeUndefined();
});
