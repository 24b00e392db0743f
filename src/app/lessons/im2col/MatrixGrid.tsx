import { product } from "../../../cost/conv/algorithm.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { columnsAround, type Pixel, pixelAt, rowCount } from "./columns.ts";

interface Props {
  readonly window: Window;
  readonly position: number;
  readonly pixel: Pixel;
}

/** What is drawn of matrices that have hundreds of rows and thousands of columns. */
export const shownRows = 18;
const shownColumns = 9;

/** Part of the column matrix: which pixel each entry is a copy of. */
export function MatrixGrid({ window, position, pixel }: Props) {
  const rows = rowCount(window);
  const shown = Math.min(rows, shownRows);
  const columns = columnsAround(window, position, shownColumns);
  const taps = product(window.kernel);
  return (
    <figure>
      <figcaption>
        Column matrix, {shown} of {rows.toLocaleString("en")} rows, {columns.length} of{" "}
        {product(window.output).toLocaleString("en")} columns; entries are the row and column of the pixel copied
      </figcaption>
      <table className="im2col-matrix" aria-label="Part of the column matrix">
        <thead>
          <tr>
            <th scope="col">
              <abbr title="Channel and tap: row of the matrix">c·tap</abbr>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === position ? "is-here" : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: shown }, (_, row) => (
            <tr key={row} className={row > 0 && row % taps === 0 ? "next-channel" : undefined}>
              <th scope="row">
                {Math.floor(row / taps)}·{row % taps}
              </th>
              {columns.map((column) => {
                const { y, x, isPad } = pixelAt(window, row, column);
                const isCopy = y === pixel.y && x === pixel.x;
                const look = [isPad && "is-pad", isCopy && "is-copy", column === position && "is-here"];
                return (
                  <td key={column} className={look.filter((part) => part !== false).join(" ")}>
                    {isPad ? "0" : `${y},${x}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows > shown && <p className="quiet">… {(rows - shown).toLocaleString("en")} more rows</p>}
    </figure>
  );
}
