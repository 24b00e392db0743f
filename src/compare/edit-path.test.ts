import fc from "fast-check";
import { expect, test } from "vitest";
import { commonPairs } from "./edit-path.ts";

/** Length of the longest common subsequence by its table: L(i, j) = L(i-1, j-1) + 1 where equal, else the larger neighbour. */
function longest(a: readonly number[], b: readonly number[]): number {
  let row = b.map(() => 0);
  for (const item of a) {
    const next: number[] = [];
    b.forEach((other, at) => {
      const [above, left, corner] = [row[at] ?? 0, next[at - 1] ?? 0, row[at - 1] ?? 0];
      next.push(item === other ? corner + 1 : Math.max(above, left));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}

const lists = (letters: number, maxLength: number) => fc.array(fc.nat(letters), { maxLength });

function expectCommon(a: readonly number[], b: readonly number[]): number {
  const pairs = commonPairs(a, b);
  for (const [i, j] of pairs) expect(a[i]).toBe(b[j]);
  for (const side of [0, 1] as const) {
    const places = pairs.map((pair) => pair[side]);
    expect(places).toEqual([...new Set(places)].sort((x, y) => x - y));
  }
  return pairs.length;
}

test("as long as the table says, of equal items, in order", () => {
  fc.assert(
    fc.property(lists(3, 40), lists(3, 40), (a, b) => {
      expect(expectCommon(a, b)).toBe(longest(a, b));
    }),
  );
});

test("a b c a b b a and c b a b a c have four in common (the paper's example)", () => {
  expect(commonPairs([1, 2, 3, 1, 2, 2, 1], [3, 2, 1, 2, 1, 3])).toHaveLength(4);
});

test("a list has all of itself, and nothing of a stranger", () => {
  expect(commonPairs([5, 5, 7], [5, 5, 7])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  expect(commonPairs([1, 2], [3, 4])).toEqual([]);
  expect(commonPairs([], [1])).toEqual([]);
});

test("lists that differ nearly everywhere still give pairs in order, not far from the most", () => {
  let state = 1;
  const draw = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state >>> 30;
  };
  const [a, b] = [Array.from({ length: 2500 }, draw), Array.from({ length: 2500 }, draw)];
  expect(expectCommon(a, b)).toBeGreaterThan(0.85 * longest(a, b));
});
