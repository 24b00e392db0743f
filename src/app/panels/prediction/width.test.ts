import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { factorText, keptLines, widthText } from "./width.ts";

const head = `
  x: float32[1,3,8,8]
  const a: float32[16,3,3,3]
  const b: float32[21,16,1,1]
  p = Conv(x, a)
  y = Conv(p, b)
`;

test("what changed, what stayed and why", () => {
  const { width } = analysisOf(head, { width: 0.5 });
  if (width === undefined) throw new Error("the width is told");
  expect(widthText(width)).toBe("1 of 2 convolutions changed; 1 kept its channels.");
  expect(keptLines(width)).toEqual(["Conv_1: it is an output of the model"]);
  expect(widthText({ ...width, changed: 2, kept: [] })).toBe("2 of 2 convolutions changed.");
});

test("a list of reasons is cut", () => {
  const kept = Array.from({ length: 10 }, (_, i) => ({ node: `c${i}`, why: "w" }));
  expect(keptLines({ factor: 2, changed: 1, convolutions: 11, kept })).toHaveLength(9);
});

test("factors have as many digits as they need", () => {
  expect([0.25, 1, 1.4, 1 / 3].map(factorText)).toEqual(["× 0.25", "× 1", "× 1.4", "× 0.333"]);
});
