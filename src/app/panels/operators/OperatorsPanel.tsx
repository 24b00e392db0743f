import { useMemo } from "react";
import { formatBytes, formatFlops, formatMacs, formatSeconds } from "../../../base/format.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useAnalysis, useLaterPrediction, useModel, usePrecisionText, useTarget } from "../context.ts";
import { useFusion } from "../fusion.ts";
import { OperatorTable } from "./OperatorTable.tsx";
import { type Row, rowsOf, searchRows, sortRows } from "./rows.ts";

export function OperatorsPanel() {
  const model = useModel();
  const prediction = useLaterPrediction();
  const { roof } = useTarget();
  const search = useStore(session, (s) => s.search);
  const sort = useStore(session, (s) => s.sort);
  const analysis = useAnalysis();
  const nodes = analysis?.nodes;
  // Kernels may come with the prediction: the first rows need not wait for them.
  const fusion = useFusion(prediction === undefined ? undefined : analysis);
  const all = useMemo(
    () => (nodes === undefined ? [] : rowsOf(nodes, prediction, roof, fusion)),
    [nodes, prediction, roof, fusion],
  );
  const rows = useMemo(() => sortRows(searchRows(all, search), sort), [all, search, sort]);
  return (
    <Pane
      name="Operators"
      tools={
        <>
          <input
            type="search"
            className="search"
            aria-label="Search operators"
            placeholder="Search: name, op:conv, k:3x3, >5%"
            value={search}
            onChange={(event) => session.patch({ search: event.currentTarget.value })}
          />
          <span className="count" aria-live="polite">
            {rows.length === all.length ? `${all.length} nodes` : `${rows.length} of ${all.length} nodes`}
          </span>
        </>
      }
    >
      <OperatorTable key={model?.serial} rows={rows} sort={sort} />
      <Footer rows={rows} />
    </Pane>
  );
}

/** Sums of the rows shown, and how many of them they cover. */
function Footer({ rows }: { readonly rows: readonly Row[] }) {
  const precision = usePrecisionText();
  const sum = (value: (row: Row) => number | undefined): number =>
    rows.reduce((total, row) => total + (value(row) ?? 0) * (row.node.times ?? 1), 0);
  const known = rows.filter(({ node }) => node.flops !== undefined && trafficOf(node) !== undefined).length;
  const total = rows.reduce((sum, row) => sum + (row.latency ?? 0), 0);
  // Where nothing that works has a latency, the sum is not zero but unknown.
  const latency = total === 0 && rows.some((row) => row.latency === undefined) ? undefined : total;
  return (
    <p className="table-foot">
      <span>{`${known} of ${rows.length} nodes known`}</span>
      <span>{formatSeconds(latency)}</span>
      <span>{formatMacs(sum(({ node }) => node.macs))}</span>
      <span>{formatFlops(sum(({ node }) => node.flops))}</span>
      <span>{`${formatBytes(sum(({ traffic }) => traffic))} moved ${precision}`.trim()}</span>
    </p>
  );
}
