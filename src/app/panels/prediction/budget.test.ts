import { expect, test } from "vitest";
import { askOf } from "../../state/prediction.ts";
import { chooseDevice, defaultSession, limitsOf, session, stateOf } from "../../state/session.ts";
import { answerText, keyOf, knobsOf, patchFor, settingsOf, turned, wordsOf } from "./budget.ts";

const phone = { ...defaultSession, device: "pixel4" };

test("clocks are the device's steps, ascending; load falls from 100 % to none in whole percents; bandwidth is round", () => {
  expect(settingsOf(phone, "frequency")).toBe(limitsOf(phone).levelsHz);
  const load = settingsOf(phone, "utilization");
  expect([load[0], load[65], load.at(-1)]).toEqual([1, 0.35, 0]);
  const first = settingsOf({ ...phone, priority: "higher" }, "utilization");
  expect([first[0], first.at(-1)], "a load that goes first leaves nothing at 100 %").toEqual([0.99, 0]);
  expect(wordsOf("utilization").end(0, 0.99)).toBe("under 99.0 % load");
  const bandwidth = settingsOf(phone, "bandwidth");
  expect([bandwidth[0], bandwidth.at(-1)]).toEqual(limitsOf(phone).bandwidth);
  expect((bandwidth[5] ?? NaN) % 1e7).toBe(0);
});

test("a device without known steps is searched by whole megahertz; one whose bandwidth is not known has no such knob", () => {
  const { frequencyHz, levelsHz } = limitsOf({ device: "s10", cores: undefined });
  if (levelsHz.length === 0) {
    const clocks = settingsOf({ device: "s10", cores: undefined }, "frequency");
    expect([clocks[0], clocks.at(-1)]).toEqual(frequencyHz);
    expect((clocks[1] ?? NaN) % 1e6).toBe(0);
  }
  for (const knob of knobsOf(phone)) expect(settingsOf(phone, knob).length).toBeGreaterThan(1);
});

test("a question has its own knob turned, and the answer does not depend on where that knob stands", () => {
  const ask = askOf(phone);
  expect(turned(ask, "frequency", 1e9).state).toEqual({ ...ask.state, frequencyHz: 1e9 });
  expect(keyOf(turned(ask, "frequency", 1e9), "frequency", 0.05)).toBe(keyOf(ask, "frequency", 0.05));
  expect(keyOf(turned(ask, "utilization", 0.5), "frequency", 0.05)).not.toBe(keyOf(ask, "frequency", 0.05));
});

test("the answer laid over the session sets the slider", () => {
  session.set(defaultSession);
  chooseDevice("pixel4");
  session.patch(patchFor("frequency", 1171.2e6));
  expect(stateOf(session.get()).frequencyHz).toBe(1171.2e6);
  session.set(defaultSession);
});

const at = { value: 1171.2e6, latencySeconds: 0.0482 };
const below = { value: 1056e6, latencySeconds: 0.0535 };

test("answers are sentences with both numbers", () => {
  expect(answerText({ kind: "found", at, below, ordered: true }, wordsOf("frequency"), 0.05)).toBe(
    "1.17 GHz takes 48.2 ms; the clock below, 1.06 GHz, takes 53.5 ms.",
  );
  expect(answerText({ kind: "found", at, below: undefined, ordered: true }, wordsOf("frequency"), 0.05)).toBe(
    "Even at the lowest clock, 1.17 GHz, it takes only 48.2 ms.",
  );
  expect(answerText({ kind: "impossible", at, overSeconds: 0.0082 }, wordsOf("frequency"), 0.04)).toBe(
    "Out of reach: even at the highest clock, 1.17 GHz, it takes 48.2 ms, 8.20 ms (20.5 %) too long.",
  );
  expect(answerText({ kind: "impossible", at, overSeconds: 0.0382 }, wordsOf("frequency"), 0.01)).toContain(
    "4.8 times as long",
  );
  const idle = { value: 0, latencySeconds: 0.06 };
  expect(answerText({ kind: "impossible", at: idle, overSeconds: 0.01 }, wordsOf("utilization"), 0.05)).toBe(
    "Out of reach: even without other load it takes 60.0 ms, 10.0 ms (20.0 %) too long.",
  );
  const load = { kind: "found", at: { ...at, value: 0.35 }, below: { ...below, value: 0.36 }, ordered: true } as const;
  expect(answerText(load, wordsOf("utilization"), 0.05)).toBe("35.0 % load takes 48.2 ms; 36.0 % takes 53.5 ms.");
  expect(answerText({ kind: "unknown" }, wordsOf("frequency"), 0.05)).toContain("gives no latency");
  expect(answerText({ kind: "found", at, below, ordered: false }, wordsOf("frequency"), 0.05)).toContain(
    "slower ones may",
  );
});
