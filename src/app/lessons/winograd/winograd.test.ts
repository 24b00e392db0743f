import fc from "fast-check";
import { expect, test } from "vitest";
import { transformsOf } from "../../../cost/conv/winograd-matrices.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { ledger, tileQuiz } from "./ledger.ts";
import {
  directTile,
  farthest,
  firstInputs,
  formatInputs,
  isEqualToRounding,
  parseInputs,
  tileSteps,
  transforms23,
  withValue,
} from "./tile.ts";

const layer: Window = {
  kind: "conv",
  batch: 1,
  inputChannels: 64,
  outputChannels: 64,
  groups: 1,
  input: [56, 56],
  output: [56, 56],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
};

const ramp = [0, 4, 8, 12].map((start) => [1, 2, 3, 4].map((step) => start + step));

const square = (size: number) => {
  const value = fc.integer({ min: -9, max: 9 });
  return fc.array(fc.array(value, { minLength: size, maxLength: size }), { minLength: size, maxLength: size });
};

test("a ramp of slope 1 under Sobel's filter gives 8 everywhere, both ways", () => {
  const d = ramp;
  const g = [
    [-1, 0, 1],
    [-2, 0, 2],
    [-1, 0, 1],
  ];
  const eights = [
    [8, 8],
    [8, 8],
  ];
  expect(directTile(d, g)).toEqual(eights);
  expect(tileSteps(transforms23, d, g).y).toEqual(eights);
});

test("a filter of its middle tap alone passes the middle of the tile on", () => {
  const middle = [
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ];
  expect(tileSteps(transforms23, ramp, middle).y).toEqual([
    [6, 7],
    [10, 11],
  ]);
});

test("F(2,3) of whole numbers is exact, F(4,3) and F(6,3) are equal to rounding", () => {
  fc.assert(
    fc.property(square(4), square(3), (d, g) => {
      expect(farthest(tileSteps(transforms23, d, g).y, directTile(d, g))).toBe(0);
    }),
  );
  for (const m of [4, 6]) {
    const transforms = transformsOf(m, 3);
    if (transforms === undefined) throw new Error("no matrices");
    fc.assert(
      fc.property(square(m + 2), square(3), (d, g) => {
        expect(farthest(tileSteps(transforms, d, g).y, directTile(d, g))).toBeLessThan(1e-9);
      }),
      { numRuns: 30 },
    );
  }
});

test("numbers that are no sums of powers of two differ by their rounding only, and a wrong result is told", () => {
  const d = firstInputs.d.map((row) => row.map((value) => value / 7));
  const g = firstInputs.g.map((row) => row.map((value) => value / 3));
  const steps = tileSteps(transforms23, d, g);
  expect(isEqualToRounding(steps, directTile(d, g))).toBe(true);
  expect(isEqualToRounding(steps, withValue(directTile(d, g), 1, 1, 1))).toBe(false);
});

test("a link keeps the twenty-five numbers; anything else is refused", () => {
  const changed = { ...firstInputs, d: withValue(firstInputs.d, 2, 1, -0.5) };
  expect(parseInputs(formatInputs(changed))).toEqual(changed);
  for (const text of [
    undefined,
    "",
    "1,2,3",
    `${formatInputs(firstInputs)},1`,
    formatInputs(firstInputs).replace("5", "x"),
  ])
    expect(parseInputs(text)).toBeUndefined();
});

test("56x56, 64 to 64: 115.6 M multiplications become 51.4, 28.9 and 26.2 M; with transforms 2.19, 3.80 and 4.06 times less", () => {
  const rows = ledger(layer, 4);
  const round = (values: readonly number[], digits: number) => values.map((value) => Number(value.toFixed(digits)));
  expect(
    round(
      rows.map(({ multiplies }) => multiplies / 1e6),
      1,
    ),
  ).toEqual([115.6, 51.4, 28.9, 26.2]);
  expect(
    round(
      rows.map(({ gain }) => gain),
      2,
    ),
  ).toEqual([1, 2.19, 3.8, 4.06]);
  // F(6,3): 2 · 115.6 / (2 · 26.2 + 100 tiles · 64 channels · (416 + 280) · 1e-6) = 4.06.
  expect(rows.map(({ tiles }) => tiles)).toEqual([undefined, 784, 196, 100]);
  // 10 tiles of 6 cover 60 of 56 along each axis.
  expect(rows[3]?.tileWaste).toBeCloseTo(1 - (56 / 60) ** 2, 12);
});

test("at 7x7 F(4,3) wins: 4 tiles of 36 against 16 of 16 and 4 of 64; for a 7x7 layer the question is about 12x12", () => {
  const right = (window: Window) =>
    tileQuiz(window)
      .choices.filter(({ isRight }) => isRight)
      .map(({ text, why }) => [text, why]);
  expect(right(layer)).toHaveLength(1);
  expect(right(layer)[0]?.[0]).toBe("F(4,3)");
  expect(right(layer)[0]?.[1]).toContain("4 · 36 = 144");
  expect(right({ ...layer, output: [7, 7] }).map(([text]) => text)).toEqual(["F(6,3)"]);
});
