import { useMemo, useState } from "react";
import { formatBytes, formatMacs } from "../../../base/format.ts";
import { macsOf, product } from "../../../cost/conv/algorithm.ts";
import { im2col } from "../../../cost/conv/im2col.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { elementBytes } from "../../../runtime/choice/study.ts";
import { useModel, useSelected } from "../../panels/context.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { firstRefusal, lessonLayer, needsImage } from "../layer.ts";
import { LayerLine, NoLayer } from "../LayerLine.tsx";
import { Question } from "../Question.tsx";
import { timesText } from "../quiz.ts";
import { axisOf, columnMemory, copiesOf, type Pixel, pixelAt, rowCount, strideQuiz } from "./columns.ts";
import { InputGrid } from "./InputGrid.tsx";
import { MatrixGrid, shownRows } from "./MatrixGrid.tsx";

const suits = firstRefusal(needsImage, im2col.refusal);

export function Im2colLesson() {
  const nodes = useModel()?.analysis.nodes;
  const selected = useSelected();
  const layer = useMemo(
    () => (nodes === undefined ? undefined : lessonLayer(nodes, selected, suits)),
    [nodes, selected],
  );
  if (layer === undefined) return <NoLayer what="convolution over images that is unfolded" />;
  return (
    <>
      <LayerLine layer={layer} />
      <Unfolding window={layer.window} key={layer.node.id} />
    </>
  );
}

const number = (value: number): string => value.toLocaleString("en");

/** The output whose column is shown: the link's, else one that is off the edge, where nothing is padding. */
function usePosition(window: Window): number {
  const at = Number(useStore(session, (s) => s.lessonAt) ?? Number.NaN);
  const last = product(window.output) - 1;
  const across = axisOf(window, 1).output;
  return Number.isInteger(at) && at >= 0 ? Math.min(at, last) : Math.min(2 * across + 2, last);
}

function Unfolding({ window }: { readonly window: Window }) {
  const position = usePosition(window);
  const [followed, setFollowed] = useState<Pixel>();
  const across = axisOf(window, 1).output;
  const [p, q] = [Math.floor(position / across), position % across];
  const outputs = product(window.output);
  // Rows of the matrix are pixels of all channels; a followed pixel stays the same while the window moves over it.
  const taps = product(window.kernel);
  const pixel = followed ?? pixelAt(window, Math.min(Math.floor(taps / 2), shownRows - 1), position);
  const copies = pixel.isPad ? 0 : copiesOf(window, pixel);
  return (
    <>
      <p>
        Each of the <strong>{number(outputs)}</strong> outputs of a channel reads one window of the input. im2col copies
        every window into a column, so that all outputs of all {window.outputChannels} channels are one product:{" "}
        <strong>
          {number(window.outputChannels)} × {number(rowCount(window))}
        </strong>{" "}
        weights times{" "}
        <strong>
          {number(rowCount(window))} × {number(outputs)}
        </strong>{" "}
        columns, {formatMacs(macsOf({ ...window, batch: 1 }))} as before: nothing is saved in arithmetic.
      </p>
      <label className="lesson-slider">
        <span>
          Output position <strong>{`row ${p}, column ${q}`}</strong>
        </span>
        <input
          type="range"
          aria-label="Output position"
          aria-valuetext={`row ${p}, column ${q}: column ${position} of the matrix`}
          min={0}
          max={outputs - 1}
          value={position}
          onChange={(event) => session.patch({ lessonAt: event.currentTarget.value })}
        />
        <span className="quiet">
          column {number(position)} of {number(outputs)}
        </span>
      </label>
      <div className="im2col-pair">
        <InputGrid window={window} position={position} pixel={pixel} onFollow={setFollowed} />
        <MatrixGrid window={window} position={position} pixel={pixel} />
      </div>
      <p role="status" className="quiet">
        {pixel.isPad
          ? `Row ${pixel.y}, column ${pixel.x} lies in the padding: the matrix holds zeros that the input does not have.`
          : `The pixel at row ${pixel.y}, column ${pixel.x} belongs to ${copies} ${copies === 1 ? "window" : "windows"}, so each channel of it is in the matrix ${copies === 1 ? "once" : `${copies} times`}.`}{" "}
        Choose another pixel to follow its copies, or{" "}
        <select
          aria-label="Tap whose pixel is followed"
          value=""
          onChange={({ currentTarget: { value } }) => setFollowed(pixelAt(window, Number(value), position))}
        >
          <option value="" disabled>
            a tap of this window
          </option>
          {Array.from({ length: taps }, (_, tap) => (
            <option key={tap} value={tap}>
              tap {tap}
            </option>
          ))}
        </select>
      </p>
      <Memory window={window} />
      <Question quiz={strideQuiz(window)} />
    </>
  );
}

function Memory({ window }: { readonly window: Window }) {
  const precision = useStore(session, (s) => s.precision);
  const memory = columnMemory(window, elementBytes[precision]);
  const rows = [
    { name: "Input", bytes: memory.input, note: "what there is to read" },
    { name: "All columns", bytes: memory.columns, note: `${timesText(memory.ratio)} the input` },
    { name: "A slice of columns", bytes: memory.slices, note: "stays in cache; ONNX Runtime’s size" },
    { name: "Pointers instead", bytes: memory.pointers, note: "XNNPACK’s indirect product" },
  ];
  const most = Math.max(...rows.map(({ bytes }) => bytes));
  return (
    <>
      <h3>What the copies cost, {precision}, one image</h3>
      <table className="lesson-table">
        <tbody>
          {rows.map(({ name, bytes, note }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="lesson-number">{formatBytes(bytes)}</td>
              <td className="lesson-bar" aria-hidden="true">
                <span style={{ width: `${(100 * bytes) / most}%` }} />
              </td>
              <td className="quiet">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        Written once and read once, the whole matrix moves <strong>{formatBytes(memory.traffic)}</strong> that the
        convolution itself does not need. That is why libraries unfold only slices that fit a cache, or hand the product
        pointers to pixels in place of copies.
      </p>
    </>
  );
}
