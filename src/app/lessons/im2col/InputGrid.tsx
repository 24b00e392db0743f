import type { Window } from "../../../cost/node-cost.ts";
import { axisOf, type Pixel, sight } from "./columns.ts";

interface Props {
  readonly window: Window;
  readonly position: number;
  /** The pixel whose copies are marked. */
  readonly pixel: Pixel;
  readonly onFollow: (pixel: Pixel) => void;
}

const size = 24;
const margin = 26;

/** Part of one channel of the input, padding hatched, the window of the position outlined. */
export function InputGrid({ window, position, pixel, onFollow }: Props) {
  const [down, across] = [axisOf(window, 0), axisOf(window, 1)];
  const [p, q] = [Math.floor(position / across.output), position % across.output];
  const rows = sight(down, p, 10);
  const columns = sight(across, q, 10);
  const [firstRow = 0, firstColumn = 0] = [rows[0], columns[0]];
  const tap = (axis: typeof down, output: number, index: number): number | undefined => {
    const offset = index - (output * axis.stride - axis.pad);
    const taken = offset / axis.dilation;
    return offset >= 0 && offset % axis.dilation === 0 && taken < axis.kernel ? taken : undefined;
  };
  const [width, height] = [margin + columns.length * size + 2, margin + rows.length * size + 2];
  return (
    <figure>
      <figcaption>
        Channel 0 of {window.inputChannels}, rows {firstRow}–{rows.at(-1)} of {down.input}, columns {firstColumn}–
        {columns.at(-1)} of {across.input}
      </figcaption>
      <svg
        className="lesson-grid"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-label={`The window of output row ${p}, column ${q} covers input rows ${p * down.stride - down.pad} to ${p * down.stride - down.pad + (down.kernel - 1) * down.dilation} and columns ${q * across.stride - across.pad} to ${q * across.stride - across.pad + (across.kernel - 1) * across.dilation}`}
      >
        {columns.map((x, i) => (
          <text key={x} className="grid-axis" x={margin + (i + 0.5) * size} y={margin - 8}>
            {x}
          </text>
        ))}
        {rows.map((y, j) => (
          <text key={y} className="grid-axis" x={margin - 14} y={margin + (j + 0.5) * size + 4}>
            {y}
          </text>
        ))}
        {rows.flatMap((y, j) =>
          columns.map((x, i) => {
            const isPad = y < 0 || x < 0 || y >= down.input || x >= across.input;
            const [r, s] = [tap(down, p, y), tap(across, q, x)];
            const row = r === undefined || s === undefined ? undefined : r * across.kernel + s;
            const isFollowed = pixel.y === y && pixel.x === x;
            return (
              <g key={`${y},${x}`} onClick={() => onFollow({ channel: 0, y, x, isPad })}>
                <rect
                  className={`cell${isPad ? " cell-pad" : ""}${row === undefined ? "" : " cell-read"}${isFollowed ? " cell-followed" : ""}`}
                  x={margin + i * size + 1}
                  y={margin + j * size + 1}
                  width={size - 2}
                  height={size - 2}
                />
                {row !== undefined && (
                  <text className="cell-text" x={margin + (i + 0.5) * size} y={margin + (j + 0.5) * size + 4}>
                    {row}
                  </text>
                )}
              </g>
            );
          }),
        )}
      </svg>
    </figure>
  );
}
