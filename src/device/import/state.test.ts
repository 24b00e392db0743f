import { expect, test } from "vitest";
import { derived } from "../sourced.ts";
import { stateOfMoment } from "./state.ts";

const moment = {
  frequencyHz: derived(1.8e9, "test"),
  utilization: derived(0.4, "test"),
  traffic: derived(6e9, "test"),
};

test("other work leaves own - traffic of the bandwidth, and takes its share of the core", () => {
  expect(stateOfMoment(moment, "other", 20e9)).toEqual({
    frequencyHz: 1.8e9,
    utilization: 0.4,
    bandwidthBytesPerSecond: 14e9,
  });
});

test("work that moves more than the device can leaves the least the slider offers, not nothing", () => {
  expect(stateOfMoment(moment, "other", 4e9).bandwidthBytesPerSecond).toBe(0.2e9);
});

test("without a known bandwidth, or without traffic, what is left is unknown", () => {
  expect(stateOfMoment(moment, "other", undefined).bandwidthBytesPerSecond).toBeUndefined();
  expect(stateOfMoment({}, "other", 4e9)).toEqual({});
});

test("the inference itself is no load beside itself; only its clock is taken", () => {
  expect(stateOfMoment(moment, "inference", 20e9)).toEqual({ frequencyHz: 1.8e9, utilization: 0 });
});
