import { useState } from "react";
import { formatBandwidth } from "../../../base/format.ts";
import { parseBandwidth } from "../../../base/parse.ts";
import { loadPriorities } from "../../../device/device.ts";
import { limitsOf, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { isOtherSet, otherText, priorityNames } from "./other-load.ts";
import { Slider } from "./Slider.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { type Curves, isFlat, sweepOf } from "./sweeps.ts";
import "./other-load.css";

/** Seldom asked of the load: who goes first, and what other cores move meanwhile. Opens by itself once one of them is set. */
export function OtherLoad({ curves }: { readonly curves: Curves | undefined }) {
  const choice = useStore(session, (s) => s);
  const isSet = isOtherSet(choice);
  const [isOpen, setOpen] = useState(isSet);
  const [wasSet, setWasSet] = useState(isSet);
  if (isSet !== wasSet) {
    setWasSet(isSet);
    setOpen(isOpen || isSet);
  }
  return (
    <details className="other-load" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Other load {!isOpen && <span className="other-load-now">{otherText(choice)}</span>}</summary>
      <PriorityChoice />
      <StreamSlider curves={curves} />
    </details>
  );
}

/** Means nothing while there is no load. */
function PriorityChoice() {
  const priority = useStore(session, (s) => s.priority);
  const isIdle = useStore(session, (s) => s.utilization === 0);
  return (
    <div className="other-load-line" title={isIdle ? "There is no load: set the utilization above" : undefined}>
      <span aria-hidden="true">Load on these cores</span>
      <div className="segments" role="group" aria-label="Load on these cores">
        {loadPriorities.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={priority === one}
            disabled={isIdle}
            onClick={() => session.patch({ priority: one })}
          >
            {priorityNames[one]}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Nothing to set where nothing is known of the memory. */
function StreamSlider({ curves }: { readonly curves: Curves | undefined }) {
  const choice = useStore(session, (s) => s);
  const { stream: range } = limitsOf(choice);
  if (range === undefined) return null;
  const { streamBytesPerSecond: value = 0 } = stateOf(choice);
  const curve = sweepOf(curves, "stream");
  const isUnknown = curve.length > 0 && isFlat(curve);
  return (
    <>
      <Slider
        name="Traffic of other cores"
        value={value}
        range={range}
        levels={[]}
        format={formatBandwidth}
        parse={parseBandwidth}
        isDefault={choice.streamBytesPerSecond === 0}
        resetTitle="Back to none"
        onChange={(bytes) => session.patch({ streamBytesPerSecond: bytes ?? 0 })}
        curve={isUnknown ? undefined : <Sparkline points={curve} at={value} />}
      />
      {isUnknown && <p className="slider-note quiet">What it does was not measured here: the number stays as it is.</p>}
    </>
  );
}
