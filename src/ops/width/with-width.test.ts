import fc from "fast-check";
import { expect, test } from "vitest";
import { ProblemError } from "../../base/problem.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { inferModel, modelOf } from "../../testing/graph-text.ts";
import { mobilenetV1, mobilenetV2 } from "../../testing/mobilenets.ts";
import { roundedChannels } from "./form.ts";
import { withWidth } from "./with-width.ts";

const macsOf = (analysis: Analysis): readonly number[] =>
  analysis.nodes.filter(({ window }) => window?.kind === "conv").map(({ macs }) => macs ?? Number.NaN);
const outputs = (analysis: Analysis): readonly string[] =>
  analysis.nodes.map(({ op, outputs: [first] }) => `${op} ${first?.shape?.join("x") ?? "?"}`);
const refusal = (text: string, width: number): string => {
  try {
    analysisOf(text, { width });
  } catch (error) {
    if (error instanceof ProblemError && "detail" in error.problem) return error.problem.detail;
    throw error;
  }
  return "";
};

const chain = `
  x: float32[1,3,32,32]
  const a: float32[32,3,3,3]
  const b: float32[64,32,3,3]
  const c: float32[64,64,3,3]
  const f: float32[64,10]
  p = Conv(x, a) pads=[1,1,1,1]
  q = Conv(p, b) pads=[1,1,1,1]
  r = Conv(q, c) pads=[1,1,1,1]
  g = GlobalAveragePool(r)
  v = Flatten(g)
  y = MatMul(v, f)
`;

test.each([0.25, 0.5, 1.5, 2])(
  "a chain at %f: the first layer's MACs go with it, the others' with its square",
  (width) => {
    const [first = 0, ...others] = macsOf(analysisOf(chain));
    const [wideFirst, ...wideOthers] = macsOf(analysisOf(chain, { width }));
    expect(wideFirst).toBe(first * width);
    expect(wideOthers).toEqual(others.map((macs) => macs * width ** 2));
    expect(outputs(analysisOf(chain, { width })).at(-1)).toBe("MatMul 1x10");
  },
);

test("factor 1 changes nothing: the very same graph, the very same analysis", () => {
  const { graph } = inferModel(modelOf(chain));
  expect(withWidth(graph, 1)).toMatchObject({ kind: "widened", changed: 0, graph: graph.graph });
  expect(analysisOf(chain, { width: 1 })).toEqual(analysisOf(chain));
});

test("channels round as MobileNets round: to 8, and up where that loses more than a tenth", () => {
  const rounded = [18, 12, 22.4, 33.6, 44.8, 89.6, 134.4, 1792, 9, 3].map((channels) => roundedChannels(channels));
  expect(rounded).toEqual([24, 16, 24, 32, 48, 88, 136, 1792, 16, 8]);
  fc.assert(
    fc.property(fc.double({ min: 8, max: 4096, noNaN: true }), (channels) => {
      const size = roundedChannels(channels);
      expect(size % 8).toBe(0);
      expect(size).toBeGreaterThanOrEqual(0.9 * channels);
    }),
  );
});

// Howard et al., "MobileNets", arXiv 1704.04861, table 6: 569, 325, 149 and 41 million mult-adds; table 4 has the parameters.
test.each([
  [1, 569, 4.2],
  [0.75, 325, 2.6],
  [0.5, 149, 1.3],
  [0.25, 41, 0.5],
])("MobileNetV1 at %f: %d million MACs and %f million parameters as published", (width, millions, parameters) => {
  const { totals, problems } = analysisOf(mobilenetV1, { width });
  expect(problems).toEqual([]);
  expect(Math.abs(totals.macs / 1e6 - millions)).toBeLessThan(1);
  expect(Math.abs(totals.params / 1e6 - parameters)).toBeLessThan(0.06);
});

// tensorflow/models, research/slim/nets/mobilenet/README.md: 582, 300, 209 and 97 million MACs at 224 x 224.
test.each([
  [1.4, 582],
  [1, 300],
  [0.75, 209],
  [0.5, 97],
])("the MobileNetV2 written by torchvision's rules for %f has the published %d million MACs", (width, millions) => {
  expect(Math.abs(analysisOf(mobilenetV2(width)).totals.macs / 1e6 - millions)).toBeLessThan(1.5);
});

test("MobileNetV2 at 1.4 is the network that torchvision's rules give for 1.4, layer by layer", () => {
  const own = analysisOf(mobilenetV2(1), { width: 1.4 });
  const written = analysisOf(mobilenetV2(1.4));
  expect(outputs(own)).toEqual(outputs(written));
  expect(own.totals).toEqual(written.totals);
});

