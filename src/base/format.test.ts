import { expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatEnergy,
  formatEnergyBand,
  formatFlops,
  formatPercent,
  formatSeconds,
  formatShape,
  formatSigned,
} from "./format.ts";

test("three significant digits and the prefix that fits", () => {
  expect(formatFlops(8_178_368_512)).toBe("8.18 GFLOP");
  expect(formatBytes(102_440_616)).toBe("102 MB");
  expect(formatBytes(12)).toBe("12.0 B");
  expect(formatCount(25_610_154)).toBe("25.6 M");
});

test("rounding up reaches the next prefix: 999.96 k is 1.00 M", () => {
  expect(formatFlops(999_960)).toBe("1.00 MFLOP");
});

test("seconds from ns to s", () => {
  expect([1.5, 0.0848, 12.3e-6, 7e-9, 0].map(formatSeconds)).toEqual([
    "1.50 s",
    "84.8 ms",
    "12.3 µs",
    "7.00 ns",
    "0 s",
  ]);
});

test("energy from pJ to J; a band has one unit", () => {
  expect([2.5, 0.0423, 18e-6, 640e-12, 0.03e-12, 0].map(formatEnergy)).toEqual([
    "2.50 J",
    "42.3 mJ",
    "18.0 µJ",
    "640 pJ",
    "0.0300 pJ",
    "0 J",
  ]);
  expect(formatEnergyBand(9.46e-3, 41.2e-3)).toBe("9.46–41.2 mJ");
  expect(formatEnergyBand(0.34e-3, 1.2e-3)).toBe("0.340–1.20 mJ");
  expect(formatEnergyBand(undefined, 1)).toBe("—");
});

test("differences have a sign, except where they print as nothing", () => {
  expect([2.3e-3, -2.3e-3, 0].map((value) => formatSigned(value, formatSeconds))).toEqual([
    "+2.30 ms",
    "−2.30 ms",
    "0 s",
  ]);
  expect([0.18, -0.18, 0.0001, -0.0001].map((value) => formatSigned(value, formatPercent))).toEqual([
    "+18.0 %",
    "−18.0 %",
    "0.0 %",
    "0.0 %",
  ]);
  expect(formatSigned(-0.34e-3, formatEnergy)).toBe("−340 µJ");
  expect(formatSigned(undefined, formatBytes)).toBe("—");
});

test("shares, shapes and the unknown", () => {
  expect([0, 0.004, 0.123, 1].map(formatPercent)).toEqual(["0 %", "0.4 %", "12.3 %", "100 %"]);
  expect(formatShape([1, undefined, 224])).toBe("1 × ? × 224");
  expect(formatShape([])).toBe("scalar");
  expect([formatBytes(undefined), formatShape(undefined), formatSeconds(undefined)]).toEqual(["—", "—", "—"]);
});
