import { useMemo } from "react";
import { formatBytes, formatCount } from "../../../base/format.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import type { ConvContext } from "../../../runtime/choice/library.ts";
import type { ConvLayer } from "../../../runtime/choice/study.ts";
import { session } from "../../state/session.ts";
import {
  algorithmRows,
  type AlgorithmRow,
  barsOf,
  type Segment,
  type SegmentId,
  segmentNames,
  withOverride,
} from "./rows.ts";

const colors: Readonly<Record<SegmentId, string>> = {
  multiplies: "#0072B2",
  additions: "#56B4E9",
  transforms: "#E69F00",
  compulsory: "#009E73",
  extra: "#D55E00",
};
const segmentIds: readonly SegmentId[] = ["multiplies", "additions", "transforms", "compulsory", "extra"];

interface Props {
  readonly node: NodeCost;
  readonly layer: ConvLayer;
  readonly context: ConvContext;
}

/** The algorithms that apply, one a row: bars, their numbers, and the one in use, which another row can take over. */
export function Algorithms({ node, layer, context }: Props) {
  const { window, pick, algorithm: used } = layer;
  const rows = useMemo(() => algorithmRows(window, context), [window, context]);
  const bars = useMemo(() => barsOf(rows), [rows]);
  const use = ({ algorithm: { id } }: AlgorithmRow): void =>
    session.patch({
      algorithms: withOverride(session.get().algorithms, node.id, id === pick.algorithm ? undefined : id),
    });
  return (
    <>
      <ul className="legend convolution-legend" aria-label="Colours of the bars">
        {segmentIds.map((id) => (
          <li key={id}>
            <span className="swatch" style={{ background: colors[id] }} /> {segmentNames[id]}
          </li>
        ))}
      </ul>
      <div className="convolution-scroll">
        <table className="convolution-algorithms">
          <caption className="unseen">Algorithms for this convolution</caption>
          <thead>
            <tr>
              <th scope="col">Algorithm</th>
              <th scope="col" className="convolution-bars-head">
                <span className="unseen">Bars</span>
              </th>
              <th scope="col">Multiplies</th>
              <th scope="col">Transforms</th>
              <th scope="col" title="How much less arithmetic than direct, transforms counted">
                Gain
              </th>
              <th scope="col" title="Input, weights and output once, and what the algorithm adds">
                Traffic
              </th>
              <th scope="col" title="Only while the layer runs">
                Workspace
              </th>
              <th scope="col" title="As many as multiplications, except where results are folded together">
                Additions
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.algorithm.id} aria-current={row.algorithm === used ? "true" : undefined}>
                <th scope="row" title={[row.algorithm.summary, row.cost.caution ?? ""].join(" ").trim()}>
                  <label>
                    <input
                      type="radio"
                      name="convolution-algorithm"
                      checked={row.algorithm === used}
                      onChange={() => use(row)}
                    />
                    {row.algorithm.label}
                  </label>
                  {row.algorithm.id === pick.algorithm && <span className="unseen"> (the library's choice)</span>}
                  {row.algorithm.id === pick.algorithm && (
                    <span aria-hidden="true" title="The library's choice">
                      {" ★"}
                    </span>
                  )}
                </th>
                <td aria-hidden="true">
                  <Bar segments={bars[at]?.arithmetic ?? []} />
                  <Bar segments={bars[at]?.traffic ?? []} />
                </td>
                <td>{formatCount(row.cost.multiplies)}</td>
                <td>{formatCount(row.transforms)}</td>
                <td>{row.gain.toFixed(2)}×</td>
                <td>{formatBytes(row.traffic)}</td>
                <td>{formatBytes(row.workspace)}</td>
                <td>{formatCount(row.cost.additions)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const Bar = ({ segments }: { readonly segments: readonly Segment[] }) => (
  <div className="convolution-bar">
    {segments.map(({ id, width }) => (
      <span key={id} style={{ width: `${(100 * width).toFixed(2)}%`, background: colors[id] }} />
    ))}
  </div>
);
