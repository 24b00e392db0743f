import { lazy, Suspense } from "react";
import { calibration } from "../../state/calibration.ts";
import { calibrationDialog, closeCalibration, openCalibration } from "../../state/calibration-dialog.ts";
import { isOf, targetFields } from "../../state/latency-target.ts";
import { askOf } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Waiting } from "../../ui/Waiting.tsx";
import { usePrediction } from "../context.ts";
import { calibrationText } from "./calibration-text.ts";

const CalibrationDialog = lazy(async () => ({
  default: (await import("../calibration/CalibrationDialog.tsx")).CalibrationDialog,
}));

/** Whether the number above is bent by latencies of one's own, and the way to them. */
export function CalibrationLine() {
  const choice = useStore(session, (s) => s);
  const { latencies, isOn } = useStore(calibration, (c) => c);
  const isOpen = useStore(calibrationDialog, (d) => d.isOpen);
  const used = usePrediction()?.ownLatencies ?? 0;
  const target = targetFields(askOf(choice));
  const entered = latencies.filter((one) => isOf(one, target)).length;
  return (
    <>
      <div className="pin-line calibrated">
        <button
          type="button"
          className="link"
          title="Bend the predictor to this device by a few latencies that you measured on it"
          onClick={openCalibration}
        >
          {calibrationText({ used, entered, isOn })}
        </button>
      </div>
      {isOpen && (
        <Suspense fallback={<Waiting />}>
          <CalibrationDialog onClose={closeCalibration} />
        </Suspense>
      )}
    </>
  );
}
