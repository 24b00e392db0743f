import { expect, test } from "vitest";
import type { Figure } from "./figure.ts";
import { csvOf } from "./csv.ts";
import { latency, percent, plain } from "./unit.ts";

const figure: Figure = {
  title: "",
  caption: "",
  panels: [
    {
      title: "one",
      x: { scale: "linear", quantity: { name: "Load", field: "load", unit: percent }, range: [0, 1] },
      y: { scale: "linear", quantity: latency(0.01), range: [0, 0.01] },
      marks: [{ kind: "line", series: { name: "a, b", slot: 0 }, points: [{ x: 0.5, y: 0.0123, name: "n" }] }],
      notes: [],
      bars: "group",
    },
    {
      title: "two",
      x: { scale: "linear", quantity: { name: "Cases", field: "cases", unit: plain }, range: [0, 9] },
      y: { scale: "band", name: "", field: "method", names: ["p", "q"] },
      marks: [{ kind: "bars", series: { name: "s", slot: 0 }, values: [3, undefined] }],
      notes: [],
      bars: "group",
    },
  ],
};

test("long form in SI units, whatever the axes show; panels share the columns they have in common; unknown is empty", () => {
  expect(csvOf(figure)).toBe(
    [
      "panel,series,name,load,latency_seconds,method,cases",
      'one,"a, b",n,0.5,0.0123,,',
      "two,s,,,,p,3",
      "two,s,,,,q,",
      "",
    ].join("\r\n"),
  );
});
