import { expect, test } from "vitest";
import { chooseCores, chooseDevice, coresOf, defaultSession, limitsOf, session, stateOf } from "./session.ts";

test("untouched sliders stand for the device as it is: highest clock, no load, its own bandwidth", () => {
  const { frequencyHz, bandwidth } = limitsOf(defaultSession);
  expect(stateOf(defaultSession)).toEqual({
    frequencyHz: frequencyHz[1],
    utilization: 0,
    bandwidthBytesPerSecond: bandwidth?.[1],
  });
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
  session.set({ ...defaultSession, utilization: 0.5, frequencyHz: 1e9 });
  chooseDevice("rk3399");
  expect(session.get()).toEqual({ ...defaultSession, device: "rk3399" });
  chooseCores({ large: 99 });
  expect(session.get().cores).toBeUndefined();
});
