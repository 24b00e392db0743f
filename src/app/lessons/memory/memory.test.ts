import { expect, test } from "vitest";
import { draftClaims } from "../../../device/energy/draft.ts";
import { place } from "../roofline/chart.ts";
import { bytesQuiz, networkBytes, poolingOf, totalOf } from "./bytes.ts";
import { decadesOff, energyQuiz, energySpan, verdictText } from "./energies.ts";

test("3×3 pooling of stride 2 gives the draft's shapes: 130,944 + 135,680 + 405,544 = 672,168 bytes, 4.96 times the draft's", () => {
  const layers = networkBytes("3");
  expect(layers.map(({ bytes }) => bytes)).toEqual([130_944, 135_680, 405_544]);
  expect(layers.map(({ draft }) => draft)).toEqual([43_392, 91_955, 80]);
  const { bytes, draft } = totalOf(layers);
  expect([bytes, draft]).toEqual([672_168, 135_427]);
  expect((bytes / draft).toFixed(2)).toBe("4.96");
});

test("every row is its elements times four bytes, and a reason stands where the draft differs and nowhere else", () => {
  for (const { rows } of networkBytes("3")) {
    for (const { count, bytes, elements, draft, why } of rows) {
      const factors = elements.replaceAll(",", "").split(" · ").map(Number);
      expect(factors.reduce((a, b) => a * b, 1)).toBe(count);
      expect(bytes).toBe(4 * count);
      expect(why === "").toBe(draft === bytes);
    }
  }
});

test("without pooling 2,728,360, with 2×2 752,680 bytes", () => {
  expect(totalOf(networkBytes("none")).bytes).toBe(2_728_360);
  expect(totalOf(networkBytes("2")).bytes).toBe(752_680);
  expect(poolingOf("nonsense")).toBe("3");
});

test("both questions have one right answer, and the figures in it hold", () => {
  expect(bytesQuiz.choices.filter(({ isRight }) => isRight)).toHaveLength(1);
  const right = energyQuiz().choices.filter(({ isRight }) => isRight);
  // 640 / 3.7 = 173
  expect(right.map(({ text }) => text)).toEqual(["About 170"]);
  expect(right[0]?.why).toContain("173");
});

test("all bands are on the scale; an access of a GPU is said to cost 2.9 decades too much, a cache 2 too little", () => {
  for (const { draft, value } of draftClaims) {
    for (const energy of [draft.low, draft.high, value.low, value.high]) {
      expect(place(energy, energySpan, 0, 1)).toBeGreaterThan(0);
      expect(place(energy, energySpan, 0, 1)).toBeLessThan(1);
    }
  }
  const off = (what: string) => {
    const claim = draftClaims.find((one) => one.what === what);
    return claim === undefined ? Number.NaN : decadesOff(claim);
  };
  // 10 µJ over 14 nJ, and 0.1 pJ under 10 pJ.
  expect(off("GPU, one memory access")).toBeCloseTo(Math.log10(1e-5 / 14e-9), 9);
  expect(off("Cache, one access")).toBeCloseTo(-2, 9);
  expect(off("CPU, one matrix multiplication")).toBe(0);
  expect(draftClaims.map(verdictText)).toEqual([
    "0.1 decades too low",
    "the bands meet",
    "2.9 decades too high",
    "0.4 decades too low",
    "2.0 decades too low",
  ]);
});
