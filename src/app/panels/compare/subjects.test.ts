import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { baselineSlot } from "../../state/beside.ts";
import type { OpenModel, Origin } from "../../state/document.ts";
import { askedOf, defaultSession } from "../../state/session.ts";
import { shownSubjects } from "./subjects.ts";

const origin: Origin = {
  file: new File([], "a.onnx"),
  siblings: new Map(),
  sample: undefined,
  dropped: [],
  others: [],
};
const analysis = analysisOf("x: float32[8]\n y = Relu(x)");
const open: OpenModel = { analysis, origin, sizes: {}, positions: new Map(), serial: 1 };
const other = analysisOf("x: float32[8]\n y = Exp(x)\n z = Relu(y)");
const nothing = { open, prediction: undefined, predictor: undefined, read: new Map(), answers: new Map() };

test("the pinned state is the first column, the open model the second, others follow on the chosen device", () => {
  const baseline = { ...askedOf(defaultSession), device: "rk3399" };
  const choice = { ...defaultSession, device: "pi5", baseline };
  const read = new Map([
    ["file 1", { slot: "file 1", origin, sizes: {}, analysis: other }],
    [baselineSlot, { slot: baselineSlot, origin, sizes: {}, analysis }],
  ]);
  const shown = shownSubjects({ ...nothing, choice, read });
  expect(shown.map(({ look, slot }) => `${look.letter} ${slot}`)).toEqual(["A baseline", "B open", "C file 1"]);
  expect(shown.map(({ subject }) => subject.target.device.id)).toEqual(["rk3399", "pi5", "pi5"]);
  expect(shown.map(({ isOpen }) => isOpen)).toEqual([true, true, false]);
});

test("an answer for another analysis of the same model is not shown as this one's", () => {
  const read = new Map([["file 1", { slot: "file 1", origin, sizes: {}, analysis: other }]]);
  const prediction = { latencySeconds: 1, lowSeconds: 1, highSeconds: 1, coverage: 1, warnings: [], nodes: [1, 0] };
  const asked = askedOf(defaultSession);
  const answered = (of: typeof other) =>
    shownSubjects({
      ...nothing,
      choice: defaultSession,
      read,
      answers: new Map([["file 1", { analysis: of, asked, key: "", prediction, predictor: "gcn" }]]),
    })[1]?.subject.prediction?.latencySeconds;
  expect(answered(other)).toBe(1);
  expect(answered(analysis)).toBeUndefined();
});

test("kernels and energy come with each subject", () => {
  const [shown] = shownSubjects({ ...nothing, choice: defaultSession });
  expect(shown?.subject.kernels).toBe(1);
  expect(shown?.subject.energy?.high).toBeGreaterThan(0);
});
