import { useMemo } from "react";
import { formatEnergyBand, formatPercent } from "../../../base/format.ts";
import { formatCoreSet, takingPart } from "../../../device/core-set.ts";
import { partIds } from "../../../device/energy.ts";
import { draftClaims, draftOrder } from "../../../device/energy/draft.ts";
import { technologyOf, unitEnergies } from "../../../device/energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "../../../device/levels.ts";
import { useModel, useTarget } from "../../panels/context.ts";
import { energyView, middle, partNames } from "../../panels/energy/rows.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Question } from "../Question.tsx";
import { timesText } from "../quiz.ts";
import { type LayerBytes, bytesQuiz, networkBytes, poolingOf, poolings, totalOf } from "./bytes.ts";
import { EnergyScale } from "./EnergyScale.tsx";
import { energyQuiz, verdictText } from "./energies.ts";

const energy = energyQuiz();

export function MemoryLesson() {
  return (
    <>
      <p>
        A draft counted by hand what a small network reads and writes, and what one access and one matrix product cost
        in energy. Nearly every figure is wrong, each in a way that is easily made again. Find the slip before you read
        the reason.
      </p>
      <NetworkBytes />
      <Question quiz={bytesQuiz} />
      <Energies />
      <Question quiz={energy} />
      <OwnEnergy />
    </>
  );
}

function NetworkBytes() {
  const pooling = poolingOf(useStore(session, (s) => s.lessonAt));
  const layers = networkBytes(pooling);
  const total = totalOf(layers);
  return (
    <>
      <h3>Bytes moved by three layers</h3>
      <p>
        An RGB image of 32 × 32, 32 kernels of 3 × 3, 64 of 3 × 3, a classifier of 10 outputs; float32, no padding, no
        biases, everything read or written once. conv1 gives 30 × 30, and the draft lets conv2 read 14 × 14 without
        saying how. What stands between them decides the answer:
      </p>
      <div className="lesson-steps" role="group" aria-label="Between the convolutions">
        {poolings.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="button"
            aria-pressed={id === pooling}
            onClick={() => session.patch({ lessonAt: id === "3" ? undefined : id })}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="lesson-scroll">
        <table className="lesson-table memory-bytes" aria-label="Bytes of the draft and right bytes">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Elements</th>
              <th scope="col">The draft</th>
              <th scope="col">Right</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          {layers.map((layer) => (
            <LayerRows key={layer.layer} layer={layer} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">Network</th>
              <td />
              <td className="memory-wrong">{total.draft.toLocaleString("en")}</td>
              <td className="lesson-number">{total.bytes.toLocaleString("en")}</td>
              <td>{timesText(total.bytes / total.draft)} as much as the draft says</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p>
        The draft’s formula, (input + output + weights) × bytes of the type, calls its sizes bytes already and so counts
        them twice; and everything moves once only where it fits the caches: the hierarchical roofline shows what moves
        more often.
      </p>
    </>
  );
}

function LayerRows({ layer: { layer, rows, draft, bytes } }: { readonly layer: LayerBytes }) {
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={row.what}>
          <th scope="row">
            {layer} {row.what}
          </th>
          <td>{row.elements}</td>
          <td className={row.draft === row.bytes ? undefined : "memory-wrong"}>
            {row.draft?.toLocaleString("en") ?? "left out"}
          </td>
          <td className="lesson-number">{row.bytes.toLocaleString("en")}</td>
          <td className="memory-why">{row.why === "" ? "Right." : row.why}</td>
        </tr>
      ))}
      <tr className="memory-total">
        <th scope="row">{layer}</th>
        <td />
        <td className={draft === bytes ? undefined : "memory-wrong"}>{draft.toLocaleString("en")}</td>
        <td className="lesson-number">{bytes.toLocaleString("en")}</td>
        <td />
      </tr>
    </tbody>
  );
}

function Energies() {
  return (
    <>
      <h3>Energy of an access and of a product</h3>
      <EnergyScale />
      <p className="memory-legend">
        <span className="band-draft" /> the draft <span className="band-published" /> published, or worked out from what
        was
      </p>
      <table className="lesson-table memory-claims" aria-label="Energies of the draft and published ones">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">The draft</th>
            <th scope="col">Published</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {draftClaims.map((claim) => (
            <tr key={claim.what}>
              <th scope="row">{claim.what}</th>
              <td>{formatEnergyBand(claim.draft.low, claim.draft.high)}</td>
              <td className="memory-why">
                {formatEnergyBand(claim.value.low, claim.value.high)}: {claim.accepted}
              </td>
              <td className="memory-why" title={verdictText(claim)}>
                {claim.verdict}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{draftOrder}</p>
    </>
  );
}

/** Where the open model's energy goes, part by part, by the unit energies of the Energy view. */
function OwnEnergy() {
  const nodes = useModel()?.analysis.nodes;
  const { device, cores } = useTarget();
  const precision = useStore(session, (s) => s.precision);
  const technology = technologyOf(useStore(session, (s) => s.technology));
  const taking = formatCoreSet(cores);
  const view = useMemo(() => {
    if (nodes === undefined) return undefined;
    const { front, size } = hierarchyOf(device, cores);
    const units = unitEnergies(technology, device, takingPart(device, cores)[0]?.cluster, size, precision);
    return energyView(nodes, levelTraffics(nodes, { front }, precision), units);
    // A slider makes a new object of the same cores.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [nodes, device, taking, precision, technology]);
  if (view?.total === undefined) return null;
  const known = partIds.flatMap((part) => {
    const band = view.sum.parts[part];
    return band === undefined ? [] : [{ part, band }];
  });
  const all = known.reduce((sum, { band }) => sum + middle(band), 0);
  return (
    <>
      <h3>
        This model on {device.name}, {precision}, {technology.label}
      </h3>
      <table className="lesson-table" aria-label="Energy of this model by part">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Energy</th>
            <th scope="col">Share of the middle</th>
            <th scope="col">
              <span className="unseen">Bar</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {known.map(({ part, band }) => (
            <tr key={part}>
              <th scope="row">{partNames[part]}</th>
              <td>{formatEnergyBand(band.low, band.high)}</td>
              <td className="lesson-number">{formatPercent(middle(band) / all)}</td>
              <td className="lesson-bar" aria-hidden="true">
                <span style={{ width: `${(100 * middle(band)) / all}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {view.sum.covered} of {view.sum.nodes} nodes are known. The Energy view splits this by kind of operator and
        lists the source of every unit energy.{" "}
        <button type="button" className="link" onClick={() => session.patch({ view: "energy", lesson: undefined })}>
          Open the Energy view
        </button>
      </p>
    </>
  );
}