test.each([0.5, 0.75])(
  "MobileNetV2 at %f too, but for its last layer, which its authors never make narrower",
  (width) => {
    const own = macsOf(analysisOf(mobilenetV2(1), { width }));
    const written = macsOf(analysisOf(mobilenetV2(width)));
    expect(own.slice(0, -1)).toEqual(written.slice(0, -1));
    expect((own.at(-1) ?? NaN) / (written.at(-1) ?? NaN)).toBeCloseTo(width, 9);
  },
);

test("a depthwise convolution has as many groups as channels, ResNeXt keeps its groups, a shortcut its sum", () => {
  const text = `
    x: float32[1,3,8,8]
    const a: float32[64,3,1,1]
    const d: float32[64,1,3,3]
    const g: float32[64,4,3,3]
    const e: float32[64]
    p = Conv(x, a)
    q = Conv(p, d) group=64 pads=[1,1,1,1]
    r = Conv(q, g) group=16 pads=[1,1,1,1]
    s = Add(p, r)
    t = BatchNormalization(s, e, e, e, e)
    u = GlobalAveragePool(t)
    const f: float32[64,5]
    v = Flatten(u)
    y = MatMul(v, f)
  `;
  const { nodes, problems } = analysisOf(text, { width: 0.75 });
  expect(problems).toEqual([]);
  expect(
    nodes.flatMap(({ window }) => (window?.kind === "conv" ? [[window.groups, window.outputChannels]] : [])),
  ).toEqual([
    [1, 48],
    [48, 48],
    [16, 48],
  ]);
});

test("branches joined and cut again keep their shares; a channel shuffle is written anew", () => {
  const text = `
    x: float32[1,3,4,4]
    const a: float32[32,3,1,1]
    const b: float32[64,3,1,1]
    const i: int64[5] = 1,2,48,4,4
    const j: int64[4] = 1,-1,4,4
    const parts: int64[2] = 32,64
    const w: float32[16,64,1,1]
    p = Conv(x, a)
    q = Conv(x, b)
    c = Concat(p, q) axis=1
    m = Reshape(c, i)
    n = Transpose(m) perm=[0,2,1,3,4]
    o = Reshape(n, j)
    s, t = Split(c, parts) axis=1
    u = Conv(t, w)
    k = Concat(u, o, s) axis=1
    y = GlobalAveragePool(k)
    r = ReduceSum(y)
  `;
  const { problems } = analysisOf(text, { width: 0.5 });
  expect(problems).toEqual([]);
  expect(outputs(analysisOf(text, { width: 0.5 })).slice(2, 8)).toEqual([
    "Concat 1x48x4x4",
    "Reshape 1x2x24x4x4",
    "Transpose 1x24x2x4x4",
    "Reshape 1x48x4x4",
    "Split 1x16x4x4",
    "Conv 1x8x4x4",
  ]);
});

test("halves cut out by their positions stay halves, as in ShuffleNetV2; other cuts keep their channels", () => {
  const text = (start: number) => `
    x: float32[1,3,4,4]
    const a: float32[64,3,1,1]
    const w: float32[16,${64 - start},1,1]
    const from: int64[1] = ${start}
    const to: int64[1] = 9223372036854775807
    const axes: int64[1] = 1
    const f: float32[16,5]
    p = Conv(x, a)
    h = Slice(p, from, to, axes)
    q = Conv(h, w)
    g = GlobalAveragePool(q)
    v = Flatten(g)
    y = MatMul(v, f)
  `;
  const halves = analysisOf(text(32), { width: 0.5 });
  expect(halves.problems).toEqual([]);
  expect(outputs(halves).slice(0, 3)).toEqual(["Conv 1x32x4x4", "Slice 1x16x4x4", "Conv 1x8x4x4"]);
  expect(analysisOf(text(24), { width: 0.5 }).width?.kept).toEqual([
    { node: "Conv_0", why: "Slice Slice_1 needs it as it is" },
  ]);
});

test("a gate of fully connected layers follows the channels that it weighs", () => {
  const text = `
    x: float32[1,3,8,8]
    const a: float32[64,3,3,3]
    const down: float32[64,16]
    const up: float32[16,64]
    const i: int64[4] = 1,64,1,1
    p = Conv(x, a)
    g = GlobalAveragePool(p)
    v = Flatten(g)
    d = Gemm(v, down)
    u = Gemm(d, up)
    s = Reshape(u, i)
    m = Mul(p, s)
    y = ReduceMean(m)
  `;
  const analysis = analysisOf(text, { width: 0.5 });
  expect(analysis.problems).toEqual([]);
  expect(outputs(analysis).slice(3)).toEqual([
    "Gemm 1x16",
    "Gemm 1x32",
    "Reshape 1x32x1x1",
    "Mul 1x32x6x6",
    "ReduceMean 1x1x1x1",
  ]);
});

