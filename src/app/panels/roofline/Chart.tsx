import { useCallback } from "react";
import { Plot } from "../../charts/Plot.tsx";
import { select } from "../../state/session.ts";
import { useModel } from "../context.ts";
import type { Figure } from "./axes.ts";

/** A roofline with the words that belong beside it. */
export function Chart({ figure }: { readonly figure: Figure | undefined }) {
  const nodes = useModel()?.analysis.nodes;
  const pick = useCallback(
    (datum: unknown) => {
      if (typeof datum === "number") select(nodes?.[datum]?.id);
    },
    [nodes],
  );
  if (figure === undefined) return null;
  return (
    <>
      <Plot data={figure.data} layout={figure.layout} label={`Roofline chart. ${figure.description}`} onPick={pick} />
      {figure.note !== "" && <p className="plot-note">{figure.note}</p>}
      {figure.above !== "" && (
        <details className="plot-note">
          <summary>Why dots stand above the roof</summary>
          <p>{figure.above}</p>
        </details>
      )}
    </>
  );
}
