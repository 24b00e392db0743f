import { type KeyboardEvent, useMemo } from "react";
import { formatBytes, formatFlops, formatMacs, formatSeconds } from "../../../base/format.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import { parseQuery } from "../../search/query.ts";
import { select, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import {
  useAnalysis,
  useLater,
  useLaterPrediction,
  useModel,
  usePrecisionText,
  useSelected,
  useTarget,
} from "../context.ts";
import { useLaterFusion } from "../fusion.ts";
import { OperatorTable } from "./OperatorTable.tsx";
import { foundRows, type Row, rowsOf, sortRows } from "./rows.ts";

export function OperatorsPanel() {
  const serial = useLater(useModel()?.serial);
  const prediction = useLaterPrediction();
  const { roof } = useTarget();
  const search = useStore(session, (s) => s.search);
  const sort = useStore(session, (s) => s.sort);
  // Ten thousand rows do not hold up the rest of the window.
  const analysis = useLater(useAnalysis());
  const nodes = analysis?.nodes;
  // Kernels may come with the prediction: the first rows need not wait for them.
  const fusion = useLaterFusion(prediction === undefined ? undefined : analysis);
  const all = useMemo(
    () => (nodes === undefined ? [] : rowsOf(nodes, prediction, roof, fusion)),
    [nodes, prediction, roof, fusion],
  );
  const query = useMemo(() => parseQuery(search), [search]);
  const rows = useMemo(() => sortRows(foundRows(all, query), sort), [all, query, sort]);
  const selected = useSelected();
  /** Enter goes to the next row found, with Shift to the one before. */
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || rows.length === 0) return;
    const at = rows.findIndex(({ index }) => index === selected);
    const next = event.shiftKey ? (at <= 0 ? rows.length : at) - 1 : (at + 1) % rows.length;
    select(rows[next]?.node.id);
  };
  return (
    <Pane
      name="Operators"
      tools={
        <>
          <input
            type="search"
            className="search"
            aria-label="Search operators"
            aria-describedby="search-problems"
            title="Words that all must fit: op:Conv k:3 s:2 g:>1 >5% name:layer1 flops:>1G bound:memory -relu. Enter goes from one to the next; the help (?) has all fields."
            placeholder="Search: name, op:conv, k:3, >5%"
            value={search}
            onChange={(event) => session.patch({ search: event.currentTarget.value })}
            onKeyDown={onKey}
          />
          <span className="count" aria-live="polite">
            {rows.length === all.length ? `${all.length} nodes` : `${rows.length} of ${all.length} nodes`}
          </span>
        </>
      }
    >
      <p id="search-problems" role="status" className={query.problems.length > 0 ? "search-problems" : "unseen"}>
        {query.problems.join(" ")}
      </p>
      <OperatorTable key={serial} rows={rows} sort={sort} />
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
