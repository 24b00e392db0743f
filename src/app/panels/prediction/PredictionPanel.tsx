import { formatPercent, formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { forecast } from "../../state/prediction.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel, usePrediction } from "../context.ts";
import { convolutionShare } from "../shares.ts";
import { Breakdown } from "./Breakdown.tsx";
import { CalibrationLine } from "./CalibrationLine.tsx";
import { PinLine } from "./PinLine.tsx";
import { PredictorCardView } from "./PredictorCardView.tsx";
import { Sliders } from "./Sliders.tsx";
import { TargetPickers } from "./TargetPickers.tsx";

export function PredictionPanel() {
  const busy = useStore(forecast, (f) => f.busy);
  return (
    <Pane name="Prediction" busy={busy} tools={<PredictorCardView />}>
      <div className="prediction">
        <TargetPickers />
        <Headline />
        <Sliders />
        <Breakdown />
      </div>
    </Pane>
  );
}

/** "249–266 ms"; both units where they differ. */
function interval(low: Seconds, high: Seconds): string {
  const [number = "", unit] = formatSeconds(low).split(" ");
  const top = formatSeconds(high);
  return top.endsWith(` ${unit}`) ? `${number}–${top}` : `${number} ${unit} – ${top}`;
}

/** The one number, how sure it is, and what to know before believing it. */
function Headline() {
  const model = useModel();
  const prediction = usePrediction();
  const cards = useStore(forecast, (f) => f.cards);
  const used = useStore(forecast, (f) => f.predictor);
  if (model === undefined) return null;
  const { latencySeconds, lowSeconds, highSeconds, coverage = 1, warnings = [] } = prediction ?? {};
  const label = cards.find((card) => card.id === used)?.label;
  const convolutions = prediction === undefined ? undefined : convolutionShare(model.analysis.nodes, prediction);
  const hasInterval = lowSeconds !== undefined && highSeconds !== undefined;
  return (
    <div className="headline">
      <div className="headline-number">
        <output data-testid="latency" aria-label="Predicted latency">
          {formatSeconds(latencySeconds)}
        </output>
        <div className="headline-side">
          <span title="Four in five measurements should fall into it">
            {hasInterval ? `80 %: ${interval(lowSeconds, highSeconds)}` : "no interval"}
          </span>
          <span title={label}>{label}</span>
        </div>
        <div className="headline-share" title="Share of the latency that convolutions take">
          <strong>{formatPercent(convolutions)}</strong>
          <span>in convolutions</span>
        </div>
      </div>
      <div className="headline-links">
        <CalibrationLine />
        <PinLine />
      </div>
      {coverage < 1 && <p className="warning">{`${formatPercent(coverage)} of the working nodes are covered.`}</p>}
      {warnings.map((warning) => (
        <p key={warning} className="warning">
          {warning}
        </p>
      ))}
    </div>
  );
}
