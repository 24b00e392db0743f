import { useMemo } from "react";
import { formatPercent, formatSeconds } from "../../../base/format.ts";
import { formatCoreSet } from "../../../device/core-set.ts";
import { select, session, workerCounts, type Workers } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { nodeName } from "../../ui/node-text.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useLaterPrediction, useModel, useSelected, useTarget } from "../context.ts";
import { Gantt } from "./Gantt.tsx";
import { clusterWorkers, criticalRows, type ScheduleView, scheduleView } from "./rows.ts";
import "./schedule.css";

/** What running branches side by side could gain: sum, longest path, and a schedule on several workers. */
export function SchedulePanel() {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  const view = useView();
  return (
    <Pane name="Schedule" tools={<WorkerPicker />}>
      <div className="schedule">
        {view === undefined || nodes === undefined ? (
          <p className="empty">Open a model to see which of its nodes could run side by side.</p>
        ) : (
          <>
            <Headline view={view} />
            <Gantt view={view} nodes={nodes} selected={selected} />
            <CriticalTable view={view} />
            <p className="schedule-note">
              Nodes take the time predicted for the chosen cores; a cluster is as much faster as the peak of all its
              cores is higher. Workers do not slow each other down by sharing memory, and handing a result over costs
              nothing: no such cost is known for these devices. What a runtime gains is less.
            </p>
          </>
        )}
      </div>
    </Pane>
  );
}

function useClusters() {
  const { device, cores } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const taking = formatCoreSet(cores);
  // A slider makes a new object of the same cores.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => clusterWorkers(device, cores, precision), [device, taking, precision]);
}

function useView(): ScheduleView | undefined {
  const analysis = useModel()?.analysis;
  const prediction = useLaterPrediction();
  const workers = useStore(session, (s) => s.workers);
  const clusters = useClusters();
  return useMemo(
    () =>
      analysis === undefined || prediction === undefined || prediction.nodes.length !== analysis.nodes.length
        ? undefined
        : scheduleView(analysis, prediction.nodes, workers, clusters),
    [analysis, prediction, workers, clusters],
  );
}

function WorkerPicker() {
  const workers = useStore(session, (s) => s.workers);
  const clusters = useClusters();
  const choose = (text: string): void => {
    const chosen: Workers | undefined =
      text === "clusters" ? text : workerCounts.find((count) => String(count) === text);
    if (chosen !== undefined) session.patch({ workers: chosen });
  };
  return (
    <label className="schedule-workers-picker">
      Run on
      <select value={String(workers)} onChange={({ target }) => choose(target.value)}>
        {workerCounts.map((count) => (
          <option key={count} value={count}>
            {count === 1 ? "1 worker" : `${count} equal workers`}
          </option>
        ))}
        <option value="clusters" disabled={clusters === undefined}>
          the device&rsquo;s clusters
        </option>
      </select>
    </label>
  );
}

function Headline({ view }: { readonly view: ScheduleView }) {
  const { sum, criticalPath, makespan, bound, critical } = view.schedule;
  const { tasks, workers } = view;
  const isUneven = workers.some(({ speed }) => speed !== 1);
  return (
    <div className="schedule-head">
      <output aria-label="Time with branches side by side">{formatSeconds(makespan)}</output>
      <div className="schedule-side">
        <span>
          One after the other {isUneven && "on the fastest worker "}
          {formatSeconds(sum)}; the longest path {formatSeconds(criticalPath)} over {critical.length} of{" "}
          {tasks.nodes.length} nodes.
        </span>
        <span>
          Side by side {times(makespan === 0 ? 1 : sum / makespan)} as fast; no number of workers gains more than{" "}
          {times(bound)}.
        </span>
        {tasks.unknown > 0 && <span>The time of {tasks.unknown} nodes is not known and not in it.</span>}
      </div>
    </div>
  );
}

/** "1.38×" */
const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

/** Rows beyond these take little of the path. */
const shown = 15;

function CriticalTable({ view }: { readonly view: ScheduleView }) {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  return (
    <table className="schedule-table">
      <caption>Longest nodes of the longest path</caption>
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Operator</th>
          <th scope="col">Time</th>
          <th scope="col">Of the path</th>
        </tr>
      </thead>
      <tbody>
        {criticalRows(view, shown).map(({ node: position, seconds, share }) => {
          const node = nodes?.[position];
          return node === undefined ? null : (
            <tr key={node.id} aria-current={position === selected ? "true" : undefined}>
              <th scope="row">
                <button type="button" className="link" onClick={() => select(node.id)}>
                  {nodeName(node)}
                </button>
              </th>
              <td>{node.op}</td>
              <td>{formatSeconds(seconds)}</td>
              <td>{formatPercent(share)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
