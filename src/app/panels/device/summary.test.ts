import { expect, test } from "vitest";
import { derived, measured } from "../../../device/sourced.ts";
import { counterText, hardwareText, isTold, momentRows } from "./summary.ts";

test("hardware in one line, without what was not found", () => {
  const clusters = [
    {
      core: "Cortex-A76",
      count: measured(4, "x"),
      maxFrequencyHz: measured(2.4e9, "x"),
      levelsHz: measured([1e9, 2.4e9], "x"),
    },
    { maxFrequencyHz: measured(1.8e9, "x") },
  ];
  expect(hardwareText({ soc: "RK3588", clusters, l3Bytes: measured(3 * 1024 ** 2, "x") })).toBe(
    "RK3588, 4 × Cortex-A76 up to 2.40 GHz in 2 steps, cores up to 1.80 GHz, L3 of 3 MiB",
  );
  expect(hardwareText({})).toBe("");
});

test("a moment has three figures; unknown ones are a dash, and one that knows none is none", () => {
  const moment = { frequencyHz: derived(2.8e9, "perf stat: cycles over time", "Mean.") };
  expect(momentRows(moment)).toEqual([
    { label: "Clock", value: "2.80 GHz", hint: "perf stat: cycles over time. Mean." },
    { label: "Share of a core", value: "—", hint: "" },
    { label: "Traffic", value: "—", hint: "" },
  ]);
  expect([isTold(moment), isTold({}), isTold(undefined)]).toEqual([true, false, false]);
});

test("counters as people read them", () => {
  expect(counterText({ label: "", value: 1.5, unit: "/cycle" })).toBe("1.50 per cycle");
  expect(counterText({ label: "", value: 25, unit: "%" })).toBe("25.0 %");
  expect(counterText({ label: "", value: 8.4e9, unit: "" })).toBe("8,400,000,000");
});
