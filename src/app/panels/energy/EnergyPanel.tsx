import { useMemo } from "react";
import { formatEnergy, formatEnergyBand, formatPercent, formatSeconds } from "../../../base/format.ts";
import { formatCoreSet, takingPart } from "../../../device/core-set.ts";
import { corePower, joulesPerFlop, runEnergy } from "../../../device/energy.ts";
import { technologies, technologyOf, unitEnergies } from "../../../device/energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "../../../device/levels.ts";
import { session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { nodeName } from "../../ui/node-text.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useLaterPrediction, useModel, useSelected, useTarget } from "../context.ts";
import { ClassBars, PartLegend } from "./ClassBars.tsx";
import { Coefficients } from "./Coefficients.tsx";
import { DraftTable } from "./DraftTable.tsx";
import { type EnergyView, energyView, largestPart, partNames } from "./rows.ts";
import "./energy.css";

/** Energy of one inference, by class of operator and by where it goes. */
export function EnergyPanel() {
  const model = useModel();
  const technology = technologyOf(useStore(session, (s) => s.technology));
  const { view, units, assumptions } = useEnergy() ?? {};
  return (
    <Pane
      name="Energy"
      tools={
        <>
          <label className="energy-technology">
            Technology
            <select value={technology.id} onChange={(event) => chooseTechnology(event.target.value)}>
              {technologies.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <PartLegend />
        </>
      }
    >
      <div className="energy">
        {model === undefined || view === undefined || units === undefined ? (
          <p className="empty">Open a model to see where its energy goes.</p>
        ) : (
          <>
            <Headline view={view} />
            <ClassBars view={view} />
            <details>
              <summary>What is counted and assumed</summary>
              <ul>
                <li>
                  Arithmetic of every operation and the bytes of every memory level, each at its unit energy. Leakage,
                  clocks, waiting, the display and the radio are not in it.
                </li>
                <li>
                  The low end is arithmetic alone; the high end adds the overhead of vector instructions, and memories
                  of the next published size.
                </li>
                {assumptions?.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </details>
            <details>
              <summary>Unit energies and their sources</summary>
              <Coefficients technology={technology} units={units} />
            </details>
            <details>
              <summary>The draft’s figures, and accepted values</summary>
              <DraftTable />
            </details>
          </>
        )}
      </div>
    </Pane>
  );
}

const chooseTechnology = (id: string): void =>
  session.patch({ technology: id === technologies[0]?.id ? undefined : id });

/** Energy of the open model on the chosen cores; sliders of clock and bandwidth do not change it. */
function useEnergy() {
  const nodes = useModel()?.analysis.nodes;
  const { device, cores } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const technology = technologyOf(useStore(session, (s) => s.technology));
  const taking = formatCoreSet(cores);
  return useMemo(() => {
    if (nodes === undefined) return undefined;
    const { front, size, assumptions } = hierarchyOf(device, cores);
    const units = unitEnergies(technology, device, takingPart(device, cores)[0]?.cluster, size, precision);
    return { view: energyView(nodes, levelTraffics(nodes, { front }, precision), units), units, assumptions };
    // A slider makes a new object of the same cores.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [nodes, device, taking, precision, technology]);
}

function Headline({ view }: { readonly view: EnergyView }) {
  const { sum, total } = view;
  const top = largestPart(sum);
  return (
    <div className="energy-head">
      <output aria-label="Energy per inference">{formatEnergyBand(total?.low, total?.high)}</output>
      <div className="energy-side">
        <span>
          {top !== undefined && `${partNames[top.part]} takes ${formatPercent(top.share)} of the middle. `}
          {sum.covered} of {sum.nodes} nodes known.
        </span>
        <Measured />
        <Selected view={view} />
      </div>
    </div>
  );
}

/** What the cores draw while the inference runs, where their power was measured. */
function Measured() {
  const { device, cores, roof } = useTarget();
  const latency = useLaterPrediction()?.latencySeconds;
  const power = corePower(device, cores, stateOf(session.get()));
  const energy = runEnergy(power?.value, latency);
  if (power === undefined || energy === undefined) {
    return <span>The power of these cores was not measured, so that nothing checks the sum.</span>;
  }
  return (
    <span title={`${power.source}. ${power.note ?? ""}`}>
      {formatEnergy(energy)} from measured power: {power.value.toFixed(2)} W for {formatSeconds(latency)}
      {roof.peak !== undefined && `, ${formatEnergy(joulesPerFlop(power.value, roof.peak))}/FLOP at the peak`}.
    </span>
  );
}

/** The parts of the selected node. */
function Selected({ view }: { readonly view: EnergyView }) {
  const model = useModel();
  const selected = useSelected();
  const node = selected === undefined ? undefined : model?.analysis.nodes[selected];
  const parts = selected === undefined ? undefined : view.nodes[selected];
  if (node === undefined || parts === undefined) return null;
  const known = (["arithmetic", "L1", "L2", "L3", "DRAM"] as const).flatMap((part) => {
    const band = parts[part];
    return band === undefined ? [] : [`${partNames[part]} ${formatEnergyBand(band.low, band.high)}`];
  });
  return (
    <span>
      {nodeName(node)}: {known.length === 0 ? "not known" : known.join(", ")}
    </span>
  );
}
