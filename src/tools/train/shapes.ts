/** Fitting the per-shape corrections of a group: ridge regression of what the classes leave over, cell by cell. */
import { kernelTimes } from "../../predict/conv-regression.ts";
import { isCoarse } from "../../predict/shape-cells.ts";
import type { GroupData, Sample } from "./groups.ts";
import { addRow, descend, emptyNormal } from "../../learn/least-squares.ts";
import { slowness, topClock } from "./clocks.ts";

export interface ShapeRidge {
  /** As if so many networks that consist of the cell alone said 0. */
  readonly coarse: number;
  readonly fine: number;
  /** A cell that fewer networks have is not corrected. */
  readonly fewest: number;
}

/** No more cells than this: the commonest are kept. */
const mostCells = 400;

/**
 * Minimises, over top-clock observations of all configurations, (1 - Σ share · (1 + Σ correction) · predicted / measured)²
 * with each network counting once, however many configurations ran it.
 */
export function fitShapes(
  { samples, configurations }: GroupData,
  fits: readonly { readonly coefficients: Float64Array }[],
  ridge: ShapeRidge,
): Readonly<Record<string, number>> {
  const cells = frequentCells(samples, ridge.fewest);
  if (cells.length === 0) return {};
  const places = new Map(cells.map((cell, at) => [cell, at]));
  const normal = emptyNormal(cells.length);
  for (const [at, configuration] of configurations.entries()) {
    const fit = fits[at];
    const top = topClock(configuration);
    if (fit === undefined) continue;
    for (const one of configuration.observations) {
      if (slowness(one, top) !== 1) continue;
      const { row, total } = cellTimes(one.sample, fit.coefficients, places);
      for (let j = 0; j < row.length; j += 1) row[j] = (row[j] ?? 0) / one.seconds;
      addRow(normal, row, 1 - total / one.seconds, (one.weight ?? 1) / configurations.length);
    }
  }
  const lambda = cells.map((cell) => (isCoarse(cell) ? ridge.coarse : ridge.fine));
  const x = descend(normal, { prior: cells.map(() => 0), lambda, least: -0.7, sweeps: 60 });
  return Object.fromEntries(
    cells.flatMap((cell, at) => {
      const value = Number((x[at] ?? 0).toFixed(4));
      return Math.abs(value) < 0.001 ? [] : [[cell, value]];
    }),
  );
}

function cellTimes({ model }: Sample, coefficients: Float64Array, places: ReadonlyMap<string, number>) {
  const row = new Float64Array(places.size);
  let total = 0;
  for (const [at, time] of kernelTimes(model.amounts, coefficients).entries()) {
    total += time ?? 0;
    for (const cell of model.cells[at] ?? []) {
      const place = places.get(cell);
      if (place !== undefined) row[place] = (row[place] ?? 0) + (time ?? 0);
    }
  }
  return { row, total };
}

function frequentCells(samples: readonly Sample[], fewest: number): readonly string[] {
  const networks = new Map<string, Set<string>>();
  for (const { model, network } of samples) {
    for (const cell of model.cells.flat()) {
      const own = networks.get(cell) ?? new Set<string>();
      networks.set(cell, own.add(network));
    }
  }
  return [...networks]
    .filter(([, own]) => own.size >= fewest)
    .toSorted(([a, x], [b, y]) => y.size - x.size || a.localeCompare(b, "en"))
    .slice(0, mostCells)
    .map(([cell]) => cell);
}
