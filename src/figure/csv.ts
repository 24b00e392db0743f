/** The data of a figure, one row a mark's value: exactly what is drawn, in SI units. */
import { csvLine } from "../export/csv.ts";
import type { Axis, Figure, Mark, Panel } from "./figure.ts";

type Cell = string | number | undefined;

/** A value with the names of its columns. */
interface Row {
  readonly panel: string;
  readonly series: string;
  readonly name: string | undefined;
  readonly cells: readonly (readonly [field: string, value: Cell])[];
}

const fieldOf = (axis: Axis): string => (axis.scale === "band" ? axis.field : axis.quantity.field);

const nameAt = (axis: Axis, at: number): Cell => (axis.scale === "band" ? axis.names[at] : at);

function rowsOfMark(mark: Mark, { title, x, y, marks }: Panel): readonly Row[] {
  const row = (cells: Row["cells"], name?: string): Row => ({ panel: title, series: mark.series.name, name, cells });
  switch (mark.kind) {
    case "bars": {
      const [band, value] = y.scale === "band" ? [y, x] : [x, y];
      // Where each series has bars of its own only, the places of the others are none of its unknowns.
      const own = marks.filter(({ kind }) => kind === "bars").length > 1;
      return mark.values.flatMap((one, at) =>
        own && one === undefined
          ? []
          : [
              row([
                [fieldOf(band), nameAt(band, at)],
                [fieldOf(value), one],
              ]),
            ],
      );
    }
    case "cells":
      return mark.rows.flatMap((values, at) =>
        values.map((value, column) =>
          row([
            [fieldOf(x), nameAt(x, column)],
            [fieldOf(y), nameAt(y, at)],
            [mark.quantity.field, value],
          ]),
        ),
      );
    case "line":
    case "points":
    case "area":
      return mark.points.map((point) =>
        row(
          [
            [fieldOf(x), nameAt(x, point.x)],
            [fieldOf(y), nameAt(y, point.y)],
          ],
          point.name,
        ),
      );
  }
}

/** Long form: panel, series, and a column for each quantity; what is unknown is an empty cell. */
export function csvOf({ panels }: Figure): string {
  const rows = panels.flatMap((panel) => panel.marks.flatMap((mark) => rowsOfMark(mark, panel)));
  const fields = [...new Set(rows.flatMap(({ cells }) => cells.map(([field]) => field)))];
  const withPanel = panels.length > 1;
  const withName = rows.some(({ name }) => name !== undefined);
  const lead = (panel: Cell, series: Cell, name: Cell): readonly Cell[] => [
    ...(withPanel ? [panel] : []),
    series,
    ...(withName ? [name] : []),
  ];
  return [
    csvLine([...lead("panel", "series", "name"), ...fields]),
    ...rows.map(({ panel, series, name, cells }) => {
      const values = new Map(cells);
      return csvLine([...lead(panel, series, name), ...fields.map((field) => values.get(field))]);
    }),
  ].join("");
}
