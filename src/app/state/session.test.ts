import { expect, test } from "vitest";
import {
  chooseCores,
  chooseDevice,
  coresOf,
  defaultSession,
  deviceOf,
  limitsOf,
  restingState,
  session,
  stateOf,
} from "./session.ts";

test("untouched sliders stand for the device as it is: highest clock, no load, its own bandwidth", () => {
  const { frequencyHz, bandwidth } = limitsOf(defaultSession);
  expect(stateOf(defaultSession)).toEqual({
    frequencyHz: frequencyHz[1],
    utilization: 0,
    bandwidthBytesPerSecond: bandwidth?.[1],
  });
});

test("a load that goes first and traffic of other cores are part of the state only when they are chosen, as far as the bus goes", () => {
  const bus = limitsOf({ device: "pixel4", cores: undefined }).stream?.[1] ?? 0;
  const busy = {
    ...defaultSession,
    device: "pixel4",
    utilization: 0.5,
    priority: "higher",
    streamBytesPerSecond: 4e9,
  } as const;
  expect(stateOf(busy)).toMatchObject({ priority: "higher", streamBytesPerSecond: 4e9 });
  expect(bus).toBe(deviceOf(busy).memory.peakBytesPerSecond?.value);
  expect(stateOf({ ...busy, streamBytesPerSecond: 2 * bus }).streamBytesPerSecond).toBe(bus);
  const resting = stateOf({ ...busy, ...restingState });
  expect(Object.keys(resting).toSorted()).toEqual(["bandwidthBytesPerSecond", "frequencyHz", "utilization"]);
});

test("where the memory bus is not known, traffic of other cores goes up to twice what the chosen cores draw", () => {
  const { bandwidth, stream } = limitsOf({ device: "epyc_zen3", cores: undefined });
  expect(stream).toEqual([0, 2 * (bandwidth?.[1] ?? Number.NaN)]);
});

test("a clock from another device's link is kept within what this one can do", () => {
  const [low, high] = limitsOf(defaultSession).frequencyHz;
  expect(stateOf({ ...defaultSession, frequencyHz: 9e9 }).frequencyHz).toBe(high);
  expect(stateOf({ ...defaultSession, frequencyHz: 1 }).frequencyHz).toBe(low);
});

test("cores that the device does not have fall back to one core of the fastest cluster", () => {
  expect(coresOf({ device: "pixel4", cores: { large: 8 } })).toEqual({ large: 1 });
  expect(coresOf({ device: "pixel4", cores: { medium: 2 } })).toEqual({ medium: 2 });
});

test("another device begins in its own state; cores it does not have are not taken", () => {
  session.set({ ...defaultSession, utilization: 0.5, frequencyHz: 1e9, priority: "higher", streamBytesPerSecond: 1e9 });
  chooseDevice("rk3399");
  expect(session.get()).toEqual({ ...defaultSession, device: "rk3399", runtime: "armcl" });
  chooseCores({ large: 99 });
  expect(session.get().cores).toBeUndefined();
});

test("a runtime that was chosen stays between devices of one usual runtime, and follows the device where it is another", () => {
  session.set({ ...defaultSession, runtime: "pytorch-mobile" });
  chooseDevice("s10");
  expect(session.get().runtime).toBe("pytorch-mobile");
  chooseDevice("rk3399");
  expect(session.get().runtime).toBe("armcl");
  chooseDevice("rk3399-gpu");
  expect(session.get().runtime).toBe("armcl");
  chooseDevice("epyc_zen3");
  expect(session.get().runtime).toBe("ort");
  chooseDevice("pi5");
  expect(session.get().runtime).toBe("tflite");
});
