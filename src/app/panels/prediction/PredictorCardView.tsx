import { lazy, Suspense, useRef, useState } from "react";
import type { Provenance } from "../../../predict/predictor.ts";
import { whileBusy } from "../../state/busy.ts";
import { forecast, predictorsFor } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { MetricCells, MetricHeads } from "../../ui/MetricColumns.tsx";
import { Waiting } from "../../ui/Waiting.tsx";
import { usePrediction } from "../context.ts";
import { latenciesText } from "./calibration-text.ts";

// Only those who ask how far a prediction is to be believed pay for the report and what reads it.
const AccuracyForTarget = lazy(() =>
  whileBusy(import("../accuracy/AccuracyForTarget.tsx").then((module) => ({ default: module.AccuracyForTarget }))),
);

/** What the predictor in use computes, what it came from, and how well it did where it had not looked. */
export function PredictorCardView() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const cards = useStore(forecast, (f) => f.cards);
  const used = useStore(forecast, (f) => f.predictor);
  const chosen = useStore(session, (s) => s.predictor);
  const own = usePrediction()?.ownLatencies ?? 0;
  const id = used ?? predictorsFor({ predictor: chosen }, cards)[0];
  const card = cards.find((one) => one.id === id);
  if (card === undefined) return null;
  const show = (): void => {
    setOpen(true);
    dialog.current?.showModal();
  };
  const showAll = (): void => {
    dialog.current?.close();
    session.patch({ view: "accuracy" });
  };
  return (
    <>
      <button type="button" className="button button-quiet" onClick={show}>
        <Icon name="info" />
        About this predictor
      </button>
      <dialog ref={dialog} className="card" aria-label={card.label} onClose={() => setOpen(false)}>
        <form method="dialog">
          <button className="icon-button" aria-label="Close">
            <Icon name="close" />
          </button>
        </form>
        <h2>{card.label}</h2>
        <p>{card.caveat}</p>
        {own > 0 && (
          <p>
            <strong>Calibrated with {latenciesText(own)}</strong> on this device, cores, runtime and precision: its
            coefficients are bent towards them, and its interval tells how far each was missed by the others alone.
          </p>
        )}
        {isOpen && (
          <Suspense
            fallback={
              <p className="quiet">
                Fetching the report…
                <Waiting />
              </p>
            }
          >
            <AccuracyForTarget predictor={card.id} label={card.label} onAll={showAll} />
          </Suspense>
        )}
        {card.provenance === undefined ? (
          <p className="quiet">
            It is plain arithmetic on the device’s numbers: nothing was learned, so nothing was held out.
          </p>
        ) : (
          <ProvenanceView provenance={card.provenance} />
        )}
      </dialog>
    </>
  );
}

function ProvenanceView({ provenance }: { readonly provenance: Provenance }) {
  const { data, rows, split, seed, commit, trained, results, notes } = provenance;
  return (
    <>
      <h3>Results on what it never saw</h3>
      <div className="card-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Method</th>
              <th scope="col">Split</th>
              <MetricHeads />
            </tr>
          </thead>
          <tbody>
            {results.map((row) => (
              <tr key={`${row.method} ${row.split}`}>
                <th scope="row">{row.method}</th>
                <td>{row.split}</td>
                <MetricCells metrics={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>Where it comes from</h3>
      <dl className="facts">
        <dt>Data</dt>
        <dd>{data}</dd>
        <dt>Rows</dt>
        <dd>{rows}</dd>
        <dt>Split</dt>
        <dd>{split}</dd>
        <dt>Seed</dt>
        <dd>{seed}</dd>
        <dt>Commit</dt>
        <dd>{commit}</dd>
        <dt>Trained</dt>
        <dd>{trained}</dd>
      </dl>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  );
}
