import { forgetLatency } from "../../state/own-latencies.ts";
import type { OwnLatency } from "../../state/latency-list.ts";
import { targetFields } from "../../state/latency-target.ts";
import { askOf } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { type Row, rowsOf, sectionsOf } from "./rows.ts";
import { useJudged } from "./use-judged.ts";

/** The latencies by target, the chosen one first, beside what is predicted without them. */
export function LatencyTable({ latencies }: { readonly latencies: readonly OwnLatency[] }) {
  const choice = useStore(session, (s) => s);
  const judged = useJudged(latencies);
  const sections = sectionsOf(rowsOf(latencies, judged), targetFields(askOf(choice)));
  return (
    <table className="calibration-rows" aria-label="Your latencies">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">MACs</th>
          <th scope="col">Measured</th>
          <th scope="col" title="By the learned predictor without any calibration">
            Predicted without
          </th>
          <th scope="col" title="Measured against predicted">
            Difference
          </th>
          <th scope="col">
            <span className="unseen">Delete</span>
          </th>
        </tr>
      </thead>
      {sections.map(({ title, isChosen, rows }) => (
        <tbody key={title}>
          <tr className="calibration-target">
            <th scope="rowgroup" colSpan={6}>
              {title}
              <span className="quiet">{isChosen ? " chosen now" : ""}</span>
            </th>
          </tr>
          {rows.map((row) => (
            <Line key={row.latency.id} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Line({ row: { latency, model, macs, measured, predicted, difference, fault } }: { readonly row: Row }) {
  return (
    <>
      <tr>
        <th scope="row">{model}</th>
        <td>{macs}</td>
        <td>{measured}</td>
        <td>{predicted}</td>
        <td>{difference}</td>
        <td>
          <button
            type="button"
            className="icon-button"
            aria-label={`Delete the latency of ${model}`}
            title="Delete"
            onClick={() => void forgetLatency(latency)}
          >
            <Icon name="close" />
          </button>
        </td>
      </tr>
      {fault !== undefined && (
        <tr>
          <td className="calibration-fault warning" colSpan={6}>
            {`Not used: ${fault}`}
          </td>
        </tr>
      )}
    </>
  );
}
