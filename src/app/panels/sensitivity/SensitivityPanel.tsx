import { forecast } from "../../state/prediction.ts";
import { session, type StatePair, statePairs } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel } from "../context.ts";
import { axesOf, type Axis, pairOf } from "./axes.ts";
import { isFlat } from "../prediction/sweeps.ts";
import { curveOf, topOf } from "./bands.ts";
import { CurveChart } from "./CurveChart.tsx";
import { SurfaceChart } from "./SurfaceChart.tsx";
import { useBands, useSurface } from "./use-answers.ts";
import "./sensitivity.css";

/** How the latency of the open model answers to the state of the device. */
export function SensitivityPanel() {
  const choice = useStore(session, (s) => s);
  const isOpen = useModel() !== undefined;
  const axes = axesOf(choice);
  // A device without a known bandwidth has one surface only.
  const pairs = statePairs.filter((pair) => pairOf(axes, pair) !== undefined);
  const pair = pairs.find((one) => one === choice.surface) ?? pairs[0];
  return (
    <Pane name="Sensitivity" tools={<PairPicker axes={axes} pairs={pairs} pair={pair} />}>
      <div className="sensitivity" tabIndex={0} role="group" aria-label="Curves and surface">
        {isOpen ? (
          <Content axes={axes} pair={pair} />
        ) : (
          <p className="empty">Open a model to see how its latency answers to clock, load and bandwidth.</p>
        )}
      </div>
    </Pane>
  );
}

interface PickerProps {
  readonly axes: readonly Axis[];
  readonly pairs: readonly StatePair[];
  readonly pair: StatePair | undefined;
}

function PairPicker({ axes, pairs, pair }: PickerProps) {
  return (
    <label className="sensitivity-pair">
      Surface over
      <select
        value={pair}
        onChange={({ target }) =>
          session.patch({ surface: pairs.find((one) => one === target.value) ?? "frequency-bandwidth" })
        }
      >
        {pairs.map((one) => (
          <option key={one} value={one}>
            {pairOf(axes, one)
              ?.map(({ name }) => name)
              .join(" and ")}
          </option>
        ))}
      </select>
    </label>
  );
}

function Content({ axes, pair }: { readonly axes: readonly Axis[]; readonly pair: StatePair | undefined }) {
  const cards = useStore(forecast, (f) => f.cards);
  const used = useStore(forecast, (f) => f.predictor);
  const bands = useBands();
  const spanned = pair === undefined ? undefined : pairOf(axes, pair);
  const surface = useSurface(spanned);
  if (bands === undefined) return <p className="empty">Asking the predictor…</p>;
  const isShown = ({ knob }: Axis): boolean => knob !== "stream" || !isFlat(curveOf(bands.get(knob) ?? []));
  const shown = axes.filter(isShown).map((axis) => ({ axis, band: bands.get(axis.knob) ?? [] }));
  const top = topOf(shown);
  const label = cards.find(({ id }) => id === used)?.label ?? used;
  const answers = shown.flatMap(({ band }) => band);
  const withInterval = answers.filter(({ low, high }) => low !== undefined && high !== undefined).length;
  return (
    <>
      <div className="curves">
        {shown.map(({ axis, band }) => (
          <CurveChart key={axis.knob} axis={axis} band={band} top={top} />
        ))}
      </div>
      {surface !== undefined && spanned !== undefined && <SurfaceChart surface={surface} axes={spanned} />}
      <p className="sensitivity-note">
        What “{label}” says, one knob turned and the others as they are. {intervalText(withInterval, answers.length)}
        {!axes.some(({ knob }) => knob === "bandwidth") &&
          " The memory bandwidth of this device is not known, so there is no curve for it."}
        {shown.length < axes.length &&
          " What traffic of other cores does was not measured here, so there is no curve for it."}
      </p>
    </>
  );
}

function intervalText(known: number, all: number): string {
  if (known === 0) return "It gives no interval here.";
  return known === all
    ? "The band is its 80 % interval."
    : `The band is its 80 % interval, given at ${known} of ${all} points: where the effect of the state was measured.`;
}
