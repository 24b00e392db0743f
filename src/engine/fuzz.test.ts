/** Files damaged on purpose, through the whole analysis: `npm run fuzz` does the same for as long as one wants. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { damagedFile, type Recipe, runTrial, seedNameOf } from "../tools/fuzz/trial.ts";

const recipes: fc.Arbitrary<Recipe> = fc.record({
  seed: fc.nat(),
  modelChanges: fc.nat(12),
  byteChanges: fc.constantFrom(0, 0, 0, 1, 2),
  batch: fc.constantFrom(undefined, undefined, 0, 1, 2 ** 31, 2 ** 40),
});

test("any damaged model ends soon, in an analysis or a problem, without counts that cannot be", async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(recipes, async (recipe) => {
      const { outcome, seconds, flaws } = await runTrial(recipe);
      outcomes.add(outcome);
      expect(flaws, seedNameOf(recipe)).toEqual([]);
      expect(seconds, seedNameOf(recipe)).toBeLessThan(2);
    }),
    { numRuns: 3000, interruptAfterTimeLimit: 4000, markInterruptAsFailure: false },
  );
  // Neither all harmless nor all fatal.
  const usual = ["analysis", "malformed", "truncated", "cyclic-graph", "too-deep"];
  expect([...outcomes]).toEqual(expect.arrayContaining(usual));
}, 15_000);

test("models that are not damaged are all analysed", async () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const recipe = { seed, modelChanges: 0, byteChanges: 0 };
    // oxlint-disable-next-line no-await-in-loop
    expect(await runTrial(recipe), seedNameOf(recipe)).toMatchObject({ outcome: "analysis", flaws: [] });
  }
});

test("a recipe repeats its file", () => {
  const recipe = { seed: 7, modelChanges: 5, byteChanges: 2 };
  expect(damagedFile(recipe)).toEqual(damagedFile(recipe));
  expect(damagedFile({ ...recipe, seed: 8 })).not.toEqual(damagedFile(recipe));
});
