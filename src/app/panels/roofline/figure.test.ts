import { expect, test } from "vitest";
import { analysisOf } from "../../../testing/analyze-text.ts";
import { dotsOf, type RooflineInput, rooflineFigure } from "./figure.ts";

const { nodes } = analysisOf(`
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  const s: int64[2] = 1,-1
  a = Conv(x, w) pads=[1,1,1,1]
  b = Mystery(a)
  c = Reshape(a, s)
`);
const roof = { peak: 40e9, bandwidth: 20e9 };
const palette = { text: "#000", muted: "#555", warning: "#840", grid: "#ddd", surface: "#fff" };
const input: RooflineInput = {
  nodes,
  prediction: {
    latencySeconds: 0.01,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: 1,
    warnings: [],
    nodes: [0.01, undefined, 0],
  },
  roof,
  nominal: roof,
  selected: undefined,
  palette,
  precision: "fp32",
  widest: 40e9,
  ceilings: [],
};

test("a dot stands at FLOPs / traffic and FLOPs / latency; what has no arithmetic or an unknown cost has no dot", () => {
  const dots = dotsOf(input);
  expect(dots).toHaveLength(1);
  const flops = 2 * 64 * 56 * 56 * 64 * 9;
  const traffic = 4 * (2 * 64 * 56 * 56 + 64 * 64 * 9);
  expect(dots[0]?.intensity).toBeCloseTo(flops / traffic, 10);
  expect(dots[0]?.rate).toBeCloseTo(flops / 0.01, 0);
});

test("without a prediction dots lie on the roof", () => {
  expect(dotsOf({ ...input, prediction: undefined })[0]?.rate).toBe(roof.peak);
});

test("the roof bends at the ridge point: 40 GFLOP/s over 20 GB/s is 2 FLOP/B", () => {
  const { data, layout, description } = rooflineFigure(input);
  const [line] = data;
  expect(line).toMatchObject({ mode: "lines", x: expect.arrayContaining([2]) });
  expect(line && "y" in line && line.y?.[1]).toBe(40e9);
  expect(JSON.stringify(layout.annotations)).toContain("2.00 FLOP/B");
  expect(description).toContain("1 of 1 nodes are bound by compute");
  expect(description).toContain("2 nodes without arithmetic");
});

test("a slider draws the device's best roof beside the present one, and the axes stay", () => {
  const slow = rooflineFigure({ ...input, roof: { peak: 10e9, bandwidth: 20e9 } });
  const fast = rooflineFigure(input);
  expect(slow.data.length).toBe(fast.data.length + 1);
  expect(slow.layout.xaxis?.range).toEqual(fast.layout.xaxis?.range);
  expect(slow.layout.yaxis?.range).toEqual(fast.layout.yaxis?.range);
});

test("a node that its predictor fused into another has no dot; one above the roof is called out", () => {
  const with0 = (seconds: number): RooflineInput => ({
    ...input,
    prediction: {
      latencySeconds: 1,
      lowSeconds: undefined,
      highSeconds: undefined,
      coverage: 1,
      warnings: [],
      nodes: [seconds, undefined, 0],
    },
  });
  expect(dotsOf(with0(0))).toEqual([]);
  const texts = (figure: RooflineInput) => JSON.stringify(rooflineFigure(figure).layout.annotations);
  expect(rooflineFigure(with0(1.5e-3)).above).toContain("Winograd");
  // 231 MFLOP in 1 ms would be 231 GFLOP/s under a peak of 40.
  expect(texts(with0(1e-3))).toContain("1 above the roof");
  expect(texts(with0(1e-2))).not.toContain("above the roof");
});

test("the selected node has a ring", () => {
  const { data } = rooflineFigure({ ...input, selected: 0 });
  expect(data.at(-1)).toMatchObject({ marker: { symbol: "circle-open" } });
});

test("unknown roofs give an empty chart and say so", () => {
  const unknown = { peak: undefined, bandwidth: undefined };
  const figure = rooflineFigure({ ...input, prediction: undefined, roof: unknown, nominal: unknown });
  expect(figure.data).toEqual([]);
  expect(figure.description).toContain("not known");
});

test("of thousands of dots the costliest are drawn, and the chart says how much of the latency they are", () => {
  const [conv] = nodes;
  if (conv === undefined) throw new Error("the graph above begins with a convolution");
  const many = Array.from({ length: 2000 }, () => conv);
  const seconds = many.map((_, index) => (index < 300 ? 1e-3 : 1e-6));
  const latencySeconds = seconds.reduce((sum, one) => sum + one, 0);
  const prediction = {
    latencySeconds,
    lowSeconds: undefined,
    highSeconds: undefined,
    coverage: 1,
    warnings: [],
    nodes: seconds,
  };
  const { data, layout } = rooflineFigure({ ...input, nodes: many, prediction });
  const drawn = data.flatMap((trace) => ("customdata" in trace ? [...(trace.customdata ?? [])] : []));
  expect(drawn).toHaveLength(300);
  expect(drawn.every((index) => Number(index) < 300)).toBe(true);
  expect(JSON.stringify(layout.annotations)).toContain("the 300 costliest of 2000 nodes, 99.4 % of the latency");
});