test("weights that are made of a shape get another shape: models without stored weights", () => {
  const text = `
    x: float32[1,3,8,8]
    const i: int64[4] = 32,3,3,3
    const f: float32[32,5]
    w = ConstantOfShape(i)
    p = Conv(x, w)
    g = GlobalAveragePool(p)
    v = Flatten(g)
    y = MatMul(v, f)
  `;
  expect(outputs(analysisOf(text, { width: 0.5 })).slice(0, 2)).toEqual(["ConstantOfShape 16x3x3x3", "Conv 1x16x6x6"]);
});

test("what ends in an output keeps its channels and says why; the layers before it change", () => {
  const { width, model } = analysisOf(
    "x: float32[1,3,8,8]\n const a: float32[16,3,3,3]\n const b: float32[21,16,1,1]\n p = Conv(x, a)\n y = Conv(p, b)",
    { width: 2 },
  );
  expect(width).toEqual({
    factor: 2,
    changed: 1,
    convolutions: 2,
    kept: [{ node: "Conv_1", why: "it is an output of the model" }],
  });
  expect(model.outputs[0]?.shape).toEqual([1, 21, 6, 6]);
});

test("refusals are sentences: nothing to widen, or channels that a node needs as they are", () => {
  expect(refusal("x: float32[4,4]\n y = Relu(x)", 0.5)).toContain("no convolution");
  const cut = "x: float32[1,3,4,4]\n const a: float32[16,3,1,1]\n p = Conv(x, a)\n q = Mystery(p)\n y = ReduceSum(q)";
  expect(refusal(cut, 0.5)).toBe(
    "The model cannot be 0.5 times as wide: no convolution would change (Mystery Mystery_1 needs it as it is)",
  );
  expect(refusal(chain, 0)).toContain("that is no width");
});

/** Dense and depthwise layers, shortcuts and joins over 16 x 16 images of random widths. */
const networks = fc
  .array(fc.tuple(fc.constantFrom("conv", "depthwise", "add", "concat", "relu"), fc.integer({ min: 1, max: 12 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((layers) => {
    const lines = ["x: float32[1,3,16,16]", "const w: float32[24,3,3,3]", "v = Conv(x, w) pads=[1,1,1,1]"];
    let [at, channels] = ["v", 24];
    layers.forEach(([kind, eighths], i) => {
      const wide = kind === "conv" ? 8 * eighths : kind === "concat" ? channels + 8 * eighths : channels;
      if (kind === "relu") lines.push(`r${i} = Relu(${at})`);
      if (kind === "depthwise") {
        lines.push(
          `const w${i}: float32[${channels},1,3,3]`,
          `r${i} = Conv(${at}, w${i}) group=${channels} pads=[1,1,1,1]`,
        );
      }
      if (kind === "conv" || kind === "concat" || kind === "add") {
        const made = kind === "concat" ? 8 * eighths : wide;
        lines.push(`const w${i}: float32[${made},${channels},1,1]`, `c${i} = Conv(${at}, w${i})`);
        lines.push(
          kind === "conv"
            ? `r${i} = Relu(c${i})`
            : kind === "add"
              ? `r${i} = Add(${at}, c${i})`
              : `r${i} = Concat(${at}, c${i}) axis=1`,
        );
      }
      [at, channels] = [`r${i}`, wide];
    });
    lines.push(`g = GlobalAveragePool(${at})`, "y = ReduceSum(g)");
    return lines.join("\n");
  });

test("any such network at any width is sound: no node contradicts itself, and more width is never less work", () => {
  const widths = fc.double({ min: 0.25, max: 2, noNaN: true });
  fc.assert(
    fc.property(networks, widths, widths, (text, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const [narrow, wide] = [less, more].map((width) => {
        const refused = refusal(text, width);
        if (refused !== "") expect(refused).toContain("would change");
        return refused === "" ? analysisOf(text, { width }) : analysisOf(text);
      });
      for (const analysis of [narrow, wide]) expect(analysis?.problems).toEqual([]);
      if (narrow?.width !== undefined && wide?.width !== undefined) {
        expect(wide.totals.macs).toBeGreaterThanOrEqual(narrow.totals.macs);
      }
    }),
    // Each run analyses two networks.
    { numRuns: 30 },
  );
});
