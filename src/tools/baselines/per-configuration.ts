/**
 * Methods that fit each configuration alone, and how they meet one with few rows or none: the fit of the most similar
 * configuration is taken, scaled by the geometric mean of measured / predicted over the rows there are, or, without any,
 * by the ratio of the peaks that the catalogue promises.
 */
import { type AtlasRow, configurationOf } from "../atlas/row.ts";
import { hardwareFeatures } from "./hardware.ts";
import type { GraphTime, Predict } from "./method.ts";

/** Fewer rows than this do not carry a fit of their own. */
const fewest = 20;

interface Configuration {
  readonly rows: readonly AtlasRow[];
  readonly first: AtlasRow;
  readonly hardware: readonly number[];
}

export function perConfiguration(rows: readonly AtlasRow[], fitOne: (rows: readonly AtlasRow[]) => GraphTime): Predict {
  const configurations = groupedRows(rows);
  const most = Math.max(0, ...[...configurations.values()].map((one) => one.rows.length));
  const bases = [...configurations.values()].filter((one) => one.rows.length >= Math.min(fewest, most));
  const fits = new Map<Configuration, GraphTime>();
  const fitOf = (base: Configuration): GraphTime => {
    const fit = fits.get(base) ?? fitOne(base.rows);
    fits.set(base, fit);
    return fit;
  };
  const borrowed = new Map<string, GraphTime | undefined>();
  return (row) => {
    const key = configurationOf(row);
    if (!borrowed.has(key)) borrowed.set(key, timesOf(row, configurations.get(key), bases, fitOf));
    const seconds = borrowed.get(key)?.(row);
    return seconds === undefined || !(seconds > 0) ? undefined : { seconds };
  };
}

function timesOf(
  row: AtlasRow,
  own: Configuration | undefined,
  bases: readonly Configuration[],
  fitOf: (base: Configuration) => GraphTime,
): GraphTime | undefined {
  if (own !== undefined && bases.includes(own)) return fitOf(own);
  const base = nearest(row, bases);
  if (base === undefined) return undefined;
  const fit = fitOf(base);
  const scale = own === undefined ? promised(row, base.first) : measuredScale(own.rows, fit);
  return (one) => {
    const time = fit(one);
    return time === undefined ? undefined : time * scale;
  };
}

/** How much slower the catalogue promises `row`'s hardware to be; 1 where it is silent. */
function promised(row: AtlasRow, base: AtlasRow): number {
  const ratio = Math.exp((hardwareFeatures(base)[0] ?? Number.NaN) - (hardwareFeatures(row)[0] ?? Number.NaN));
  return Number.isFinite(ratio) ? ratio : 1;
}

export function measuredScale(rows: readonly AtlasRow[], fit: GraphTime): number {
  const logs = rows.flatMap((row) => {
    const time = fit(row);
    return time === undefined || !(time > 0) ? [] : [Math.log(row.seconds / time)];
  });
  return logs.length === 0 ? 1 : Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
}

/** Runtime and precision first, then clock, peak and bandwidth. */
function nearest(row: AtlasRow, bases: readonly Configuration[]): Configuration | undefined {
  const own = hardwareFeatures(row);
  const distance = ({ first, hardware }: Configuration): number => {
    const alike = (first.runtime === row.runtime ? 0 : 100) + (first.precision === row.precision ? 0 : 100);
    const apart = own.map((value, at) => Math.abs(value - (hardware[at] ?? Number.NaN)));
    return alike + apart.reduce((sum, value) => sum + (Number.isNaN(value) ? 3 : value), 0);
  };
  const [best] = bases.map((base) => ({ base, far: distance(base) })).toSorted((a, b) => a.far - b.far);
  return best?.base;
}

export function groupedRows(rows: readonly AtlasRow[]): ReadonlyMap<string, Configuration> {
  const groups = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    const key = configurationOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return new Map(
    [...groups].flatMap(([key, list]) => {
      const [first] = list;
      return first === undefined ? [] : [[key, { rows: list, first, hardware: hardwareFeatures(first) }] as const];
    }),
  );
}
