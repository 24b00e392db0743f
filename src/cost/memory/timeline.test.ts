import { expect, test } from "vitest";
import { analysisOf } from "../../testing/analyze-text.ts";
import { withActivations } from "./memory-graph.ts";
import { aliveAt, timelineOf } from "./timeline.ts";

const peak = (text: string) => analysisOf(text).totals.peakActivationBytes;

test("a chain holds two neighbours at a time: 400 + 400", () => {
  expect(peak("x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Abs(b)")).toBe(800);
});

test("a skip connection stays alive: x, a and b together, 3·400", () => {
  expect(peak("x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Add(b, x)")).toBe(1200);
});

test("a view shares its input's memory: reshaping holds 400, then 400 + 400", () => {
  const text = `
    x: float32[100]
    const s: int64[2] = 10,10
    a = Reshape(x, s)
    y = Relu(a)
  `;
  expect(peak(text)).toBe(800);
});

test("weights are no activations: 1·4·8·8·4 in and the same out", () => {
  expect(peak("x: float32[1,4,8,8]\n const w: float32[4,4,1,1]\n y = Conv(x, w)")).toBe(2048);
});

const inPlace = (text: string) => analysisOf(text).totals.inPlacePeakBytes;

test("in place, a chain runs in the memory of its first result; the caller's input is not overwritten: 400 + 400", () => {
  const chain = "x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Abs(b)";
  expect(inPlace(chain)).toBe(800);
  const { memory } = analysisOf(chain);
  const names = timelineOf(memory, { inPlace: true }).buffers.map(({ values }) =>
    values.map((value) => memory.values[value]?.name),
  );
  expect(names).toEqual([["x"], ["a", "b", "y"]]);
});

test("what is read later, is broadcast or is of another width is not taken over", () => {
  // Neg may not write into a, which Add still reads; Add then may.
  const { memory } = analysisOf("x: float32[100]\n a = Relu(x)\n b = Neg(a)\n y = Add(a, b)");
  expect(timelineOf(memory, { inPlace: true }).bytes).toEqual([800, 800, 800]);
  // 100 booleans need 100 bytes beside both inputs.
  expect(inPlace("x: float32[100]\n a = Relu(x)\n y = Less(a, x)")).toBe(900);
});

test("a sum takes over one of two dying inputs: x, a and b = 3·400, then y lies in a", () => {
  const text = "x: float32[100]\n a = Relu(x)\n b = Neg(x)\n c = Add(a, b)\n y = Abs(c)";
  expect(peak(text)).toBe(1200);
  expect(inPlace(text)).toBe(1200);
  expect(timelineOf(analysisOf(text).memory, { inPlace: true }).bytes).toEqual([800, 1200, 800, 400]);
  expect(timelineOf(analysisOf(text).memory).bytes).toEqual([800, 1200, 1200, 800]);
});

test("a step tells what is alive, born and dying, largest first", () => {
  const { memory } = analysisOf("x: float32[100]\n a = Relu(x)\n b = ReduceSum(a)\n y = Add(a, b)");
  const timeline = timelineOf(memory);
  expect(aliveAt(memory, timeline, 1)).toMatchObject([
    { names: ["a"], bytes: 400, born: false, dying: false },
    { names: ["b"], bytes: 4, born: true, dying: false },
  ]);
  expect(timeline).toMatchObject({ bytes: [800, 404, 804], peakBytes: 804, peakTime: 2, unsized: 0 });
});

test("an unknown size leaves the peak unknown, and the sum of the others a lower bound", () => {
  const { memory } = analysisOf("x: float32[100]\n a = Mystery(x)\n y = Relu(x)");
  expect(timelineOf(memory)).toMatchObject({ peakBytes: undefined, knownPeakBytes: 800, unsized: 1 });
});

test("half the width of floats halves them and leaves indices: 200 + 800 instead of 400 + 800", () => {
  const { memory } = analysisOf("x: float32[100]\n i: int64[100]\n y = Gather(x, i)");
  expect(timelineOf(memory).peakBytes).toBe(1600);
  expect(timelineOf(withActivations(memory, "float16")).peakBytes).toBe(1200);
});
