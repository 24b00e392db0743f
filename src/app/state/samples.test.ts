import { expect, test } from "vitest";
import { samplesOf } from "./samples.ts";

test("entries without what a card needs are left out, and anything but a list is no sample", () => {
  const good = { name: "a", title: "A", file: "a.onnx", description: "small" };
  expect(samplesOf([good, { name: "b" }, 7, null, { ...good, description: 5 }])).toEqual([
    good,
    { ...good, description: "" },
  ]);
  expect(samplesOf({ samples: [] })).toEqual([]);
});
