import type { Matrix } from "../../../cost/conv/winograd-matrices.ts";

interface Props {
  /** Formula, over the matrix and its accessible name. */
  readonly name: string;
  readonly note?: string;
  readonly matrix: Matrix;
  /** Absent: only to read. */
  readonly onChange?: (row: number, column: number, value: number) => void;
}

/** Up to four significant digits; halves and quarters as they are. */
const text = (value: number): string => String(Number(value.toPrecision(5)));

/** A matrix in brackets, its numbers to read or to type. */
export function MatrixView({ name, note, matrix, onChange }: Props) {
  return (
    <figure className="matrix">
      <figcaption>
        <strong>{name}</strong> {note}
      </figcaption>
      <table aria-label={name}>
        <tbody>
          {matrix.map((line, row) => (
            // Rows have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={row}>
              {line.map((value, column) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={column}>
                  {onChange === undefined ? (
                    text(value)
                  ) : (
                    <input
                      type="number"
                      step="any"
                      aria-label={`${name} row ${row}, column ${column}`}
                      value={value}
                      onChange={({ currentTarget: { valueAsNumber } }) => {
                        if (Number.isFinite(valueAsNumber)) onChange(row, column, valueAsNumber);
                      }}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
