import { expect, test, vi } from "vitest";
import type { Prediction } from "../../../predict/predictor.ts";
import { inputOf, smallNetwork } from "../../../testing/gcn-weights.ts";
import type { OwnLatency } from "../../state/latency-list.ts";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { modelText, rowsOf, sectionsOf, takenText, targetText } = await import("./rows.ts");

const input = inputOf(smallNetwork);

const latency = (id: string, part: Partial<OwnLatency> = {}): OwnLatency => ({
  id,
  model: `${id}.onnx`,
  device: "pixel4",
  cores: "large:1",
  runtime: "tflite",
  precision: "fp32",
  seconds: 0.03,
  input,
  ...part,
});

const prediction = (latencySeconds: number | undefined, ...warnings: string[]): Prediction => ({
  latencySeconds,
  lowSeconds: undefined,
  highSeconds: undefined,
  coverage: 1,
  warnings,
  nodes: [],
});

test("a row sets what was measured beside what is predicted without it", () => {
  const [row] = rowsOf([latency("a")], new Map([["a", prediction(0.02)]]));
  expect(row).toMatchObject({ model: "a.onnx", measured: "30.0 ms", predicted: "20.0 ms", difference: "+50.0 %" });
  expect(row?.fault).toBeUndefined();
  expect(row?.macs).toMatch(/MMAC$/);
});

test("what is still being asked is no fault; a refusal and an unknown device are", () => {
  expect(rowsOf([latency("a")], new Map())[0]).toMatchObject({ predicted: "", difference: "", fault: undefined });
  const refused = new Map([["a", prediction(undefined, "Trained on convolutional networks only.")]]);
  expect(rowsOf([latency("a")], refused)[0]?.fault).toBe("Trained on convolutional networks only.");
  expect(rowsOf([latency("a", { device: "own-gone" })], new Map())[0]?.fault).toBe("The device is not known here.");
});

test("rows stand by target, the chosen one first", () => {
  const rows = rowsOf(
    [latency("a", { cores: "small:1" }), latency("b"), latency("c", { cores: "small:1" })],
    new Map(),
  );
  const sections = sectionsOf(rows, latency("any"));
  expect(sections.map(({ title, isChosen, rows: own }) => [title, isChosen, own.length])).toEqual([
    [targetText(latency("b")), true, 1],
    [targetText(latency("a", { cores: "small:1" })), false, 2],
  ]);
  expect(sections[0]?.title).toBe("Google Pixel 4, 1 large, TFLite fp32");
  expect(targetText(latency("a", { device: "own-gone" }))).toBe("A device that is not known here, TFLite fp32");
});

test("a model is named with what was chosen for it", () => {
  const analysis = { file: { name: "net.onnx" }, width: { factor: 0.5 } } as Parameters<
    typeof modelText
  >[0]["analysis"];
  expect(modelText({ analysis, sizes: { batch: 4 } })).toBe("net.onnx, batch 4, width × 0.5");
});

test("what came of a table is a sentence or two", () => {
  const missing = ["a", "b", "c", "d", "e", "f"].map((file) => ({ file, seconds: 1 }));
  expect(takenText(3, [])).toBe("3 added.");
  expect(takenText(0, [])).toBe("0 added.");
  expect(takenText(2, missing.slice(0, 1))).toBe("2 added. Not found here: a. Choose this model as well.");
  expect(takenText(0, missing)).toBe("Not found here: a, b, c, d and 2 more. Choose these models as well.");
});
