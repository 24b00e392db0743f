import { type PartId, partIds } from "../../../device/energy.ts";
import { levelColors } from "../roofline/level-colors.ts";
import { bandIn, barOf, type EnergyView, partNames, unitOf } from "./rows.ts";

const partColors: Readonly<Record<PartId, string>> = { arithmetic: "#CC79A7", ...levelColors };

export function PartLegend() {
  return (
    <ul className="legend" aria-label="Parts">
      {partIds.map((part) => (
        <li key={part}>
          <span className="swatch" style={{ background: partColors[part] }} /> {partNames[part]}
        </li>
      ))}
    </ul>
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

/** A table whose second column is a bar: the middles of the parts, and a whisker from the low end to the high one. */
export function ClassBars({ view }: { readonly view: EnergyView }) {
  const scale = Math.max(...view.rows.map(({ total }) => total.high), Number.MIN_VALUE);
  const [size, unit] = unitOf(scale);
  // A level that is known of no class would only take room.
  const parts = partIds.filter((part) => view.sum.parts[part] !== undefined);
  return (
    <table className="energy-table">
      <caption className="unseen">Energy per inference by class of operator, low to high, in {unit}</caption>
      <thead>
        <tr>
          <th scope="col">In {unit}</th>
          <th scope="col" className="energy-bar-head">
            <span className="unseen">Bar</span>
          </th>
          <th scope="col">Total</th>
          {parts.map((part) => (
            <th key={part} scope="col">
              {partNames[part]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.rows.map((row) => {
          const { segments, low, high } = barOf(row, scale);
          return (
            <tr key={row.opClass.id}>
              <th scope="row">{row.opClass.short}</th>
              <td aria-hidden="true">
                <div className="energy-bar">
                  {segments.map(({ part, width }) => (
                    <span key={part} style={{ width: percent(width), background: partColors[part] }} />
                  ))}
                  <i style={{ left: percent(low), width: percent(high - low) }} />
                </div>
              </td>
              <td>{bandIn(row.total, size)}</td>
              {parts.map((part) => (
                <td key={part}>{bandIn(row.sum.parts[part], size)}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
