/** Axes, roofs and marks that all rooflines share. */
import type { Data, Layout } from "plotly.js/lib/core";
import { attainable, ridgePoint, type Roof } from "../../../device/roofline.ts";

/** Colours of the theme that a chart needs. */
export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly warning: string;
  readonly grid: string;
  readonly surface: string;
}

export interface Figure {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** The chart in words, for those who do not see it. */
  readonly description: string;
  /** A line on the selected node; "" for nothing. */
  readonly note: string;
  /** Why dots stand above the roof; "" when none does. */
  readonly above: string;
}

export const decade = {
  down: (value: number) => 10 ** Math.floor(Math.log10(value)),
  up: (value: number) => 10 ** Math.ceil(Math.log10(value)),
};

export interface Extent {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
export const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));

const log = ([low, high]: readonly [number, number]): [number, number] => [Math.log10(low), Math.log10(high)];

export function roofTrace(roof: Roof, [low, high]: readonly [number, number], color: string, ghost: boolean): Data[] {
  const ridge = ridgePoint(roof);
  if (ridge === undefined || roof.peak === undefined) return [];
  const x = [low, ridge, high].sort((a, b) => a - b);
  return [
    {
      type: "scatter",
      mode: "lines",
      x,
      y: x.map((intensity) => attainable(intensity, roof) ?? 0),
      line: { color, width: ghost ? 1 : 2, dash: ghost ? "dot" : "solid" },
      hoverinfo: "skip",
    },
  ];
}

/** An empty log-log chart. */
export function layoutOf(extent: Extent, palette: Palette, across = "Intensity (FLOP/B)"): Partial<Layout> {
  const axis = {
    type: "log" as const,
    gridcolor: palette.grid,
    linecolor: palette.grid,
    zeroline: false,
    dtick: 1,
    exponentformat: "SI" as const,
    tickfont: { size: 10, color: palette.muted },
    fixedrange: false,
  };
  const title = (text: string) => ({ text, font: { size: 11, color: palette.muted }, standoff: 6 });
  return {
    margin: { l: 52, r: 12, t: 8, b: 38 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 11, color: palette.text },
    showlegend: false,
    hovermode: "closest",
    dragmode: "pan",
    hoverlabel: {
      bgcolor: palette.surface,
      bordercolor: palette.muted,
      font: { family: "system-ui, sans-serif", color: palette.text, size: 12 },
      align: "left",
    },
    xaxis: { ...axis, range: log(extent.x), title: title(across), tickformat: "~g" },
    yaxis: { ...axis, range: log(extent.y), title: title("Performance (FLOP/s)"), tickformat: "~s" },
  };
}
