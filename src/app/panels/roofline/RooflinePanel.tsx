import { useCallback, useMemo } from "react";
import { Plot } from "../../charts/Plot.tsx";
import { forecast } from "../../state/prediction.ts";
import { select } from "../../state/session.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { useStore } from "../../state/store.ts";
import { classOf, opClasses } from "../../ui/op-class.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useLaterPrediction, useModel, useSelected, useTarget } from "../context.ts";
import { rooflineFigure } from "./figure.ts";

export function RooflinePanel() {
  const model = useModel();
  const prediction = useLaterPrediction();
  const selected = useSelected();
  const { roof, nominal } = useTarget();
  const theme = useStore(themeStore, (t) => t.theme);
  const waiting = useStore(forecast, (f) => f.failure === undefined);
  const nodes = model?.analysis.nodes;

  const figure = useMemo(() => {
    // The prediction is a moment away; drawing without it first would only make both late.
    if (nodes === undefined || (prediction === undefined && waiting)) return undefined;
    const palette = {
      text: cssColor("--text"),
      muted: cssColor("--muted"),
      warning: cssColor("--warning"),
      grid: cssColor("--line"),
      surface: cssColor("--surface"),
    };
    return { theme, ...rooflineFigure({ nodes, prediction, roof, nominal, selected, palette }) };
  }, [nodes, prediction, waiting, roof, nominal, selected, theme]);

  const pick = useCallback(
    (datum: unknown) => {
      if (typeof datum === "number") select(nodes?.[datum]?.id);
    },
    [nodes],
  );

  const present = useMemo(() => new Set(nodes?.filter((n) => !n.folded && n.flops !== 0).map(classOf)), [nodes]);
  return (
    <Pane
      name="Roofline"
      tools={
        <ul className="legend" aria-label="Colours">
          {opClasses
            .filter((one) => present.has(one))
            .map((one) => (
              <li key={one.id}>
                <span className="swatch" style={{ background: one.color }} /> {one.short}
              </li>
            ))}
        </ul>
      }
    >
      {figure !== undefined && (
        <Plot data={figure.data} layout={figure.layout} label={`Roofline chart. ${figure.description}`} onPick={pick} />
      )}
    </Pane>
  );
}
