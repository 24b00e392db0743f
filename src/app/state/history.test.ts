import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import {
  type Choice,
  type History,
  historyLimit,
  historyOf,
  pauseMs,
  recorded,
  redone,
  titleOf,
  undone,
} from "./history.ts";
import { defaultSession } from "./session.ts";

const start: Choice = defaultSession;
const by = (part: Partial<Choice>): Choice => ({ ...start, ...part });

let clock = 0;
beforeEach(() => {
  clock = 0;
});
/** A choice made long after the one before. */
const later = (history: History, next: Choice): History => {
  clock += 10 * pauseMs;
  return recorded(history, next, { time: clock, press: undefined });
};

test("each choice is a step: undo goes back one, redo on one, and a new choice forgets what was undone", () => {
  const phone = later(historyOf(start), by({ device: "rk3399" }));
  const slow = later(phone, by({ device: "rk3399", frequencyHz: 1e9 }));
  const back = undone(slow);
  expect(back?.present).toEqual(by({ device: "rk3399" }));
  expect(back && redone(back)?.present).toEqual(slow.present);
  const other = back && later(back, by({ device: "rk3399", utilization: 0.5 }));
  expect(other && redone(other)).toBeUndefined();
  expect(other?.past.map(titleOf)).toEqual(["device", "utilization"]);
});

test("a drag is one step however long it rests; keys are one step until a pause", () => {
  let history = historyOf(start);
  for (const [time, utilization] of [
    [0, 0.1],
    [50, 0.2],
    [9000, 0.3],
  ] as const) {
    history = recorded(history, by({ utilization }), { time, press: 1 });
  }
  expect(history.past).toHaveLength(1);
  expect(undone(history)?.present).toEqual(start);
  history = recorded(history, by({ utilization: 0.4 }), { time: 9000 + pauseMs, press: undefined });
  expect(history.past).toHaveLength(2);
  history = recorded(history, by({ utilization: 0.5 }), { time: 9000 + 2 * pauseMs - 1, press: undefined });
  expect(history.past).toHaveLength(2);
});

test("two sliders in one second are two steps", () => {
  const one = recorded(historyOf(start), by({ utilization: 0.1 }), { time: 0, press: undefined });
  const two = recorded(one, by({ utilization: 0.1, frequencyHz: 1e9 }), { time: 1, press: undefined });
  expect(two.past.map(titleOf)).toEqual(["utilization", "frequency"]);
});

test("selection, search, tab and order of rows make no step", () => {
  const history = historyOf(start);
  const looking = { ...defaultSession, node: "conv1", search: "op:conv", view: "memory" };
  expect(later(history, looking)).toBe(history);
});

test("sizes that the analysis refused leave no step behind", () => {
  const tried = later(historyOf(start), by({ sizes: { batch: 0 } }));
  expect(tried.past).toHaveLength(1);
  const refused = recorded(tried, by({ sizes: {} }), { time: 1e9, press: undefined }, true);
  expect(refused.past).toEqual([]);
  expect(refused.present.sizes).toEqual({});
  const reset = later(tried, by({ sizes: {} }));
  expect(undone(reset)?.present.sizes, "taken back by hand they can come again").toEqual({ batch: 0 });
});

test("only sizes and a width are taken back: the same choice made twice, in peace, is two steps", () => {
  const once = recorded(historyOf(start), by({ precision: "fp16" }), { time: 0, press: undefined }, true);
  const twice = recorded(once, by({ precision: "int8" }), { time: 1e9, press: undefined }, true);
  expect(undone(twice)?.present.precision).toBe("fp16");
  const tried = later(historyOf(start), by({ width: 0.5 }));
  expect(recorded(tried, by({}), { time: 1e9, press: undefined }, true).past).toEqual([]);
});

test("no more than the limit is kept, the newest", () => {
  let history = historyOf(start);
  for (let i = 1; i <= historyLimit + 5; i += 1) history = later(history, by({ frequencyHz: i }));
  expect(history.past).toHaveLength(historyLimit);
  expect(history.past[0]?.choice.frequencyHz).toBe(5);
});

test("undoing everything leads to the beginning, redoing everything to the end", () => {
  const change = fc.record(
    { utilization: fc.constantFrom(0, 0.25, 0.5), device: fc.constantFrom("a", "b"), ceilings: fc.boolean() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(change, fc.nat(3 * pauseMs)), { maxLength: 30 }), (changes) => {
      let history = historyOf(start);
      let time = 0;
      for (const [part, wait] of changes) {
        time += wait;
        history = recorded(history, { ...history.present, ...part }, { time, press: undefined });
      }
      const end = history.present;
      let first = history;
      for (let back = undone(first); back !== undefined; back = undone(first)) first = back;
      expect(first.present).toEqual(start);
      for (let on = redone(first); on !== undefined; on = redone(first)) first = on;
      expect(first.present).toEqual(end);
      expect(first.past).toEqual(history.past);
    }),
  );
});
