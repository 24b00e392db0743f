/** Ceilings as marks of a chart: thin lines across, each with its name at the left. */
import type { Layout } from "plotly.js/lib/core";
import { formatPeak } from "../../../base/format.ts";
import type { Ceiling } from "../../../device/ceilings.ts";
import type { Extent, Palette } from "./axes.ts";

interface Marks {
  readonly shapes: NonNullable<Layout["shapes"]>;
  readonly annotations: NonNullable<Layout["annotations"]>;
}

/** One line for all ceilings of the same rate. */
function groupsOf(ceilings: readonly Ceiling[]): readonly (readonly [rate: number, labels: readonly string[]])[] {
  const groups = new Map<number, string[]>();
  for (const { label, rate } of ceilings) {
    const same = [...groups.keys()].find((known) => Math.abs(known / rate.value - 1) < 0.01) ?? rate.value;
    groups.set(same, [...(groups.get(same) ?? []), label]);
  }
  return [...groups];
}

export function ceilingMarks(ceilings: readonly Ceiling[], extent: Extent, palette: Palette): Marks {
  const groups = groupsOf(ceilings);
  return {
    shapes: groups.map(([rate]) => ({
      type: "line",
      x0: extent.x[0],
      x1: extent.x[1],
      y0: rate,
      y1: rate,
      line: { color: palette.muted, width: 1, dash: "dash" },
      layer: "below",
    })),
    annotations: groups.map(([rate, labels]) => ({
      x: Math.log10(extent.x[0]),
      y: Math.log10(rate),
      text: `${labels.join(", ")} ${formatPeak(rate)}`,
      xanchor: "left",
      yanchor: "bottom",
      xshift: 4,
      showarrow: false,
      font: { size: 10, color: palette.muted },
    })),
  };
}
