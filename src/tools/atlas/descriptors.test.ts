import { expect, test } from "vitest";
import { deviceById } from "../../device/catalog/index.ts";
import { descriptors as ofScheduler } from "./dag-scheduler.ts";
import { places } from "./nb201-phones.ts";
import { known } from "./ncnn.ts";
import { descriptors as ofLogs } from "./tophub.ts";

test.each([
  ["dag-scheduler", Object.values(ofScheduler)],
  ["nb201-phones", Object.values(places).flatMap(({ descriptor }) => descriptor ?? [])],
  ["ncnn", known.map(([, descriptor]) => descriptor)],
  ["tophub", Object.values(ofLogs)],
])("every descriptor of %s is a device of the catalogue", (_, descriptors) => {
  expect(descriptors.length).toBeGreaterThan(3);
  expect(descriptors.filter((one) => deviceById(one) === undefined)).toEqual([]);
});
