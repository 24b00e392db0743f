import { useMemo } from "react";
import { formatFrequency, formatPercent, formatSeconds, formatSigned } from "../../../base/format.ts";
import { equalCompetitor } from "../../../device/load.ts";
import { useAnalysis, useTarget } from "../../panels/context.ts";
import { limitsOf, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Question } from "../Question.tsx";
import { timesText } from "../quiz.ts";
import { clocksOf, competitorsQuiz, judge, modelTime } from "./law.ts";
import { LoadChart } from "./LoadChart.tsx";

const quiz = competitorsQuiz();
const whole = judge(1);

export function LoadLesson() {
  const at = Number(useStore(session, (s) => s.lessonAt) ?? equalCompetitor);
  const weight = at >= 0 && at <= 1 ? at : equalCompetitor;
  const verdict = judge(weight);
  return (
    <>
      <p>
        A load program is busy for a share u of the time. While it is busy, a fair scheduler gives it a share{" "}
        <strong>w</strong> of the core; while it sleeps, the inference has the core to itself. The inference runs at a
        rate of 1 − w·u, so it takes <strong>T₀ / (1 − w·u)</strong>. One competitor of equal priority has w = 0.5.
      </p>
      <LoadChart weight={weight} verdict={verdict} />
      <label className="lesson-slider">
        <span>
          Share while both want the core <strong>w = {weight.toFixed(3)}</strong>
        </span>
        <input
          type="range"
          aria-label="Share of the core w"
          min={0}
          max={1}
          step={0.001}
          value={weight}
          onChange={({ currentTarget: { value } }) => session.patch({ lessonAt: value })}
        />
        <span>
          <button type="button" className="link" onClick={() => session.patch({ lessonAt: undefined })}>
            0.5
          </button>
          {" · "}
          <button type="button" className="link" onClick={() => session.patch({ lessonAt: "0.549" })}>
            best fit
          </button>
        </span>
      </label>
      <div className="lesson-scroll">
        <table className="lesson-table lesson-numbers" aria-label="Measured points and both laws">
          <thead>
            <tr>
              <th scope="col">Load u</th>
              <th scope="col">Measured, unit not told</th>
              <th scope="col">T₀ / (1 − w·u)</th>
              <th scope="col">Error</th>
              <th scope="col">T₀ / (1 − u)</th>
              <th scope="col">Error</th>
            </tr>
          </thead>
          <tbody>
            {verdict.rows.map((row, i) => (
              <tr key={row.utilization}>
                <th scope="row">{Math.round(100 * row.utilization)} %</th>
                <td>{row.time.toLocaleString("en")}</td>
                <td>{Math.round(row.predicted).toLocaleString("en")}</td>
                <td>{formatSigned(row.error, formatPercent)}</td>
                <td>{Math.round(whole.rows[i]?.predicted ?? 0).toLocaleString("en")}</td>
                <td>{formatSigned(whole.rows[i]?.error, formatPercent)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Mean error</th>
              <td />
              <td>{verdict.withinTenth} of 10 within 10 %</td>
              <td className="lesson-number">{formatPercent(verdict.mape)}</td>
              <td>{whole.withinTenth} of 10 within 10 %</td>
              <td className="lesson-number">{formatPercent(whole.mape)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p>
        The points were published with the idea of this predictor, in a unit that was not told; those at 30 % and 40 %
        are alike to the last digit. The often quoted 1 / (1 − u) is the law for a load of strictly higher priority: it
        grows without bound, and what was measured does not.
      </p>
      <Clocks />
      <Question quiz={quiz} />
    </>
  );
}

/** The open model at the device's clocks: what waits for memory does not wait less for a faster core. */
function Clocks() {
  const nodes = useAnalysis()?.nodes;
  const { device, cores } = useTarget();
  const choice = useStore(session, (s) => s);
  const { precision } = choice;
  const { bandwidthBytesPerSecond } = stateOf(choice);
  const limits = limitsOf(choice);
  const rows = useMemo(
    () =>
      clocksOf(limits.levelsHz, limits.frequencyHz, 6)
        .toReversed()
        .map((frequencyHz) => ({
          frequencyHz,
          time: modelTime(nodes ?? [], device, cores, precision, {
            frequencyHz,
            utilization: 0,
            bandwidthBytesPerSecond,
          }),
        })),
    // The limits are a new object each time; they follow from device and cores.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [nodes, device, cores, precision, bandwidthBytesPerSecond],
  );
  const [first] = rows;
  if (first?.time === undefined)
    return (
      <p className="warning">
        The peak or the bandwidth of {device.name} at {precision} is not known, so its clocks tell nothing.
      </p>
    );
  const most = Math.max(...rows.map(({ time }) => time?.seconds ?? 0));
  const best = first.time.seconds;
  return (
    <>
      <h3>What the clock does to this model on {device.name}</h3>
      <table className="lesson-table" aria-label="Least time of the model at each clock">
        <thead>
          <tr>
            <th scope="col">Clock</th>
            <th scope="col">Least time</th>
            <th scope="col">
              <span className="unseen">Bar</span>
            </th>
            <th scope="col">Slower by</th>
            <th scope="col">1 / f alone</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ frequencyHz, time }) => (
            <tr key={frequencyHz}>
              <th scope="row">{formatFrequency(frequencyHz)}</th>
              <td className="lesson-number">{formatSeconds(time?.seconds)}</td>
              <td className="lesson-bar" aria-hidden="true">
                <span style={{ width: `${(100 * (time?.seconds ?? 0)) / most}%` }} />
              </td>
              <td>{timesText((time?.seconds ?? Number.NaN) / best)}</td>
              <td className="quiet">{timesText(first.frequencyHz / frequencyHz)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Rooflines of {first.time.counted} nodes, added up: only the part that computes follows the clock, what waits for
        memory does not. Load and clock multiply: T = (compute · f₀ / f + memory) / (1 − w·u) where the two do not
        overlap, and less than that where they do.
      </p>
    </>
  );
}
