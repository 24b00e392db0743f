import { expect, test } from "vitest";
import { deviceById } from "../../device/catalog/index.ts";
import { latenciesIn, measurementOf, mostLatencies, type OwnLatency, toKeep, withLatency } from "./latency-list.ts";
import { isOf, targetFields } from "./latency-target.ts";

const latency = (id: string, part: Partial<OwnLatency> = {}): OwnLatency => ({
  id,
  model: "a.onnx",
  device: "pixel4",
  cores: "large:1",
  runtime: "tflite",
  precision: "fp32",
  seconds: 0.02,
  input: { nodes: [], edges: [] },
  ...part,
});

test("what is kept is read again; what is damaged or of another version is left out", () => {
  const list = [latency("1"), latency("2", { runtime: "ort", precision: "int8" })];
  expect(latenciesIn(structuredClone(toKeep(list)))).toEqual(list);
  const [one] = toKeep(list);
  const damaged = [
    { ...one, version: 2 },
    { ...one, seconds: 0 },
    { ...one, seconds: "fast" },
    { ...one, runtime: "x" },
    { ...one, input: { nodes: 3 } },
    null,
    7,
  ];
  expect(latenciesIn(damaged)).toEqual([]);
  expect(latenciesIn(undefined)).toEqual([]);
});

test("a model measured again on the same target has the new latency; another target or model is another line", () => {
  const first = [latency("1")];
  expect(withLatency(first, latency("2", { seconds: 0.03 })).map(({ id }) => id)).toEqual(["2"]);
  expect(withLatency(first, latency("2", { cores: "large:2" })).map(({ id }) => id)).toEqual(["1", "2"]);
  const unfused = { nodes: [], edges: [], unfused: true };
  expect(withLatency(first, latency("2", { input: unfused })).map(({ id }) => id)).toEqual(["1", "2"]);
  const many = Array.from({ length: mostLatencies }, (_, at) => latency(String(at), { device: String(at) }));
  expect(withLatency(many, latency("new"))).toHaveLength(mostLatencies);
});

test("a measurement is of the device at its own state; one of an unknown device is none", () => {
  const measurement = measurementOf(latency("1"), deviceById);
  expect(measurement?.target).toMatchObject({ cores: { large: 1 }, runtime: "tflite", state: { utilization: 0 } });
  expect(isOf(latency("1"), targetFields(measurement!.target))).toBe(true);
  expect(isOf(latency("1", { precision: "int8" }), targetFields(measurement!.target))).toBe(false);
  expect(measurementOf(latency("1", { device: "own-gone" }), deviceById)).toBeUndefined();
  expect(measurementOf(latency("1", { cores: "prime:9" }), deviceById)).toBeUndefined();
});

test("a latency from elsewhere keeps its place beside one that was entered at the same moment", () => {
  const list = withLatency([latency("1")], latency("1", { device: "s10" }));
  expect(list.map(({ device }) => device)).toEqual(["pixel4", "s10"]);
  expect(new Set(list.map(({ id }) => id)).size).toBe(2);
  expect(withLatency(list, list[1]!)).toEqual(list);
});
