import { useEffect } from "react";
import { latencyTable } from "../../../base/latency-table.ts";
import { GuideButton } from "../../guide/GuideButton.tsx";
import { calibration } from "../../state/calibration.ts";
import { download } from "../../state/download.ts";
import { isOf, targetFields } from "../../state/latency-target.ts";
import { calibrate, followLatencies, forgetLatencies } from "../../state/own-latencies.ts";
import { askOf } from "../../state/prediction.ts";
import { allowRecent, recentStore } from "../../state/recent.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Sheet } from "../../ui/Sheet.tsx";
import { usePrediction } from "../context.ts";
import { latenciesText } from "../prediction/calibration-text.ts";
import { LatencyTable } from "./LatencyTable.tsx";
import { OpenForm } from "./OpenForm.tsx";
import { TableForm } from "./TableForm.tsx";
import "./calibration.css";

/** Latencies that the user measured: entered, listed, and switched on and off. */
export function CalibrationDialog({ onClose }: { readonly onClose: () => void }) {
  const { latencies, note } = useStore(calibration, (c) => c);
  useEffect(followLatencies, []);
  return (
    <Sheet
      label="Calibration"
      title="Calibrate with your own latencies"
      className="calibration"
      aside={<GuideButton region="Calibration" />}
      onClose={onClose}
    >
      <div className="sheet-body">
        <p>
          A few latencies that you measured bend the learned predictor to your device, and its interval with it. Measure
          on an otherwise idle device at its top clock; each holds for the device, cores, runtime and precision that are
          chosen now.
        </p>
        <OpenForm />
        <TableForm />
        {latencies.length > 0 && <LatencyTable latencies={latencies} />}
        {note !== undefined && <p className="warning">{note}</p>}
      </div>
      <Foot />
    </Sheet>
  );
}

/** What becomes of them. */
function Foot() {
  const { latencies, isOn } = useStore(calibration, (c) => c);
  const consent = useStore(recentStore, (r) => r.consent);
  const choice = useStore(session, (s) => s);
  const used = usePrediction()?.ownLatencies ?? 0;
  const target = targetFields(askOf(choice));
  const own = latencies.filter((one) => isOf(one, target));
  const save = (): void =>
    download("latencies.csv", latencyTable(own.map(({ model: file, seconds }) => ({ file, seconds }))), "text/csv");
  return (
    <footer className="sheet-foot">
      {latencies.length > 0 && (
        <div className="calibration-line">
          <label>
            <input type="checkbox" checked={isOn} onChange={({ currentTarget }) => calibrate(currentTarget.checked)} />
            Calibrate predictions with them
          </label>
          <span className="quiet" role="status">
            {used > 0 ? `The prediction is calibrated with ${latenciesText(used)}.` : ""}
          </span>
          <span className="calibration-buttons">
            {own.length > 0 && (
              <button type="button" className="button" onClick={save}>
                Save as CSV
              </button>
            )}
            <button type="button" className="button" onClick={() => void forgetLatencies()}>
              Delete all
            </button>
          </span>
        </div>
      )}
      <label title="One consent for all that this browser remembers of your files">
        <input
          type="checkbox"
          checked={consent}
          onChange={({ currentTarget }) => void allowRecent(currentTarget.checked)}
        />
        Remember files I open on this computer, and these latencies
      </label>
      <p className="quiet">
        {consent
          ? "Kept in this browser only: of each model the sizes and costs of its layers, no weights. Untick to forget them and the list of recent files."
          : "They last until this page is closed."}{" "}
        A session that you save carries those of its device; links carry none.
      </p>
    </footer>
  );
}
