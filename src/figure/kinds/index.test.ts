import { describe, expect, test } from "vitest";
import { formatPercent } from "../../base/format.ts";
import { roofline } from "../../predict/roofline.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { figureSource, target } from "../../testing/figure-source.ts";
import { axisLabel, type Figure, type Mark, type Missing } from "../figure.ts";
import { isMissing, type Source } from "../source.ts";
import { chosenLayer, layerClock } from "./conv-layer.ts";
import { surfaceChannels } from "./conv-parameters.ts";
import { kindOf, kinds } from "./index.ts";

const source = await figureSource();

const drawn = (id: Parameters<typeof kindOf>[0], option?: string, of: Source = source): Figure => {
  const figure = kindOf(id).figureOf(of, option);
  return isMissing(figure) ? expect.fail(figure.missing) : figure;
};

const marksOf = <K extends Mark["kind"]>(figure: Figure, kind: K): readonly Extract<Mark, { kind: K }>[] =>
  figure.panels.flatMap(({ marks }) => marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind));

describe.each(
  kinds.flatMap((kind) =>
    [undefined, ...kind.optionsOf(source).map(({ id }) => id)].map((option) => ({ kind, option })),
  ),
)("$kind.id, $option", ({ kind, option }) => {
  const figure = drawn(kind.id, option);

  test("has a title, and a caption that says whether it is predicted or measured", () => {
    expect(figure.title).not.toBe("");
    if (kind.id !== "memory") expect(figure.caption).toMatch(/predicted|measure/);
  });

  test("every axis with a unit names it, and values lie within their axes", () => {
    for (const { x, y, marks } of figure.panels) {
      expect(axisLabel(x) + axisLabel(y)).not.toBe("");
      for (const mark of marks) {
        if (mark.kind === "bars" || mark.kind === "cells") continue;
        for (const point of mark.points) {
          for (const [axis, value] of [
            [x, point.x],
            [y, point.y],
          ] as const) {
            if (axis.scale === "band") continue;
            expect(value).toBeGreaterThanOrEqual(axis.range[0] * (1 - 1e-9));
            expect(value).toBeLessThanOrEqual(axis.range[1] * (1 + 1e-9));
          }
        }
      }
    }
  });
});

test("roofline: a dot for each node with arithmetic at FLOPs over predicted time, none above its roof", () => {
  const figure = drawn("roofline");
  const dots = marksOf(figure, "points").flatMap(({ points }) => points);
  const { nodes } = source.analysis;
  expect(dots).toHaveLength(nodes.filter(({ flops = 0 }) => flops > 0).length);
  const conv = nodes[0];
  expect(dots[0]).toMatchObject({
    x: conv?.intensity,
    y: (conv?.flops ?? Number.NaN) / (source.prediction.nodes[0] ?? Number.NaN),
  });
  const roof = marksOf(figure, "line").at(-1)?.points ?? [];
  for (const { y } of dots) expect(y).toBeLessThanOrEqual(Math.max(...roof.map((point) => point.y)));
  const levels = marksOf(drawn("roofline", "levels"), "points").map(({ series }) => series.name);
  expect(levels).toContain("DRAM");
});

test("latency by operator: the bars add up to the latency, the longest first", () => {
  const values = marksOf(drawn("operators"), "bars").map(
    (bars) => bars.values.find((value) => value !== undefined) ?? 0,
  );
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(source.prediction.latencySeconds ?? Number.NaN, 12);
});

test("costliest nodes: each row has one bar, of its node's time", () => {
  const bars = marksOf(drawn("nodes"), "bars");
  const rows = bars[0]?.values.length ?? 0;
  const times = Array.from({ length: rows }, (_, row) => bars.flatMap(({ values }) => values[row] ?? []));
  for (const row of times) expect(row).toHaveLength(1);
  expect(times.flat()).toEqual(
    source.prediction.nodes.filter((time) => time !== undefined && time > 0).toSorted((a = 0, b = 0) => b - a),
  );
});

test("convolution share: the stacks of every model fill 100 %", () => {
  const bars = marksOf(drawn("conv-share"), "bars");
  for (const row of [0, 1]) {
    expect(bars.reduce((sum, { values }) => sum + (values[row] ?? 0), 0)).toBeCloseTo(1, 9);
  }
  const { nodes } = source.analysis;
  const conv = nodes.reduce((sum, { kind }, at) => sum + (kind === "conv" ? (source.prediction.nodes[at] ?? 0) : 0), 0);
  expect(bars.at(-1)?.labels?.[0]).toBe(`${formatPercent(conv / (source.prediction.latencySeconds ?? 1))} conv`);
});

