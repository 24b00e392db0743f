import { useMemo } from "react";
import {
  formatBytes,
  formatCount,
  formatIntensity,
  formatMacs,
  formatPercent,
  formatSeconds,
} from "../../../base/format.ts";
import { hasKernel } from "../../../cost/conv/algorithm.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { ridgePoint } from "../../../device/roofline.ts";
import { elementBytes } from "../../../runtime/choice/study.ts";
import { useModel, useSelected, useTarget } from "../../panels/context.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { firstRefusal, lessonLayer, needsImage, type Refusal } from "../layer.ts";
import { LayerLine, NoLayer } from "../LayerLine.tsx";
import { Question } from "../Question.tsx";
import {
  depthwiseLimit,
  type Form,
  formsOf,
  measured,
  measuredSource,
  paceOf,
  promiseQuiz,
  waitsForMemory,
} from "./compare.ts";

/** A stem reads colours, which nobody separates. */
const fewestChannels = 8;

const spatial: Refusal = (window) => {
  if (window.kind !== "conv") return "It is a transposed convolution.";
  if (window.inputChannels < fewestChannels)
    return `It reads ${window.inputChannels} channels, too few to be worth separating.`;
  return hasKernel(window, 1)
    ? "A 1×1 kernel sees one pixel: a depthwise form of it would only scale channels."
    : undefined;
};
const suits = firstRefusal(needsImage, spatial);
const quiz = promiseQuiz();

export function DepthwiseLesson() {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  const layer = useMemo(
    () => (nodes === undefined ? undefined : lessonLayer(nodes, selected, suits)),
    [nodes, selected],
  );
  return (
    <>
      <p>
        A dense convolution mixes all C input channels into each of K outputs. A depthwise one filters each channel by
        itself, and leaves the mixing to a 1×1 convolution. That saves nearly all MACs; what it saves of time is another
        matter.
      </p>
      {layer === undefined ? (
        <NoLayer what="convolution over images with more than one tap" />
      ) : (
        <>
          <LayerLine layer={layer} />
          <Forms window={layer.window} />
        </>
      )}
      <Question quiz={quiz} />
      <Paces />
    </>
  );
}

/** The layer in three forms on the chosen device. */
function Forms({ window }: { readonly window: Window }) {
  const { device, roof } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const forms = formsOf(window, elementBytes[precision], roof);
  const [dense, depthwise] = forms;
  return (
    <>
      <h3>
        This layer in three forms, {precision} on {device.name}
      </h3>
      <div className="lesson-scroll">
        <table className="lesson-table lesson-numbers" aria-label="Dense, depthwise and separable">
          <thead>
            <tr>
              <th scope="col">Form</th>
              <th scope="col">MACs</th>
              <th scope="col">Weights</th>
              <th scope="col">Traffic</th>
              <th scope="col">Intensity</th>
              <th scope="col">Least time</th>
              <th scope="col">MACs of dense</th>
              <th scope="col">Time of dense</th>
            </tr>
          </thead>
          <tbody>
            {forms.map((form) => (
              <tr key={form.name}>
                <th scope="row">{form.name}</th>
                <td>{formatMacs(form.macs)}</td>
                <td>{form.weights.toLocaleString("en")}</td>
                <td>{formatBytes(form.traffic)}</td>
                <td>{formatIntensity(form.intensity)}</td>
                <td>{formatSeconds(form.seconds)}</td>
                <td className="lesson-number">{formatPercent(form.macs / dense.macs)}</td>
                <td className="lesson-number">{formatPercent(shareOf(form, dense))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Whatever its channels, a depthwise layer reads and writes each activation for{" "}
        {window.kernel.reduce((a, b) => a * b, 1)} MACs, at most{" "}
        <strong>{formatIntensity(depthwiseLimit(window, elementBytes[precision]))}</strong> at stride 1. The ridge of
        this device is at <strong>{formatIntensity(ridgePoint(roof))}</strong>
        {waitsForMemory(depthwise, roof) === true && ", so this one waits for memory while the arithmetic idles"}
        {waitsForMemory(depthwise, roof) === false &&
          ", so here it could compute at full pace; where more cores or narrower types put the ridge farther right, it waits"}
        . These are the least times by the roofline, not measurements.
      </p>
    </>
  );
}

const shareOf = ({ seconds }: Form, dense: Form): number | undefined =>
  seconds === undefined || dense.seconds === undefined ? undefined : seconds / dense.seconds;

/** If MACs told the time, all bars would be as long. */
function Paces() {
  const fastest = Math.max(...measured.map(paceOf));
  return (
    <>
      <h3>Measured: how many MACs a second</h3>
      <table className="lesson-table" aria-label="Measured latency of eight models">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">MACs</th>
            <th scope="col">Latency</th>
            <th scope="col">MACs a second</th>
            <th scope="col">
              <span className="unseen">Bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {measured.map((row) => (
            <tr key={row.model}>
              <th scope="row">
                {row.model} {row.isDepthwise && <span className="quiet">depthwise</span>}
              </th>
              <td>{formatMacs(row.macs)}</td>
              <td>{formatSeconds(row.seconds)}</td>
              <td className="lesson-number">{formatCount(paceOf(row))}</td>
              <td className="lesson-bar" aria-hidden="true">
                <span style={{ width: `${(100 * paceOf(row)) / fastest}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        EfficientNet-B0 has a tenth more MACs than SqueezeNet and took twice as long. Winograd lets VGG-16 and ResNets
        do fewer multiplications than their MACs say, which FLOPs do not tell either.
      </p>
      <p className="quiet">{measuredSource}</p>
    </>
  );
}
