import { useMemo } from "react";
import { formatBytes, formatCount, formatPercent } from "../../../base/format.ts";
import { winograd3 } from "../../../cost/conv/winograd.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { elementBytes } from "../../../runtime/choice/study.ts";
import { useModel, useSelected } from "../../panels/context.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { firstRefusal, lessonLayer, needsImage } from "../layer.ts";
import { LayerLine, NoLayer } from "../LayerLine.tsx";
import { Question } from "../Question.tsx";
import { ledger, tileQuiz } from "./ledger.ts";
import { MatrixView } from "./MatrixView.tsx";
import {
  directTile,
  farthest,
  firstInputs,
  formatInputs,
  type Inputs,
  isEqualToRounding,
  parseInputs,
  tileSteps,
  transforms23,
  withValue,
} from "./tile.ts";
import "./winograd.css";

const suits = firstRefusal(needsImage, ...winograd3.map(({ refusal }) => refusal));

export function WinogradLesson() {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  const layer = useMemo(
    () => (nodes === undefined ? undefined : lessonLayer(nodes, selected, suits)),
    [nodes, selected],
  );
  return (
    <>
      <p>
        Neighbouring windows share most of their pixels. Winograd’s minimal filtering uses that: a tile of 4 × 4 inputs
        gives 2 × 2 outputs of a 3 × 3 kernel with <strong>16</strong> multiplications in place of 2 · 2 · 3 · 3 ={" "}
        <strong>36</strong>, 2.25 times fewer, at the price of additions before and after.
      </p>
      <Tile />
      {layer === undefined ? (
        <NoLayer what="3×3 convolution at stride 1" />
      ) : (
        <>
          <LayerLine layer={layer} />
          <Ledger window={layer.window} />
          <Question quiz={tileQuiz(layer.window)} key={layer.node.id} />
        </>
      )}
    </>
  );
}

const keep = (inputs: Inputs): void => session.patch({ lessonAt: formatInputs(inputs) });

/** The tile's arithmetic, live. */
function Tile() {
  const at = useStore(session, (s) => s.lessonAt);
  const inputs = parseInputs(at) ?? firstInputs;
  const { d, g } = inputs;
  const steps = tileSteps(transforms23, d, g);
  const direct = directTile(d, g);
  const { Bt, G, At } = transforms23;
  return (
    <>
      <h3>One tile, with numbers you can change</h3>
      <ol className="winograd-steps">
        <li>
          <MatrixView
            name="d"
            note="inputs"
            matrix={d}
            onChange={(row, column, value) => keep({ ...inputs, d: withValue(d, row, column, value) })}
          />
          <MatrixView name="Bᵀ" matrix={Bt} />
          <MatrixView name="V = Bᵀ d B" note="32 additions" matrix={steps.v} />
        </li>
        <li>
          <MatrixView
            name="g"
            note="kernel"
            matrix={g}
            onChange={(row, column, value) => keep({ ...inputs, g: withValue(g, row, column, value) })}
          />
          <MatrixView name="G" matrix={G} />
          <MatrixView name="U = G g Gᵀ" note="once, at load" matrix={steps.u} />
        </li>
        <li>
          <MatrixView name="M = U ⊙ V" note="16 multiplications" matrix={steps.m} />
          <MatrixView name="Aᵀ" matrix={At} />
          <MatrixView name="Y = Aᵀ M A" note="24 additions" matrix={steps.y} />
          <MatrixView name="Direct" note="36 multiplications" matrix={direct} />
        </li>
      </ol>
      <p role="status">
        {isEqualToRounding(steps, direct) ? (
          <>
            Both ways give <strong>the same</strong>
            {farthest(steps.y, direct) === 0
              ? ", to the last bit"
              : ` up to rounding: they differ by ${farthest(steps.y, direct).toExponential(1)} at most`}
            .
          </>
        ) : (
          <strong>The results differ by {farthest(steps.y, direct).toExponential(1)}.</strong>
        )}{" "}
        Over many input channels the M of all channels are added before Aᵀ is applied, once.{" "}
        {at !== undefined && (
          <button type="button" className="link" onClick={() => session.patch({ lessonAt: undefined })}>
            First numbers again
          </button>
        )}
      </p>
    </>
  );
}

/** The whole layer, with all that the multiplications' gain leaves out. */
function Ledger({ window }: { readonly window: Window }) {
  const precision = useStore(session, (s) => s.precision);
  const rows = ledger(window, elementBytes[precision]);
  return (
    <>
      <h3>The ledger of this layer, {precision}</h3>
      <div className="lesson-scroll">
        <table className="lesson-table winograd-ledger" aria-label="Operations of this layer">
          <thead>
            <tr>
              <th scope="col">Algorithm</th>
              <th scope="col">Tiles</th>
              <th scope="col">Multiplications</th>
              <th scope="col">Transforms</th>
              <th scope="col">All arithmetic</th>
              <th scope="col">Less by</th>
              <th scope="col">Tile waste</th>
              <th scope="col">Workspace</th>
              <th scope="col">Kept filters</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>{row.tiles?.toLocaleString("en") ?? ""}</td>
                <td>{formatCount(row.multiplies)}</td>
                <td>{row.transforms === 0 ? "" : formatCount(row.transforms)}</td>
                <td>{formatCount(row.arithmetic)}</td>
                <td className="lesson-number">{row.gain.toFixed(2)}×</td>
                <td>{row.tiles === undefined ? "" : formatPercent(row.tileWaste)}</td>
                <td>{row.workspace === 0 ? "none" : formatBytes(row.workspace)}</td>
                <td>{row.kept === 0 ? "none" : formatBytes(row.kept)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        Tiles cover whole multiples of m, so outputs at the edge cost as much as those inside: the waste. Larger tiles
        save more multiplications, but their coefficients grow (up to 32 in F(6,3)) and with them the rounding.
      </p>
    </>
  );
}
