import { formatPercent, formatSeconds, formatSigned } from "../../../base/format.ts";
import { differenceOf } from "../../../compare/difference.ts";
import { answers } from "../../state/answers.ts";
import { baselineSlot } from "../../state/beside.ts";
import { forecast } from "../../state/prediction.ts";
import { pin, session, unpin } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { askedText } from "../asked-text.ts";
import { usePrediction } from "../context.ts";
import "./pin.css";

/** How the number above it differs from that of the pinned state; without one, the way to pin. */
export function PinLine() {
  const baseline = useStore(session, (s) => s.baseline);
  const answer = useStore(answers, (a) => a.of.get(baselineSlot));
  const predictor = useStore(forecast, (f) => f.predictor);
  const pinned = answer?.prediction?.latencySeconds;
  const isByAnother = pinned !== undefined && predictor !== undefined && answer?.predictor !== predictor;
  const latency = usePrediction()?.latencySeconds;
  if (baseline === undefined) {
    return (
      <div className="pin-line">
        <button
          type="button"
          className="link"
          title="Later choices show their difference to this state"
          disabled={latency === undefined}
          onClick={pin}
        >
          Pin as baseline
        </button>
      </div>
    );
  }
  const difference = differenceOf(latency, pinned);
  return (
    <div className="pin-line">
      <output aria-label="Difference to the pinned baseline">
        {difference === undefined ? (
          "The pinned state has no number yet"
        ) : difference.absolute === 0 ? (
          "As pinned"
        ) : (
          <>
            <strong>{formatSigned(difference.relative, formatPercent)}</strong>{" "}
            {formatSigned(difference.absolute, formatSeconds)} against pinned {formatSeconds(pinned)}
          </>
        )}
      </output>
      <span>{askedText(baseline)}</span>
      {isByAnother && <span className="warning">by another predictor, which is part of the difference</span>}
      <button type="button" className="link" onClick={unpin}>
        Unpin
      </button>
    </div>
  );
}
