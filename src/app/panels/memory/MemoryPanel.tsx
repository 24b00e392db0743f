import { useCallback, useMemo } from "react";
import { formatBytes, formatIntensity, formatPercent } from "../../../base/format.ts";
import { type Storage, storages } from "../../../cost/memory/precision.ts";
import { Plot } from "../../charts/Plot.tsx";
import { nextTask } from "../../state/busy.ts";
import { select, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { nodeName } from "../../ui/node-text.ts";
import { useJob } from "../../work/use-job.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel, useSelected } from "../context.ts";
import { memoryFigure, type MemoryPalette } from "./figure.ts";
import { memoryView, type MemoryView, nodeAt, timeOf } from "./rows.ts";
import { AliveTable } from "./AliveTable.tsx";
import { WeightBars } from "./WeightBars.tsx";
import "./memory.css";

/** What is alive while the model runs, where the peak is, and what other types, orders and reuse would change. */
export function MemoryPanel() {
  const isOpen = useModel() !== undefined;
  const view = useView();
  return (
    <Pane name="Memory" tools={<Choices />}>
      <div className="memory">
        {!isOpen && <p className="empty">Open a model to see what it keeps in memory.</p>}
        {view !== undefined && <Content view={view} />}
      </div>
    </Pane>
  );
}

/** That of the choices before, until the new one is computed. */
function useView(): MemoryView | undefined {
  const analysis = useModel()?.analysis;
  const weights = useStore(session, (s) => s.weightStorage);
  const activations = useStore(session, (s) => s.activationStorage);
  const inPlace = useStore(session, (s) => s.inPlace);
  const order = useStore(session, (s) => s.order);
  const job = useMemo(
    () =>
      analysis === undefined
        ? undefined
        : async () => ({
            analysis,
            view: await memoryView(analysis, { weights, activations, inPlace, order }, nextTask),
          }),
    [analysis, weights, activations, inPlace, order],
  );
  const { value } = useJob(job);
  return value?.analysis === analysis ? value?.view : undefined;
}

function Choices() {
  const weights = useStore(session, (s) => s.weightStorage);
  const activations = useStore(session, (s) => s.activationStorage);
  const inPlace = useStore(session, (s) => s.inPlace);
  const order = useStore(session, (s) => s.order);
  return (
    <div className="memory-tools">
      <StoragePicker label="Weights" value={weights} choose={(weightStorage) => session.patch({ weightStorage })} />
      <StoragePicker
        label="Activations"
        value={activations}
        choose={(activationStorage) => session.patch({ activationStorage })}
      />
      <label title="Element-wise nodes write over an input of the same size that nobody reads later">
        <input
          type="checkbox"
          checked={inPlace}
          onChange={({ target }) => session.patch({ inPlace: target.checked })}
        />
        In place
      </label>
      <label title="Run the nodes in the best order that several rules found, instead of the file's">
        <input
          type="checkbox"
          checked={order === "best"}
          onChange={({ target }) => session.patch({ order: target.checked ? "best" : "file" })}
        />
        Best order
      </label>
    </div>
  );
}

interface PickerProps {
  readonly label: string;
  readonly value: Storage | undefined;
  readonly choose: (storage: Storage | undefined) => void;
}

function StoragePicker({ label, value, choose }: PickerProps) {
  return (
    <label>
      {label}
      <select value={value ?? ""} onChange={({ target }) => choose(storages.find((one) => one === target.value))}>
        <option value="">as in file</option>
        {storages.map((storage) => (
          <option key={storage}>{storage}</option>
        ))}
      </select>
    </label>
  );
}

function Content({ view }: { readonly view: MemoryView }) {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  const theme = useStore(themeStore, (t) => t.theme);
  const at = (selected === undefined ? undefined : timeOf(view, selected)) ?? view.timeline.peakTime;
  const figure = useMemo(
    () => (nodes === undefined ? undefined : memoryFigure(view, nodes, at, paletteOf(theme))),
    [view, nodes, at, theme],
  );
  const choose = useCallback(
    (node: unknown) => {
      if (typeof node === "number") select(nodes?.[node]?.id);
    },
    [nodes],
  );
  if (nodes === undefined || figure === undefined) return null;
  const steps = view.timeline.order.length;
  const node = at === undefined ? undefined : nodes[nodeAt(view, at) ?? -1];
  return (
    <>
      <Headline view={view} />
      <div className="memory-chart">
        <Plot
          data={figure.data}
          layout={figure.layout}
          label={`Memory over time. ${figure.description}`}
          onPick={choose}
        />
      </div>
      {steps > 1 && at !== undefined && (
        <label className="memory-step">
          Step
          <input
            type="range"
            min={1}
            max={steps}
            value={at + 1}
            aria-valuetext={`${at + 1} of ${steps}${node === undefined ? "" : `, ${nodeName(node)}`}`}
            onChange={({ target }) => choose(nodeAt(view, Number(target.value) - 1))}
          />
        </label>
      )}
      {figure.note !== "" && <p className="plot-note">{figure.note}</p>}
      {at !== undefined && <AliveTable view={view} at={at} node={node} />}
      <WeightBars view={view} />
    </>
  );
}

function Headline({ view }: { readonly view: MemoryView }) {
  const { timeline, arena, traffic } = view;
  const unsized = timeline.unsized > 0;
  return (
    <div className="memory-head">
      <output aria-label="Peak of activations">
        {unsized && "≥ "}
        {formatBytes(timeline.knownPeakBytes)}
      </output>
      <div className="memory-side">
        <span>{orderText(view)}</span>
        <span title="Greedy by size, largest first, each tensor on a boundary of 64 bytes as TFLite has it">
          An arena for all of it takes {formatBytes(arena.bytes)}, {formatPercent(arena.fragmentation)} of it lost to
          gaps.
        </span>
        <span>
          All nodes together move {formatBytes(traffic.bytes)} at {formatIntensity(traffic.intensity)}
          {traffic.unknown > 0 && `, ${traffic.unknown} nodes unknown`}.
        </span>
      </div>
    </div>
  );
}

function orderText({ filePeak, bestPeak, optimal }: MemoryView): string {
  if (bestPeak === filePeak) {
    return optimal
      ? "No order of the nodes needs less: one of them alone takes as much."
      : "No order was found that needs less than the file's.";
  }
  const saved = formatPercent(1 - bestPeak / filePeak);
  return `The best order found needs ${formatBytes(bestPeak)}, ${saved} less than the file's ${formatBytes(filePeak)}.`;
}

/** Read from the page, which has them of the theme. */
const paletteOf = (_theme: unknown): MemoryPalette => ({
  text: cssColor("--text"),
  muted: cssColor("--muted"),
  warning: cssColor("--warning"),
  grid: cssColor("--line"),
  surface: cssColor("--surface"),
  accent: cssColor("--accent"),
  share: cssColor("--share"),
});
