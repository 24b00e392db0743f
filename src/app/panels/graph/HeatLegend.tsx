import { formatPercent } from "../../../base/format.ts";
import { heatColors } from "../../ui/heat.ts";

/** The colour scale of the graph, from no latency to the costliest node's share. */
export function HeatLegend({ top }: { readonly top: number }) {
  return (
    <div className="heat-legend">
      <span>Share of latency</span>
      <span>0</span>
      <span
        className="heat-scale"
        role="img"
        aria-label="Dark blue to yellow"
        style={{ background: `linear-gradient(to right, ${heatColors.join(", ")})` }}
      />
      <span>{formatPercent(top)}</span>
    </div>
  );
}
