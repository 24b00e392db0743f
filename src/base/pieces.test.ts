import { expect, test } from "vitest";
import { handOver, pieceLength, piecesOf } from "./pieces.ts";

test("pieces are full but the last, and an empty list has none", () => {
  expect([...piecesOf([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...piecesOf([1, 2], 2)]).toEqual([[1, 2]]);
  expect([...piecesOf([], 2)]).toEqual([]);
});

test("the next piece waits until the one before was taken, and together they are the list", async () => {
  const list = Array.from({ length: 2 * pieceLength + 1 }, (_, index) => index);
  const taken: number[] = [];
  let open = 0;
  await handOver(list, async (piece) => {
    open += 1;
    expect(open).toBe(1);
    await Promise.resolve();
    taken.push(...piece);
    open -= 1;
  });
  expect(taken).toEqual(list);
});
