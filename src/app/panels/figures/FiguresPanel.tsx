import { useMemo, useState } from "react";
import { drawingOf } from "../../../figure/draw/drawing.ts";
import { styleOf } from "../../../figure/draw/style.ts";
import { kindOf } from "../../../figure/kinds/index.ts";
import { pointsPerMm } from "../../../figure/preset.ts";
import { isMissing } from "../../../figure/source.ts";
import { svgOf } from "../../../figure/svg.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useModel } from "../context.ts";
import { FigureControls } from "./FigureControls.tsx";
import { FigureFiles } from "./FigureFiles.tsx";
import type { Drawn } from "./outputs.ts";
import { useSource } from "./use-source.ts";
import "./figures.css";

/** Figures for papers and slides, from what is open and chosen: seen at their true size, saved in the formats that venues take. */
export function FiguresPanel() {
  const file = useModel()?.analysis.file.name;
  return (
    <Pane name="Figures">
      <div className="figures">
        {file === undefined ? <p className="empty">Open a model to make figures of it.</p> : <Studio model={file} />}
      </div>
    </Pane>
  );
}

function Studio({ model }: { readonly model: string }) {
  const choice = useStore(session, (s) => s.figure);
  const kind = kindOf(choice.kind);
  const { source, busy } = useSource(kind.needs);
  const figure = useMemo(() => source && kind.figureOf(source, choice.option), [source, kind, choice.option]);
  const drawn = useMemo(
    (): Drawn | undefined =>
      figure === undefined || isMissing(figure) ? undefined : { figure, style: styleOf(choice), choice, model },
    [figure, choice, model],
  );
  return (
    <>
      <div className="figure-stage" aria-busy={busy}>
        {drawn !== undefined && <Preview drawn={drawn} />}
        {figure !== undefined && isMissing(figure) && !busy && <p className="empty">{figure.missing}</p>}
        {drawn === undefined && busy && <p className="empty">The figure is being computed.</p>}
      </div>
      <div className="figure-side">
        <FigureControls choice={choice} kind={kind} options={source === undefined ? [] : kind.optionsOf(source)} />
        <FigureFiles drawn={drawn} choice={choice} />
      </div>
    </>
  );
}

const zooms = ["fit", "100", "150", "200", "400"] as const;
type Zoom = (typeof zooms)[number];

/** The figure as it will be printed; at 100 % one millimetre of it is one of the screen's. */
function Preview({ drawn }: { readonly drawn: Drawn }) {
  const [zoom, setZoom] = useState<Zoom>("fit");
  const { figure, style } = drawn;
  const svg = useMemo(() => svgOf(figure, style), [figure, style]);
  const { width, height } = useMemo(() => drawingOf(figure, style), [figure, style]);
  const mm = (points: number): string => (points / pointsPerMm).toFixed(1);
  const factor = Number(zoom) / 100;
  return (
    <figure className="figure-preview">
      <div className="figure-size">
        <output aria-label="Size of the figure">
          {mm(width)} × {mm(height)} mm
        </output>
        <label>
          Zoom
          <select
            aria-label="Zoom"
            value={zoom}
            onChange={({ target }) => setZoom(zooms.find((one) => one === target.value) ?? "fit")}
          >
            {zooms.map((one) => (
              <option key={one} value={one}>
                {one === "fit" ? "Fit" : `${one} %`}
              </option>
            ))}
          </select>
        </label>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <div className="figure-sheet" role="region" aria-label="Preview" tabIndex={0}>
        <img
          src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
          alt={`${figure.title}. ${figure.caption}`}
          // Its own size is that of print; the whole of it is seen where it would be larger than the view.
          style={
            zoom === "fit" ? { maxWidth: "100%", maxHeight: "100%" } : { width: `${Number(mm(width)) * factor}mm` }
          }
        />
      </div>
      <figcaption>{figure.caption}</figcaption>
    </figure>
  );
}
