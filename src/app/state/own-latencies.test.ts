import { beforeEach, expect, test, vi } from "vitest";
import { stubBrowser } from "../../testing/stub-browser.ts";
import type { OwnLatency } from "./latency-list.ts";

// The window's modules ask the browser for these as they load; the database is a map that lives as long as a browser.
const storage = stubBrowser();
const database = new Map<string, unknown>();
vi.mock("idb-keyval", () => ({
  createStore: () => undefined,
  get: (key: string) => Promise.resolve(database.get(key)),
  set: (key: string, value: unknown) => Promise.resolve(void database.set(key, value)),
  del: (key: string) => Promise.resolve(void database.delete(key)),
}));

/** A page that is just loaded, in the same browser. */
const load = async () => {
  vi.resetModules();
  const recent = await import("./recent.ts");
  const own = { ...(await import("./own-latencies.ts")), ...(await import("./calibration.ts")) };
  own.followLatencies();
  /** Changes come one after the other: when one that changes nothing is done, all before it are. */
  const settled = () => own.forgetLatency(latency("nobody"));
  await settled();
  const ids = () => own.calibration.get().latencies.map(({ id }) => id);
  return { ...own, ...recent, settled, ids, state: () => own.calibration.get() };
};

const latency = (id: string): OwnLatency => ({
  id,
  model: `${id}.onnx`,
  device: "pixel4",
  cores: `large:1`,
  runtime: "tflite",
  precision: "fp32",
  seconds: 0.02,
  input: { nodes: [], edges: [{ from: 0, to: id.length, bytes: undefined }] },
});

beforeEach(() => {
  storage.clear();
  database.clear();
});

test("without consent latencies last as long as the page, and bend predictors all the same", async () => {
  const { keepLatency, ids, state } = await load();
  await keepLatency(latency("a"));
  expect(ids()).toEqual(["a"]);
  expect(state().measurements).toHaveLength(1);
  expect(database.size + storage.size).toBe(0);
  expect((await load()).ids()).toEqual([]);
});

test("with consent they are there again; to consent keeps those at hand, to take it back forgets all", async () => {
  const first = await load();
  await first.keepLatency(latency("a"));
  await first.allowRecent(true);
  await first.settled();
  await first.keepLatency(latency("bb"));
  const second = await load();
  expect(second.ids()).toEqual(["a", "bb"]);
  expect(second.state().measurements).toHaveLength(2);
  await second.forgetLatency(latency("a"));
  expect((await load()).ids()).toEqual(["bb"]);
  await second.allowRecent(false);
  await second.settled();
  expect(second.ids()).toEqual([]);
  expect(database.size).toBe(0);
});

test("switched off, nothing is bent, in the next page neither; the latencies stay", async () => {
  const { keepLatency, calibrate, state } = await load();
  await keepLatency(latency("a"));
  const { revision } = state();
  calibrate(false);
  expect([state().measurements.length, state().latencies.length]).toEqual([0, 1]);
  expect(state().revision).toBe(revision + 1);
  calibrate(false);
  expect(state().revision).toBe(revision + 1);
  expect((await load()).state().isOn).toBe(false);
  calibrate(true);
  expect(state().measurements).toHaveLength(1);
});

test("a latency of a device that was deleted waits, and is of use again when the device is back", async () => {
  const { keepLatency, state } = await load();
  const { keepDevice, forgetDevice } = await import("./own-devices.ts");
  const { deviceById } = await import("../../device/catalog/index.ts");
  const own = keepDevice({ ...deviceById("pixel4")!, name: "Mine" }, undefined);
  await keepLatency({ ...latency("a"), device: own.id });
  expect(state().measurements).toHaveLength(1);
  forgetDevice(own.id);
  expect([state().measurements.length, state().latencies.length]).toEqual([0, 1]);
  keepDevice({ ...deviceById("pixel4")!, name: "Mine" }, undefined);
  expect(state().measurements).toHaveLength(1);
});
