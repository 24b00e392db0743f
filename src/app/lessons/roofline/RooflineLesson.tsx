import type { ReactNode } from "react";
import {
  formatBandwidth,
  formatBytes,
  formatFlops,
  formatFrequency,
  formatIntensity,
  formatPeak,
  formatSeconds,
} from "../../../base/format.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import { attainable, rooflineTime } from "../../../device/roofline.ts";
import { useAnalysis, useSelected, useTarget } from "../../panels/context.ts";
import { limitsOf, select, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { nodeName } from "../../ui/node-text.ts";
import { Question } from "../Question.tsx";
import { boundOf, clockQuiz, intensityOf, known, type KnownRoof, type Work } from "./chart.ts";
import { RooflineChart } from "./RooflineChart.tsx";

const steps = ["The peak", "The bandwidth", "The ridge", "Your layer", "What moves it"] as const;

interface Point extends Work {
  readonly node: NodeCost;
  readonly isSelected: boolean;
}

function workOf(node: NodeCost | undefined): Work | undefined {
  if (node === undefined || node.folded) return undefined;
  const [flops, traffic] = [node.flops, trafficOf(node)];
  return flops === undefined || traffic === undefined || flops === 0 || traffic === 0 ? undefined : { flops, traffic };
}

/** The selected node where its work is known, else the one with most FLOPs. */
function pointOf(nodes: readonly NodeCost[], selected: number | undefined): Point | undefined {
  const chosen = selected === undefined ? undefined : nodes[selected];
  const work = workOf(chosen);
  if (chosen !== undefined && work !== undefined) return { ...work, node: chosen, isSelected: true };
  let best: Point | undefined;
  for (const node of nodes) {
    const found = workOf(node);
    if (found !== undefined && (best === undefined || found.flops > best.flops))
      best = { ...found, node, isSelected: false };
  }
  return best;
}

export function RooflineLesson() {
  const nodes = useAnalysis()?.nodes ?? [];
  const point = pointOf(nodes, useSelected());
  const { device, roof: roofs, nominal } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const at = Number(useStore(session, (s) => s.lessonAt) ?? 1);
  const step = Number.isInteger(at) ? Math.min(Math.max(at, 1), steps.length) : 1;
  const [roof, best] = [known(roofs), known(nominal)];
  if (point === undefined)
    return <p className="warning">No node of this model has FLOPs and traffic that are known.</p>;
  if (roof === undefined || best === undefined)
    return (
      <p className="warning">
        The peak or the bandwidth of {device.name} at {precision} is not known. Choose another device or precision in
        the prediction’s view.
      </p>
    );
  const name = nodeName(point.node);
  return (
    <>
      <div className="lesson-steps" role="group" aria-label="Steps">
        {steps.map((title, i) => (
          <button
            key={title}
            type="button"
            className="button"
            aria-current={step === i + 1 ? "step" : undefined}
            onClick={() => goTo(i + 1)}
          >
            {i + 1}. {title}
          </button>
        ))}
      </div>
      <RooflineChart roof={roof} best={best} work={point} step={step} name={name} />
      <div aria-live="polite">
        <Told step={step} roof={roof} point={point} name={name} device={device.name} precision={precision} />
      </div>
      {step === 5 && <Movers />}
      <div className="lesson-steps">
        <button type="button" className="button" disabled={step === 1} onClick={() => goTo(step - 1)}>
          Back
        </button>
        <button
          type="button"
          className="button button-main"
          disabled={step === steps.length}
          onClick={() => goTo(step + 1)}
        >
          Next
        </button>
      </div>
      {step >= 4 && <Question quiz={clockQuiz(point, roof)} key={point.node.id} />}
    </>
  );
}

const goTo = (step: number): void => session.patch({ lessonAt: String(step) });

interface ToldProps {
  readonly step: number;
  readonly roof: KnownRoof;
  readonly point: Point;
  readonly name: string;
  readonly device: string;
  readonly precision: string;
}

/** What the step says, with this device's and this node's numbers. */
function Told({ step, roof, point, name, device, precision }: ToldProps): ReactNode {
  const ridge = formatIntensity(roof.peak / roof.bandwidth);
  switch (step) {
    case 1:
      return (
        <p>
          However little is moved, the cores in use of <strong>{device}</strong> do no more than{" "}
          <strong>{formatPeak(roof.peak)}</strong> at {precision}: cores × FLOP per cycle × clock. The peak is a
          horizontal roof: it does not ask how much memory an operation touches.
        </p>
      );
    case 2:
      return (
        <p>
          However little is computed, memory hands over no more than <strong>{formatBandwidth(roof.bandwidth)}</strong>.
          A node that does I operations on each byte can then do I · bandwidth a second: on logarithmic axes a slope of
          one.
        </p>
      );
    case 3:
      return (
        <p>
          Both hold at once, so only the lower roof counts. They meet at peak / bandwidth = <strong>{ridge}</strong>,
          the ridge point. To its left nodes wait for memory, to its right for arithmetic.
        </p>
      );
    case 4:
      return (
        <>
          <p>
            <strong>{name}</strong> {point.isSelected ? "" : "(the node with most FLOPs) "}does{" "}
            {formatFlops(point.flops)} on {formatBytes(point.traffic)} of inputs, weights and outputs:{" "}
            <strong>{formatIntensity(intensityOf(point))}</strong>. It is {boundOf(point, roof)} bound, reaches{" "}
            {formatPeak(attainable(intensityOf(point), roof))} at best, and so takes{" "}
            <strong>{formatSeconds(rooflineTime(point.flops, point.traffic, roof))}</strong> at least.
          </p>
          {point.isSelected ? (
            <p className="quiet">Select another node in the graph to see where it stands.</p>
          ) : (
            <button type="button" className="link" onClick={() => select(point.node.id)}>
              Select it
            </button>
          )}
        </>
      );
    default:
      return (
        <p>
          A lower clock lowers the peak and moves the ridge to the left; less bandwidth lowers the slope and moves it to
          the right. {name} now takes at least{" "}
          <strong>{formatSeconds(rooflineTime(point.flops, point.traffic, roof))}</strong> and is{" "}
          <strong>{boundOf(point, roof)} bound</strong>. Fusing nodes, smaller types or larger batches move the point
          itself.
        </p>
      );
  }
}

/** The session's own sliders: what is tried here holds in every view. */
function Movers() {
  const choice = useStore(session, (s) => s);
  const limits = limitsOf(choice);
  const state = stateOf(choice);
  return (
    <>
      <label className="lesson-slider">
        <span>CPU clock</span>
        <input
          type="range"
          aria-label="Clock of the lesson"
          aria-valuetext={formatFrequency(state.frequencyHz)}
          min={limits.frequencyHz[0]}
          max={limits.frequencyHz[1]}
          step={(limits.frequencyHz[1] - limits.frequencyHz[0]) / 100}
          value={state.frequencyHz}
          onChange={({ currentTarget: { valueAsNumber } }) => session.patch({ frequencyHz: valueAsNumber })}
        />
        <strong>{formatFrequency(state.frequencyHz)}</strong>
      </label>
      {limits.bandwidth !== undefined && (
        <label className="lesson-slider">
          <span>Memory bandwidth</span>
          <input
            type="range"
            aria-label="Bandwidth of the lesson"
            aria-valuetext={formatBandwidth(state.bandwidthBytesPerSecond)}
            min={limits.bandwidth[0]}
            max={limits.bandwidth[1]}
            step={(limits.bandwidth[1] - limits.bandwidth[0]) / 100}
            value={state.bandwidthBytesPerSecond ?? limits.bandwidth[1]}
            onChange={({ currentTarget: { valueAsNumber } }) =>
              session.patch({ bandwidthBytesPerSecond: valueAsNumber })
            }
          />
          <strong>{formatBandwidth(state.bandwidthBytesPerSecond)}</strong>
        </label>
      )}
      <button
        type="button"
        className="link"
        onClick={() => session.patch({ frequencyHz: undefined, bandwidthBytesPerSecond: undefined })}
      >
        As the device is by itself
      </button>
    </>
  );
}
