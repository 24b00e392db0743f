import { describe, expect, test } from "vitest";
import { lightness, markers, paletteOf, palettes, rampAt } from "./palette.ts";

test("lightness after CIE: white 100, black 0, middle grey #777777 50", () => {
  expect(lightness("#ffffff")).toBeCloseTo(100, 5);
  expect(lightness("#000000")).toBeCloseTo(0, 5);
  expect(lightness("#777777")).toBeCloseTo(50, 0);
});

test("greys can be told apart: any two differ by 10 in lightness", () => {
  const greys = paletteOf("grey").inks.map(({ color }) => lightness(color));
  for (const [i, one] of greys.entries()) {
    for (const other of greys.slice(i + 1)) expect(Math.abs(one - other)).toBeGreaterThan(10);
  }
});

describe.each(palettes)("$name", ({ inks, id }) => {
  test("no meaning hangs on colour: each ink has a marker and a dash of its own, each grey a hatch", () => {
    expect(inks).toHaveLength(8);
    expect(new Set(inks.map(({ marker }) => marker)).size).toBe(markers.length);
    expect(new Set(inks.map(({ dash }) => dash.join(" "))).size).toBe(8);
    expect(new Set(inks.map(({ hatch }) => hatch)).size).toBe(id === "grey" ? 8 : 1);
  });

  test("lines are seen on white: lightness of at most 75", () => {
    for (const { stroke } of inks) expect(lightness(stroke)).toBeLessThan(75);
  });

  test("a heat map grows darker all the way", () => {
    const steps = Array.from({ length: 101 }, (_, i) => lightness(rampAt(paletteOf(id), i / 100)));
    for (const [i, step] of steps.entries()) if (i > 0) expect(step).toBeLessThanOrEqual(steps[i - 1] ?? 0);
    expect((steps[0] ?? 0) - (steps[100] ?? 0)).toBeGreaterThan(75);
  });
});
