import { expect, test } from "vitest";
import { isOtherSet, otherText } from "./other-load.ts";

test("what one would take it to be is not told; what was chosen is told when the details are closed", () => {
  expect(isOtherSet({ priority: "equal", streamBytesPerSecond: 0 })).toBe(false);
  expect(otherText({ priority: "equal", streamBytesPerSecond: 0 })).toBe("");
  expect(isOtherSet({ priority: "equal", streamBytesPerSecond: 1 })).toBe(true);
  expect(otherText({ priority: "higher", streamBytesPerSecond: 0 })).toBe("goes first");
  expect(otherText({ priority: "higher", streamBytesPerSecond: 8e9 })).toBe("goes first, 8.00 GB/s by other cores");
});
