import fc from "fast-check";
import { expect, test } from "vitest";
import { technologyOf } from "../device/energy/technologies.ts";
import type { Analysis } from "../engine/analysis.ts";
import { roofline } from "../predict/roofline.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { targetOf } from "../testing/gcn-weights.ts";
import { differenceOf } from "./difference.ts";
import { energyOf } from "./energy.ts";
import type { Subject } from "./subject.ts";
import { metrics, totalRows } from "./totals.ts";

const target = targetOf("pi5", { large: 1 });

async function subjectOf(analysis: Analysis, on = target): Promise<Subject> {
  const prepared = await roofline.prepare(analysis);
  const energy = energyOf(analysis.nodes, on, technologyOf("7nm"));
  return { analysis, target: on, prediction: prepared.predict(on), kernels: 3, energy };
}

const network = (batch: number) => `
  x: float32[${batch},8,16,16]
  const w: float32[8,8,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
`;

const cellsOf = (subjects: readonly Subject[], id: string) => {
  const row = totalRows(subjects).find(({ metric }) => metric.id === id);
  if (row === undefined) throw new Error(`no such metric: ${id}`);
  return row.cells;
};

test("twice the batch is twice the MACs, + 100 % of 8 · 8 · 9 · 16 · 16, and the same parameters", async () => {
  const subjects = [await subjectOf(analysisOf(network(1))), await subjectOf(analysisOf(network(2)))];
  const macs = 8 * 8 * 9 * 16 * 16;
  expect(cellsOf(subjects, "macs")).toEqual([
    { amount: { value: macs, partial: false }, difference: undefined },
    { amount: { value: 2 * macs, partial: false }, difference: { absolute: macs, relative: 1 } },
  ]);
  expect(cellsOf(subjects, "params")[1]?.difference).toEqual({ absolute: 0, relative: 0 });
  expect(cellsOf(subjects, "nodes")[0]?.amount?.value).toBe(2);
});

test("half the clock: longer, and as much energy", async () => {
  const analysis = analysisOf(network(1));
  const slow = targetOf("pi5", { large: 1 }, { frequencyHz: target.state.frequencyHz / 2 });
  const subjects = [await subjectOf(analysis), await subjectOf(analysis, slow)];
  expect(cellsOf(subjects, "latency")[1]?.difference?.absolute).toBeGreaterThan(0);
  expect(cellsOf(subjects, "energy")[1]?.difference).toEqual({ absolute: 0, relative: 0 });
});

test("what is unknown stays unknown, and a sum that lacks a node says so", async () => {
  const subjects = [
    await subjectOf(analysisOf(network(1))),
    await subjectOf(analysisOf(`${network(1)}\n c = Mystery(b)`)),
  ];
  expect(cellsOf(subjects, "macs").map(({ amount }) => amount?.partial)).toEqual([false, true]);
  expect(cellsOf(subjects, "latency").map(({ amount }) => amount?.partial)).toEqual([false, true]);
  const [first] = subjects;
  if (first === undefined) throw new Error("no subject");
  const waiting = { ...first, prediction: undefined, kernels: undefined, energy: undefined };
  for (const id of ["latency", "convolutions", "kernels", "energy"]) {
    expect(cellsOf([first, waiting], id)[1]).toEqual({ amount: undefined, difference: undefined });
  }
});

test("every metric has a cell a subject, and the first differs from nothing", async () => {
  const first = await subjectOf(analysisOf(network(1)));
  const rows = totalRows([first, first, first]);
  expect(rows.map(({ metric }) => metric.id)).toEqual(metrics.map(({ id }) => id));
  for (const { cells } of rows) {
    expect(cells[0]?.difference).toBeUndefined();
    expect(cells.slice(1).map(({ difference }) => difference?.absolute)).toEqual([0, 0]);
  }
});

test("a difference turns its sign with its arguments; from nothing to something has no share", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      expect(differenceOf(a, b)?.absolute).toBe(0 - (differenceOf(b, a)?.absolute ?? Number.NaN) || 0);
    }),
  );
  expect(differenceOf(3, 0)).toEqual({ absolute: 3, relative: undefined });
  expect(differenceOf(0, 0)).toEqual({ absolute: 0, relative: 0 });
  expect(differenceOf(undefined, 1)).toBeUndefined();
  expect(differenceOf(-1, -2)).toEqual({ absolute: 1, relative: 0.5 });
});
