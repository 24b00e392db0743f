import { expect, test } from "vitest";
import { roofline } from "../../../predict/roofline.ts";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { targetOf } from "../../../testing/gcn-weights.ts";
import { overlayFigure } from "./overlay.ts";

const palette = { text: "#111111", muted: "#777777", warning: "#a05000", grid: "#dddddd", surface: "#ffffff" };
const network = `
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
`;

async function overlaid(letter: "A" | "B", device: string, text = network) {
  const analysis = analysisOf(text);
  const prepared = await roofline.prepare(analysis);
  const target = targetOf(device, { large: 1 });
  const prediction = prepared.predict(target);
  const color = letter === "A" ? "#0072B2" : "#D55E00";
  const look = { letter, color, symbol: letter === "A" ? "circle" : "diamond" } as never;
  return { look, title: `${letter}.onnx`, subject: { analysis, target, prediction, kernels: 2, energy: undefined } };
}

/** Traces by what they draw. */
const tracesOf = (figure: ReturnType<typeof overlayFigure>, mode: string) =>
  (figure?.data ?? []).filter((trace) => "mode" in trace && trace.mode === mode);

test("a roof for each device, drawn once where two share it; dots of every subject, the first on top", async () => {
  const [a, b, other] = [await overlaid("A", "pixel4"), await overlaid("B", "pixel4"), await overlaid("B", "pi5")];
  expect(tracesOf(overlayFigure([a, b], palette), "lines")).toHaveLength(1);
  const figure = overlayFigure([a, other], palette);
  expect(tracesOf(figure, "lines")).toHaveLength(2);
  expect(tracesOf(figure, "markers").map((trace) => ("name" in trace ? trace.name : ""))).toEqual(["B.onnx", "A.onnx"]);
});

test("in words: how many nodes of each are bound by what", async () => {
  const figure = overlayFigure([await overlaid("A", "pixel4"), await overlaid("B", "pi5")], palette);
  expect(figure?.description).toMatch(/^A A\.onnx: 1 of 2 nodes bound by compute, ridge point .* B B\.onnx: /);
});

test("nothing to draw without arithmetic", async () => {
  const empty = await overlaid("A", "pixel4", "x: float32[8]\n y = Identity(x)");
  expect(overlayFigure([empty], palette)).toBeUndefined();
});
