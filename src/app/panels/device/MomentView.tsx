import { useState } from "react";
import type { Counter, Moment } from "../../../device/import/found.ts";
import { stateOfMoment, type Watched } from "../../../device/import/state.ts";
import { limitsOf, restingState, session } from "../../state/session.ts";
import { counterText, momentRows } from "./summary.ts";

/** Sets the sliders of the chosen device to the state that a moment describes; what it does not tell goes back to nominal. */
export function setSliders(moment: Moment, watched: Watched): void {
  const own = limitsOf(session.get()).bandwidth?.[1];
  const { frequencyHz, utilization, bandwidthBytesPerSecond } = stateOfMoment(moment, watched, own);
  session.patch({ ...restingState, frequencyHz, utilization: utilization ?? 0, bandwidthBytesPerSecond });
}

interface Props {
  readonly moment: Moment;
  readonly counters: readonly Counter[];
  /** Name of the device whose sliders they are. */
  readonly device: string;
  readonly onSet: (watched: Watched) => void;
}

/** What a load did while it was watched, and the offer to put the sliders there. */
export function MomentView({ moment, counters, device, onSet }: Props) {
  const [watched, setWatched] = useState<Watched>("other");
  const [isSet, setIsSet] = useState(false);
  return (
    <section className="moment" aria-label="State while it was watched">
      <dl>
        {momentRows(moment).map(({ label, value, hint }) => (
          <div key={label} title={hint}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="moment-offer">
        <label>
          This was{" "}
          <select
            aria-label="What was watched"
            value={watched}
            onChange={(event) => {
              setWatched(event.currentTarget.value === "inference" ? "inference" : "other");
              setIsSet(false);
            }}
          >
            <option value="other">other work, beside which the inference will run</option>
            <option value="inference">the inference itself</option>
          </select>
        </label>
        <button
          type="button"
          className="button"
          onClick={() => {
            onSet(watched);
            setIsSet(true);
          }}
        >
          Set the sliders
        </button>
        <span className="quiet" role="status">
          {isSet ? `The sliders of ${device} are set.` : ""}
        </span>
      </div>
      {counters.length > 0 && (
        <details>
          <summary>Counters</summary>
          <dl className="counters">
            {counters.map((counter) => (
              <div key={counter.label}>
                <dt>{counter.label}</dt>
                <dd>{counterText(counter)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}
