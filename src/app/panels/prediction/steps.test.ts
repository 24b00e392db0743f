import fc from "fast-check";
import { expect, test } from "vitest";
import { between, nearest, stepped, taken } from "./steps.ts";

/** Some of the steps of a Pixel 4's large core, in hertz. */
const levels = [825.6e6, 1171.2e6, 1804.8e6, 2841.6e6];
const range = [825.6e6, 2841.6e6] as const;

test("a dragged slider goes to the nearest step, and anywhere where there are none", () => {
  expect(nearest(levels, 1.4e9)).toBe(1171.2e6);
  expect(nearest([], 1.4e9)).toBe(1.4e9);
});

test("arrow keys walk the steps, also from between two of them, and stop at the ends", () => {
  expect(stepped(levels, 1171.2e6, "ArrowRight")).toBe(1804.8e6);
  expect(stepped(levels, 1.5e9, "ArrowRight")).toBe(1804.8e6);
  expect(stepped(levels, 1.5e9, "ArrowLeft")).toBe(1171.2e6);
  expect(stepped(levels, 2841.6e6, "ArrowUp")).toBe(2841.6e6);
  expect(stepped(levels, 825.6e6, "PageUp")).toBe(2841.6e6);
  expect(stepped(levels, 2841.6e6, "PageDown")).toBe(825.6e6);
  expect(stepped(levels, 1e9, "Home")).toBeUndefined();
});

test("typed: 1.17 GHz means the step of 1171.2 MHz that is shown so; 1.5 GHz stays; 5 GHz is refused", () => {
  expect(taken(levels, range, 1.17e9)).toBe(1171.2e6);
  expect(taken(levels, range, 1.5e9)).toBe(1.5e9);
  expect(taken(levels, range, 2.85e9)).toBe(2841.6e6);
  expect(taken(levels, range, 5e9)).toBeUndefined();
  expect(taken([], [0.1e9, 2.8384e9], 2.84e9)).toBe(2.8384e9);
  expect(taken([], [0, 1], 0)).toBe(0);
});

test("a value between two steps says which ones; a step does not", () => {
  expect(between(levels, 1.5e9)).toEqual([1171.2e6, 1804.8e6]);
  expect(between(levels, 1171.2e6)).toBeUndefined();
  expect(between([], 1.5e9)).toBeUndefined();
});

test("whatever key is pressed, a slider with steps stands on one of them", () => {
  fc.assert(
    fc.property(
      fc.double({ min: range[0], max: range[1], noNaN: true }),
      fc.array(fc.constantFrom("ArrowRight", "ArrowLeft", "PageUp", "PageDown"), { minLength: 1, maxLength: 9 }),
      (start, keys) => {
        const end = keys.reduce((value, key) => stepped(levels, value, key) ?? value, start);
        expect(levels).toContain(end);
      },
    ),
  );
});
