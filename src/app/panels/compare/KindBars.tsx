import { useMemo } from "react";
import { formatSeconds } from "../../../base/format.ts";
import { Badge } from "./Badge.tsx";
import { kindRows } from "./rows.ts";
import type { Shown } from "./subjects.ts";

/** Latency by class of operator, a bar for each subject under the others, all to one scale. */
export function KindBars({ subjects }: { readonly subjects: readonly Shown[] }) {
  const rows = useMemo(() => kindRows(subjects.map(({ subject }) => subject)), [subjects]);
  const most = Math.max(...rows.flatMap(({ seconds }) => seconds.map((one) => one ?? 0)));
  if (rows.length === 0) return null;
  return (
    <table className="compare-kinds">
      <caption>Latency by class of operator</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Latencies</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ opClass, seconds }) => (
          <tr key={opClass.id}>
            <th scope="row" title={opClass.label}>
              <span className="swatch" style={{ background: opClass.color }} />
              {opClass.short}
            </th>
            <td>
              {subjects.map(({ slot, look }, at) => {
                const own = seconds[at];
                return (
                  <div key={slot} className="compare-bar">
                    <Badge look={look} />
                    <span className="compare-track" aria-hidden="true">
                      <span style={{ background: look.color, width: `${((100 * (own ?? 0)) / most).toFixed(2)}%` }} />
                    </span>
                    <span>{own === undefined ? "none" : formatSeconds(own)}</span>
                  </div>
                );
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
