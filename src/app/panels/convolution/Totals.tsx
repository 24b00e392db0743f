import { formatBytes, formatCount, formatPercent } from "../../../base/format.ts";
import type { Library } from "../../../runtime/choice/library.ts";
import { session } from "../../state/session.ts";
import { type Difference, differenceOf, type TotalId, totalIds, totalNames } from "./rows.ts";
import type { Study } from "./use-study.ts";

const format: Readonly<Record<TotalId, (value: number) => string>> = {
  multiplies: formatCount,
  additions: formatCount,
  transforms: formatCount,
  traffic: formatBytes,
  workspace: formatBytes,
  kept: formatBytes,
  atLoad: formatCount,
};

function differenceText(id: TotalId, { by, share }: Difference): string {
  if (by === 0) return "none";
  const sign = by > 0 ? "+" : "−";
  const relative = share === undefined ? "" : ` (${sign}${formatPercent(Math.abs(share))})`;
  return `${sign}${format[id](Math.abs(by))}${relative}`;
}

/** All convolutions together: directly, as the library chooses, and with the user's overrides. */
export function Totals({ study, library }: { readonly study: Study; readonly library: Library }) {
  const { direct, picked, changed, overridden } = study;
  return (
    <section>
      <h3>
        Whole model, {picked.layers} {picked.layers === 1 ? "convolution" : "convolutions"}
        {picked.uncovered > 0 && `, ${picked.uncovered} of which run an unknown number of times and are not counted`}
        {overridden > 0 && (
          <>
            {" · "}
            <button type="button" className="link" onClick={() => session.patch({ algorithms: {} })}>
              {overridden === 1 ? "Take back 1 override" : `Take back ${overridden} overrides`}
            </button>
          </>
        )}
      </h3>
      <div className="convolution-scroll">
        <table className="convolution-totals">
          <caption className="unseen">Convolutions of the whole model</caption>
          <thead>
            <tr>
              <th scope="col">Sum</th>
              <th scope="col">All direct</th>
              <th scope="col">{library.label}</th>
              {overridden > 0 && <th scope="col">With overrides</th>}
              {overridden > 0 && <th scope="col">Difference</th>}
            </tr>
          </thead>
          <tbody>
            {totalIds.map((id) => (
              <tr key={id}>
                <th scope="row">{totalNames[id]}</th>
                <td>{format[id](direct[id])}</td>
                <td>{format[id](picked[id])}</td>
                {overridden > 0 && <td>{format[id](changed[id])}</td>}
                {overridden > 0 && <td>{differenceText(id, differenceOf(picked, changed, id))}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        Buffers as large as a layer cost one write and one read; slices stay in cache and cost none.
      </p>
    </section>
  );
}
