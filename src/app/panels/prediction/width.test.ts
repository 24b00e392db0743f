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
  expect(keptLines(width)).toEqual(["it is an output of the model: Conv_1"]);
  expect(widthText({ ...width, changed: 2, kept: [] })).toBe("2 of 2 convolutions changed.");
});

test("one line a reason, and long lists are cut", () => {
  const of = (count: number, why: (i: number) => string) =>
    keptLines({
      factor: 2,
      changed: 1,
      convolutions: count + 1,
      kept: Array.from({ length: count }, (_, i) => ({ node: `c${i}`, why: why(i) })),
    });
  expect(of(10, () => "w")).toEqual(["w: c0, c1, c2, c3 and 6 more"]);
  expect(of(10, (i) => `w${i}`)).toHaveLength(7);
});

test("factors have as many digits as they need", () => {
  expect([0.25, 1, 1.4, 1 / 3].map(factorText)).toEqual(["× 0.25", "× 1", "× 1.4", "× 0.333"]);
});