test("the layer of a convolution takes what the roofline predictor says: max(FLOPs / peak, bytes / bandwidth) + launch", () => {
  const layer = chosenLayer(source) ?? expect.fail("no layer");
  const clock = layerClock(target) ?? expect.fail("no roof");
  // 2 · 3² · 16 · 32 · 16² FLOPs are more than those of the first one, 2 · 3² · 3 · 16 · 32².
  expect(layer).toMatchObject({ inputChannels: 16, outputChannels: 32, outputPositions: 256, inputPositions: 1024 });
  expect(clock(layer).total).toBeCloseTo(source.prediction.nodes[2] ?? Number.NaN, 15);
  const first = chosenLayer({ ...source, selected: 0 }) ?? expect.fail("no layer");
  expect(clock(first).total).toBeCloseTo(source.prediction.nodes[0] ?? Number.NaN, 15);
});

test("the surface grows with both numbers of channels", () => {
  const rows = marksOf(drawn("surface"), "cells")[0]?.rows ?? [];
  expect(rows).toHaveLength(surfaceChannels.length);
  for (const [y, row] of rows.entries()) {
    for (const [x, value = 0] of row.entries()) {
      if (x > 0) expect(value).toBeGreaterThanOrEqual(row[x - 1] ?? Infinity);
      if (y > 0) expect(value).toBeGreaterThanOrEqual(rows[y - 1]?.[x] ?? Infinity);
    }
  }
});

test("sensitivity: a panel a knob, all with one axis of latency, and the chosen state on each curve", () => {
  const { panels } = drawn("sensitivity");
  expect(panels.map(({ x }) => axisLabel(x))).toEqual([
    "CPU frequency (GHz)",
    "Background load (%)",
    "Memory bandwidth (GB/s)",
  ]);
  expect(new Set(panels.map(({ y }) => y)).size).toBe(1);
  expect(panels[0]?.y).toMatchObject({ scale: "linear", range: [0, expect.any(Number)] });
});

test("sensitivity: where one curve is more than ten times the least, the axis is logarithmic, from 1, 2, 5 to 1, 2, 5", () => {
  const steep = {
    knob: "utilization",
    points: [
      [0, 0.03],
      [0.5, 0.06],
      [0.95, 0.6],
    ],
  } as const;
  const { panels } = drawn("sensitivity", undefined, { ...source, prediction: undefined, sweeps: [steep] });
  expect(panels[0]?.y).toMatchObject({ scale: "log", range: [0.02, 1] });
  expect(panels[0]?.marks[0]).toMatchObject({ points: [{}, {}, { x: 0.95, y: 0.6 }] });
});

test("memory: the area's highest step is the peak that its note names", () => {
  const { panels } = drawn("memory");
  const points = marksOf(drawn("memory"), "area")[0]?.points ?? [];
  expect(Math.max(...points.map(({ y }) => y))).toBe(panels[0]?.notes[0]?.y);
});

test("load: ten measured points, the bounded law at 1 where idle and 1 / (1 - 0.45) at 90 %", () => {
  const figure = drawn("load");
  expect(marksOf(figure, "points")[0]?.points).toHaveLength(10);
  const law = marksOf(figure, "line").find(({ series }) => series.name.startsWith("Predicted"));
  expect(law?.points[0]).toEqual({ x: 0, y: 1 });
  expect(law?.points.at(-1)?.y).toBeCloseTo(1 / 0.55, 9);
});

test("baselines: the best first; a method that passed over rows says so", () => {
  const { panels } = drawn("baselines");
  expect(panels[0]?.y).toMatchObject({ names: ["Trees", "Kernel sum (60 %)", "FLOPs proxy"] });
  expect(marksOf(drawn("baselines"), "bars")[0]?.values).toEqual([0.65, 0.4, 0.2]);
  expect(drawn("baselines").caption).toMatch(/Not computed yet, and so not shown: Graph network\.$/);
});

test("what is not there yet, or cannot be, is said in a sentence and nothing is drawn", async () => {
  const bare: Source = {
    ...source,
    prediction: undefined,
    sweeps: undefined,
    models: undefined,
    evaluation: undefined,
    target: { ...target, device: { ...target.device, clusters: [] } },
  };
  const words = (id: Parameters<typeof kindOf>[0], of: Source): string => {
    const figure: Figure | Missing = kindOf(id).figureOf(of, undefined);
    return isMissing(figure) ? figure.missing : "";
  };
  for (const id of ["roofline", "operators", "nodes", "conv-share", "surface", "sensitivity", "baselines"] as const) {
    expect(words(id, bare), id).toMatch(/^[A-Z].*\.$/);
  }
  const analysis = analysisOf("x: float32[1,8]\n y = Relu(x)");
  const prediction = (await roofline.prepare(analysis)).predict(target);
  expect(words("surface", { ...source, analysis, prediction })).toContain("no dense convolution");
});
