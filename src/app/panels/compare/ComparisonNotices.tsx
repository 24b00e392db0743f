import { formatPercent } from "../../../base/format.ts";
import { cancelReading, comparison, dismissTrouble } from "../../state/comparison.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";

/** What is being read for the comparison, and what went wrong with the last file. */
export function ComparisonNotices() {
  const opening = useStore(comparison, (c) => c.opening);
  const trouble = useStore(comparison, (c) => c.trouble);
  return (
    <>
      {opening !== undefined && (
        <div className="compare-notice">
          <span>
            Reading {opening.name}
            {opening.stage === "read" && `, ${formatPercent(opening.done)}`}
          </span>
          <div
            className={opening.stage === "read" ? "bar" : "bar bar-unknown"}
            role="progressbar"
            aria-label={`Reading ${opening.name}`}
            {...(opening.stage === "read"
              ? { "aria-valuenow": Math.round(opening.done * 100), "aria-valuemin": 0, "aria-valuemax": 100 }
              : {})}
          >
            <span style={opening.stage === "read" ? { width: `${opening.done * 100}%` } : {}} />
          </div>
          <button type="button" className="button" onClick={cancelReading}>
            Cancel
          </button>
        </div>
      )}
      {trouble !== undefined && (
        <div className="compare-notice compare-trouble" role="alert">
          <p>
            <strong>{trouble.name}</strong> {trouble.text}
          </p>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={dismissTrouble}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </>
  );
}
