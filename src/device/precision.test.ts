import fc from "fast-check";
import { expect, test } from "vitest";
import { trafficOf } from "../cost/node-cost.ts";
import { roofline } from "../predict/roofline.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { programs } from "../testing/random-programs.ts";
import { pixel4 } from "./catalog/pixel4.ts";
import { type Precision, precisions } from "./device.ts";
import { hierarchyOf, levelTraffics } from "./levels.ts";
import { atPrecision } from "./precision.ts";
import { nominalState, rooflineTime, roofOf } from "./roofline.ts";

const conv = `
  x: float32[1,64,56,56]
  const w: float32[64,64,3,3]
  y = Conv(x, w) pads=[1,1,1,1]
`;
const cores = { large: 1 };
const state = nominalState(pixel4, cores) ?? { frequencyHz: 1, utilization: 0, bandwidthBytesPerSecond: 1 };

test("fp16 moves half the bytes at twice the intensity, int8 a quarter at four times; FLOPs and parameters stay", () => {
  const file = analysisOf(conv);
  const bytes = 4 * (2 * 64 * 56 * 56 + 64 * 64 * 9);
  for (const [precision, width] of [
    ["fp32", 1],
    ["fp16", 2],
    ["int8", 4],
  ] as const) {
    const { nodes, totals } = atPrecision(file, precision);
    expect(nodes[0] && trafficOf(nodes[0])).toBe(bytes / width);
    expect(nodes[0]?.intensity).toBeCloseTo(width * (file.nodes[0]?.intensity ?? NaN), 9);
    expect(totals).toMatchObject({ flops: file.totals.flops, params: file.totals.params });
    expect(totals).toMatchObject({
      weightBytes: 147_456 / width,
      readBytes: 802_816 / width,
      writeBytes: 802_816 / width,
    });
    expect(totals.peakActivationBytes).toBe((file.totals.peakActivationBytes ?? NaN) / width);
  }
});

test("a model that is half precision or quantized already stays as its file has it", () => {
  for (const text of [conv.replaceAll("float32", "float16"), "x: int8[8]\n y = Identity(x)"]) {
    const file = analysisOf(text);
    for (const precision of precisions) expect(atPrecision(file, precision)).toBe(file);
  }
});

test("element types go along: what is shown as float16 is counted as float16", () => {
  const { nodes } = atPrecision(analysisOf(conv), "fp16");
  expect(nodes[0]?.outputs[0]).toMatchObject({ dtype: "float16", type: "float16[1, 64, 56, 56]" });
  expect(nodes[0]?.operands?.map(({ dtype }) => dtype)).toEqual(["float16", "float16"]);
});

test("what is not known stays unknown", () => {
  const { nodes } = atPrecision(analysisOf("x: float32[8]\n a = Mystery(x)\n y = Relu(a)"), "int8");
  expect(nodes.map((node) => trafficOf(node))).toEqual([undefined, undefined]);
});

const anyPrecision = fc.constantFrom<Precision>(...precisions);

test("converting twice is converting once, and so is what caches let through", () => {
  fc.assert(
    fc.property(programs, anyPrecision, ({ text }, precision) => {
      const file = analysisOf(text(3));
      const once = atPrecision(file, precision);
      expect(atPrecision(once, precision)).toEqual(once);
      const { front } = hierarchyOf(pixel4, cores);
      expect(levelTraffics(once.nodes, { front }, precision)).toEqual(levelTraffics(file.nodes, { front }, precision));
    }),
  );
});

test("a node takes the time of the bytes that are shown: the bound of the file equals the roofline of the shown costs", async () => {
  await fc.assert(
    fc.asyncProperty(programs, anyPrecision, async ({ text }, precision) => {
      const file = analysisOf(text(3));
      const shown = atPrecision(file, precision);
      const target = { device: pixel4, cores, runtime: "tflite", precision, state } as const;
      const times = (await roofline.prepare(file)).predict(target).nodes;
      const launch = pixel4.dispatchSeconds?.value ?? 0;
      const roof = roofOf(pixel4, cores, precision, state);
      shown.nodes.forEach((node, index) => {
        const bound = rooflineTime(node.flops, trafficOf(node), roof);
        if (bound === undefined) expect(times[index]).toBeUndefined();
        else if (bound > 0) expect(times[index]).toBeCloseTo(bound + launch, 15);
      });
    }),
  );
});
