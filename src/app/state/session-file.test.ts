import { webcrypto } from "node:crypto";
import { expect, test } from "vitest";
import { deviceById } from "../../device/catalog/index.ts";
import { ownDevice } from "../../device/own.ts";
import { isSameFile, sha256Of } from "./file-mark.ts";
import { inputOf, smallNetwork } from "../../testing/gcn-weights.ts";
import { essenceOf } from "../../predict/essence.ts";
import type { OwnLatency } from "./latency-list.ts";
import { formatSessionFile, parseSessionFile, type SavedSession } from "./session-file.ts";
import { isSessionName } from "./session-name.ts";

const saved: SavedSession = {
  file: { name: "my model.onnx", bytes: 4_956_208, sha256: "ab".repeat(32) },
  choices: { file: "my model.onnx", device: "pixel4", set: "batch:4", q: "op:conv >5%" },
  devices: [ownDevice({ ...deviceById("pi5")!, name: "My Pi" })],
  latencies: [],
};

const latency: OwnLatency = {
  id: "1",
  model: "small.onnx",
  device: "pixel4",
  cores: "large:1",
  runtime: "tflite",
  precision: "fp32",
  seconds: 0.0123,
  input: essenceOf(inputOf(smallNetwork)),
};

test("a session survives its file; what is unknown stays unknown", () => {
  expect(parseSessionFile(formatSessionFile(saved))).toEqual({ ok: true, value: saved });
  const mark = { name: "a", bytes: 0, sha256: undefined };
  const bare: SavedSession = { file: mark, choices: {}, devices: [], latencies: [] };
  expect(parseSessionFile(formatSessionFile(bare))).toEqual({ ok: true, value: bare });
  const sample: SavedSession = { file: undefined, choices: { model: "vgg16" }, devices: [], latencies: [] };
  expect(parseSessionFile(formatSessionFile(sample))).toEqual({ ok: true, value: sample });
});

test("latencies come along, each on a line, with what predictors read of their models", () => {
  const calibrated = { ...saved, latencies: [latency, { ...latency, id: "2", cores: "large:1,medium:2" }] };
  const text = formatSessionFile(calibrated);
  expect(parseSessionFile(text)).toEqual({ ok: true, value: calibrated });
  expect(text.split("\n").filter((line) => line.includes('"seconds":0.0123'))).toHaveLength(2);
  expect(formatSessionFile(saved)).not.toContain("latencies");
});

const changed = (change: object): string => JSON.stringify({ ...JSON.parse(formatSessionFile(saved)), ...change });

test.each([
  ["half a file", formatSessionFile(saved).slice(0, 200), /damaged: it is not whole JSON/],
  ["an empty file", "", /not whole JSON/],
  ["another JSON", "[]", /not a session that Ridgepoint saved/],
  ["a device file", '{"schema":"ridgepoint.device/1"}', /not a session that Ridgepoint saved/],
  [
    "a newer version",
    changed({ version: 3 }),
    /newer Ridgepoint: the file has version 3, and this one reads version 2/,
  ],
  ["an older version", changed({ version: 0 }), /has version 0, which is older than any that can be read/],
  ["no version", changed({ version: undefined }), /does not tell its version/],
  ["a version that is no number", changed({ version: "1" }), /does not tell its version/],
  ["no choices", changed({ choices: ["device"] }), /no list of choices/],
  ["a file without a name", changed({ file: { bytes: 3 } }), /which model it was made with/],
  ["latencies that are no list", changed({ latencies: 3 }), /latencies .* cannot be read/],
  ["a latency of another make", changed({ latencies: [{ ...latency, version: 1 }] }), /latencies .* cannot be read/],
  ["a faulty device", changed({ devices: [{ schema: "ridgepoint.device/1" }] }), /device .* cannot be read/],
])("%s gets a plain sentence", (_, text, sentence) => {
  expect(parseSessionFile(text)).toEqual({ ok: false, problem: expect.stringMatching(sentence) });
});

test.each([
  [{ device: "rk3399" }, { device: "rk3399", runtime: "tflite" }],
  [
    { device: "rk3399", runtime: "armcl" },
    { device: "rk3399", runtime: "armcl" },
  ],
  [{ device: "rk3399-gpu" }, { device: "rk3399-gpu", runtime: "tflite", precision: "fp16" }],
  [
    { pinned: "device:rk3399-gpu/precision:int8" },
    { runtime: "tflite", pinned: "device:rk3399-gpu/precision:int8/runtime:tflite" },
  ],
  [{ pinned: "" }, { runtime: "tflite", pinned: "runtime:tflite" }],
  [{ pinned: "device:rk3399" }, { runtime: "tflite", pinned: "device:rk3399/runtime:tflite" }],
  [{ pinned: "runtime:ort/device:rk3399" }, { runtime: "tflite", pinned: "runtime:ort/device:rk3399" }],
])("version 1 meant TFLite where it named no runtime, and its precision: %j", (before, after) => {
  const read = parseSessionFile(changed({ version: 1, choices: before }));
  expect(read).toEqual({ ok: true, value: { ...saved, choices: after } });
  expect(parseSessionFile(changed({ choices: before }))).toEqual({ ok: true, value: { ...saved, choices: before } });
});

test("what a later version adds without need of another number is left out", () => {
  const more = changed({ layout: { left: 3 }, choices: { ...saved.choices, mood: 7 } });
  expect(parseSessionFile(more)).toEqual({ ok: true, value: saved });
});

test("sessions are told by their name, also as a browser numbers a second download", () => {
  expect(["a.ridgepoint.json", "A.RIDGEPOINT (1).JSON", "b.onnx.ridgepoint.json"].every(isSessionName)).toBe(true);
  expect(["a.json", "ridgepoint.json", "a.ridgepoint.onnx", "a.ridgepoint/x.json"].some(isSessionName)).toBe(false);
});

test("a file is told by size and SHA-256; without a hash its size must do", async () => {
  const file = new File(["abc"], "a.onnx");
  const hash = Buffer.from(await webcrypto.subtle.digest("SHA-256", new TextEncoder().encode("abc"))).toString("hex");
  expect(await sha256Of(file)).toBe(hash);
  const mark = { name: "b.onnx", bytes: 3, sha256: hash };
  expect(await isSameFile(mark, file)).toBe(true);
  expect(await isSameFile(mark, new File(["abd"], "b.onnx"))).toBe(false);
  expect(await isSameFile({ ...mark, sha256: undefined }, new File(["abd"], "b.onnx"))).toBe(true);
  expect(await isSameFile({ ...mark, bytes: 4 }, file)).toBe(false);
});
