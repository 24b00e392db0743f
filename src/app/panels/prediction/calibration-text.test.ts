import { expect, test } from "vitest";
import { calibrationText } from "./calibration-text.ts";

test("the way to one's own latencies tells how many of them bent the number", () => {
  expect(calibrationText({ used: 0, entered: 0, isOn: true })).toBe("Calibrate with your own latencies…");
  expect(calibrationText({ used: 1, entered: 1, isOn: true })).toBe("Calibrated with 1 latency of yours");
  expect(calibrationText({ used: 3, entered: 4, isOn: true })).toBe("Calibrated with 3 latencies of yours");
  expect(calibrationText({ used: 0, entered: 2, isOn: false })).toBe("Calibration off: 2 latencies of yours");
  expect(calibrationText({ used: 0, entered: 2, isOn: true })).toContain("cannot be used here");
});
