import { useCallback, useMemo } from "react";
import {
  formatBytes,
  formatFlops,
  formatIntensity,
  formatMacs,
  formatPercent,
  formatSeconds,
  unknownText,
} from "../../../base/format.ts";
import { ridgePoint } from "../../../device/roofline.ts";
import { useAnalysis, useLaterPrediction, useTarget } from "../../panels/context.ts";
import { useFusion } from "../../panels/fusion.ts";
import { kernelSeconds } from "../../panels/inspector/kernel.ts";
import { select, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { kernelTitle } from "../../ui/kernel-text.ts";
import { nodeName } from "../../ui/node-text.ts";
import { useJob } from "../../work/use-job.ts";
import { Question } from "../Question.tsx";
import { timesText } from "../quiz.ts";
import { fetchJudged, methods } from "./judged.ts";
import { type MeasuredLayer, measuredPairs, measuredQuiz, measuredSource, ratioOf } from "./measured.ts";
import { type Twin, twinsOf } from "./twins.ts";

const quiz = measuredQuiz();

export function FlopsLesson() {
  return (
    <>
      <p>
        FLOPs count arithmetic, and a time is arithmetic divided by a pace. The pace is not the same for all layers: it
        depends on the bytes that come with the arithmetic, on the algorithm that a library picks, and on how well a
        layer’s shape fills the vector units. So two layers of equal FLOPs may take very different times.
      </p>
      <Measured />
      <Question quiz={quiz} />
      <OwnLayers />
      <Foretold />
    </>
  );
}

function Measured() {
  const most = Math.max(...measuredPairs.map(({ slow }) => slow.seconds));
  const row = (layer: MeasuredLayer) => (
    <tr key={layer.what}>
      <th scope="row">
        {layer.what}, {layer.map}² out <span className="quiet">{layer.network}</span>
      </th>
      <td>{formatMacs(layer.macs)}</td>
      <td className="lesson-number">{formatSeconds(layer.seconds)}</td>
      <td className="lesson-bar" aria-hidden="true">
        <span style={{ width: `${(100 * layer.seconds) / most}%` }} />
      </td>
    </tr>
  );
  return (
    <>
      <h3>Measured: layers of equal MACs</h3>
      <table className="lesson-table lesson-pairs" aria-label="Measured layers of equal MACs">
        <thead>
          <tr>
            <th scope="col">Convolution</th>
            <th scope="col">MACs</th>
            <th scope="col">Latency</th>
            <th scope="col">
              <span className="unseen">Bar</span>
            </th>
          </tr>
        </thead>
        {measuredPairs.map((pair) => (
          <tbody key={pair.slow.what}>
            {row(pair.fast)}
            {row(pair.slow)}
            <tr>
              <td colSpan={4} className="lesson-why">
                <strong>{timesText(ratioOf(pair))}</strong> {pair.why}
              </td>
            </tr>
          </tbody>
        ))}
      </table>
      <p className="quiet">{measuredSource}</p>
    </>
  );
}

/** In percent; what a link may ask for. */
const tolerances = { least: 1, most: 50, first: 10 } as const;

/** The open model's own pairs on the chosen device. */
function OwnLayers() {
  const analysis = useAnalysis();
  const fusion = useFusion(analysis);
  const { device, roof } = useTarget();
  const prediction = useLaterPrediction();
  const at = Number(useStore(session, (s) => s.lessonAt) ?? tolerances.first);
  const percent = at >= tolerances.least && at <= tolerances.most ? at : tolerances.first;
  const twins = useMemo(
    () => twinsOf(fusion?.kernels ?? [], analysis?.nodes ?? [], roof, percent / 100),
    [fusion, analysis, roof, percent],
  );
  return (
    <>
      <h3>Kernels of this model on {device.name}</h3>
      <label className="lesson-slider">
        <span>
          FLOPs alike to <strong>{percent} %</strong>
        </span>
        <input
          type="range"
          aria-label="How far FLOPs may differ, percent"
          min={tolerances.least}
          max={tolerances.most}
          value={percent}
          onChange={({ currentTarget: { value } }) => session.patch({ lessonAt: value })}
        />
        <span className="quiet">Ridge at {formatIntensity(ridgePoint(roof))}</span>
      </label>
      {twins.length === 0 ? (
        <p className="warning">
          {ridgePoint(roof) === undefined
            ? `The peak or the bandwidth of ${device.name} in this precision is not known.`
            : "No two kernels with such FLOPs differ in their least time here: all stand on the same side of the ridge. Allow a larger difference, lower the bandwidth, or open MobileNetV2."}
        </p>
      ) : (
        <div className="lesson-scroll">
          <table className="lesson-table lesson-pairs" aria-label="Kernels of this model of equal FLOPs">
            <thead>
              <tr>
                <th scope="col">Kernel</th>
                <th scope="col">FLOPs</th>
                <th scope="col">Traffic</th>
                <th scope="col">Intensity</th>
                <th scope="col">Least time</th>
                <th scope="col">Predicted</th>
                <th scope="col">Least times apart</th>
              </tr>
            </thead>
            {twins.map(({ fast, slow, ratio }) => (
              <tbody key={slow.node.id}>
                <TwinRow twin={fast} predicted={kernelSeconds(prediction, fast.kernel)} apart="" />
                <TwinRow twin={slow} predicted={kernelSeconds(prediction, slow.kernel)} apart={timesText(ratio)} />
              </tbody>
            ))}
          </table>
        </div>
      )}
      <p>
        The least time is that of the roofline: arithmetic at the peak or bytes at the bandwidth, whichever takes
        longer. Left of the ridge only the bytes count, and FLOPs say nothing. What a runtime fuses is one kernel here.
      </p>
    </>
  );
}

interface TwinProps {
  readonly twin: Twin;
  readonly predicted: number | undefined;
  readonly apart: string;
}

function TwinRow({ twin: { kernel, node, flops, traffic, seconds }, predicted, apart }: TwinProps) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link" onClick={() => select(node.id)}>
          {nodeName(node)}
        </button>{" "}
        <span className="quiet">{kernelTitle(kernel.label)}</span>
      </th>
      <td>{formatFlops(flops)}</td>
      <td>{formatBytes(traffic)}</td>
      <td>{formatIntensity(flops / traffic)}</td>
      <td>{formatSeconds(seconds)}</td>
      <td>{formatSeconds(predicted)}</td>
      <td className="lesson-number">{apart}</td>
    </tr>
  );
}

/** What the evaluation of all predictors found of FLOPs. */
function Foretold() {
  const { value: sources = [] } = useJob(useCallback(() => fetchJudged(), []));
  if (sources.length === 0) return null;
  return (
    <>
      <h3>What FLOPs foretell of thousands of measurements</h3>
      <div className="lesson-scroll">
        <table className="lesson-table" aria-label="Share of measurements foretold within 10 %">
          <thead>
            <tr>
              <th scope="col">Measurements</th>
              <th scope="col">Cases</th>
              {methods.map(({ id, label }) => (
                <th key={id} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map(({ id, label, cases, scores }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{cases.toLocaleString("en")}</td>
                {methods.map((method) => {
                  const score = scores[method.id];
                  return (
                    <td
                      key={method.id}
                      title={score && `Mean error ${formatPercent(score.mape)} of the measured value`}
                    >
                      {score === undefined ? unknownText : formatPercent(score.within10)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Shares of cases that were met within 10 %, on networks that no fit had seen. Each method may fit its
        coefficients anew for each device; FLOPs get one, seconds per FLOP. Bytes as a second term often help more than
        anything after them.
      </p>
    </>
  );
}
