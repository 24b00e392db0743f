import { expect, test } from "vitest";
import { endOf, type Stages } from "../../base/stages.ts";
import { inPieces, inTasks } from "./pieces.ts";

test("a list is sent whole and in order, and other tasks have their turn between two pieces", async () => {
  const log: (readonly number[] | "other")[] = [];
  setTimeout(() => void log.push("other"));
  await inPieces([1, 2, 3, 4, 5], (piece) => void log.push(piece), 3);
  expect(log).toEqual([[1, 2, 3], "other", [4, 5]]);
});

test("of a short list nobody waits for a task", () => {
  const log: (readonly number[])[] = [];
  void inPieces([1, 2], (piece) => void log.push(piece), 3);
  expect(log).toEqual([[1, 2]]);
  void inPieces([], (piece) => void log.push(piece), 3);
  expect(log).toHaveLength(1);
});

test("stages run in a task each, or all at once, to the same end", async () => {
  const log: string[] = [];
  function* sum(): Stages<number> {
    log.push("one");
    yield;
    log.push("two");
    return 3;
  }
  setTimeout(() => void log.push("other"));
  const later = inTasks(sum());
  setTimeout(() => void log.push("another"));
  expect(log).toEqual([]);
  expect(await later).toBe(3);
  expect(log).toEqual(["other", "one", "another", "two"]);
  expect(endOf(sum())).toBe(3);
});
