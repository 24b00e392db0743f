import fc from "fast-check";
import { expect, test } from "vitest";
import {
  choiceOf,
  defaultChoice,
  type FigureChoice,
  formatChoice,
  kindIds,
  parseChoice,
  resolutions,
  sizeOf,
} from "./choice.ts";
import { kinds } from "./kinds/index.ts";
import { paletteIds, palettes } from "./palette.ts";
import { presetIds, presets } from "./preset.ts";
import { jsonOf, recipeOf } from "./recipe.ts";

const size = fc.option(
  fc.integer({ min: 200, max: 6000 }).map((tenths) => tenths / 10),
  { nil: undefined },
);

const choices: fc.Arbitrary<FigureChoice> = fc.record({
  kind: fc.constantFrom(...kindIds),
  option: fc.option(fc.string({ minLength: 1, unit: "grapheme-composite" }), { nil: undefined }),
  preset: fc.constantFrom(...presetIds),
  palette: fc.constantFrom(...paletteIds),
  widthMm: size,
  heightMm: size,
  dpi: fc.constantFrom(...resolutions),
  titled: fc.boolean(),
});

test("every id has its entry", () => {
  expect(kinds.map(({ id }) => id)).toEqual(kindIds);
  expect(presets.map(({ id }) => id)).toEqual(presetIds);
  expect(palettes.map(({ id }) => id)).toEqual(paletteIds);
});

test("a choice survives the address and the recipe", () => {
  fc.assert(
    fc.property(choices, (choice) => {
      expect(parseChoice(formatChoice(choice) ?? "")).toEqual(choice);
      const recipe = { figure: choice, session: "model=vgg16", model: "vgg16.onnx", caption: "A figure" };
      expect(recipeOf(jsonOf(recipe))).toEqual(recipe);
    }),
  );
});

test("only what differs is written, and a person can read it", () => {
  expect(formatChoice(defaultChoice)).toBeUndefined();
  expect(formatChoice({ ...defaultChoice, kind: "surface", preset: "acm-double", heightMm: 60.5 })).toBe(
    "kind:surface,preset:acm-double,heightMm:60.5",
  );
});

test("what does not fit is left at its default", () => {
  expect(parseChoice("kind:pie,dpi:72,palette:grey,widthMm:1e9,titled:maybe,option:%")).toEqual({
    ...defaultChoice,
    palette: "grey",
    option: "%",
  });
  expect(choiceOf({ kind: 7, option: null })).toEqual(defaultChoice);
  expect([sizeOf(""), sizeOf("88.94"), sizeOf("19"), sizeOf("x")]).toEqual([undefined, 88.9, undefined, undefined]);
});

test("a file that is no recipe is refused in a sentence", () => {
  expect(recipeOf("{")).toMatch(/no JSON/);
  expect(recipeOf("[]")).toMatch(/no JSON object/);
  expect(recipeOf('{"schema":"ridgepoint.analysis/1"}')).toMatch(/says that it is "ridgepoint.analysis\/1"/);
  expect(recipeOf('{"a":1}')).toMatch(/does not say/);
  expect(recipeOf('{"schema":"ridgepoint.figure/1"}')).toMatch(/what to draw/);
});
