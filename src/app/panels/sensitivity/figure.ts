/** The surface as a heat map: colours for the latency, lines where it has doubled, and the present state. */
import type { Data, Layout } from "plotly.js/lib/core";
import { formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { heatColors, inkOn } from "../../ui/heat.ts";
import type { Palette } from "../roofline/axes.ts";
import { type Axis, type AxisPair, valueText } from "./axes.ts";
import { factsOf, isoline, multiplesOf, type Surface, type SurfaceFacts } from "./surface.ts";

/** All that does not change while the sliders of its own two knobs move. */
export interface Ground {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  readonly facts: SurfaceFacts;
  /** The surface in words. */
  readonly description: string;
}

/** Colours go by the logarithm: twice as long is as far wherever it begins. */
const depth = (latency: Seconds): number => Math.log2(latency);

/** Undefined where no state of the surface has a latency. */
export function groundOf(surface: Surface, palette: Palette): Ground | undefined {
  const facts = factsOf(surface);
  if (facts === undefined) return undefined;
  const { axes, x, y, z } = surface;
  const [across, up] = axes;
  const low = depth(facts.least.latency);
  // A flat surface has one colour, and a scale nevertheless.
  const high = Math.max(depth(facts.most.latency), low + 0.01);
  const multiples = multiplesOf(facts);
  const ticks = [1, ...multiples];
  const heat: Data = {
    type: "heatmap",
    x: x.map((value) => value / across.scale),
    y: y.map((value) => value / up.scale),
    z: z.map((row) => row.map((latency) => (latency === undefined ? null : depth(latency)))),
    zmin: low,
    zmax: high,
    zsmooth: "fast",
    colorscale: heatColors.map((color, at): [number, string] => [at / (heatColors.length - 1), color]),
    text: z.map((row, j) => row.map((latency, i) => placeText(axes, x[i] ?? 0, y[j] ?? 0, latency))),
    hovertemplate: "%{text}<extra></extra>",
    // Where a click leads: the cell.
    customdata: z.map((row, j) => row.map((_, i) => j * x.length + i)),
    colorbar: {
      thickness: 10,
      outlinewidth: 0,
      tickvals: ticks.map((times) => depth(times * facts.least.latency)),
      ticktext: ticks.map((times) => formatSeconds(times * facts.least.latency)),
      tickfont: { size: 10, color: palette.muted },
    },
  };
  const lines = multiples.map((times) =>
    lineOf(surface, times, facts.least.latency, inkAt((depth(times * facts.least.latency) - low) / (high - low))),
  );
  return {
    data: [heat, ...lines.map(({ line }) => line)],
    layout: layoutOf(
      axes,
      palette,
      lines.flatMap(({ label }) => label ?? []),
    ),
    facts,
    description: describe(axes, facts),
  };
}

const inkAt = (share: number): string => inkOn(heatColors[Math.round(share * (heatColors.length - 1))] ?? "#000000");

/** A line of equal latency and the number that it bears, in the middle of its pieces. */
function lineOf(surface: Surface, times: number, least: Seconds, color: string) {
  const [across, up] = surface.axes;
  const pieces = isoline(surface, times * least);
  const line: Data = {
    type: "scatter",
    mode: "lines",
    x: pieces.flatMap(([[a], [b]]) => [a / across.scale, b / across.scale, null]),
    y: pieces.flatMap(([[, a], [, b]]) => [a / up.scale, b / up.scale, null]),
    line: { color, width: 1.5 },
    hoverinfo: "skip",
  };
  const [spot] = pieces[Math.floor(pieces.length / 2)] ?? [];
  const label: Annotation | undefined = spot && {
    x: spot[0] / across.scale,
    y: spot[1] / up.scale,
    text: `×${times}`,
    showarrow: false,
    font: { size: 11, color },
    // Beside the line, not on it.
    xshift: 11,
    yshift: 7,
  };
  return { line, label };
}

type Annotation = NonNullable<Layout["annotations"]>[number];

/** A ring where the sliders stand, in two colours so that it shows on any ground. */
export function markerOf([across, up]: AxisPair, latency: Seconds | undefined, palette: Palette): Data[] {
  const x = [across.at / across.scale];
  const y = [up.at / up.scale];
  const ring = (color: string, size: number, width: number): Data => ({
    type: "scatter",
    mode: "markers",
    x,
    y,
    marker: { symbol: "circle-open", size, color, line: { color, width } },
    text: [`Now<br>${placeText([across, up], across.at, up.at, latency)}`],
    hovertemplate: "%{text}<extra></extra>",
    // At a corner of the surface, half of the ring would be cut off.
    cliponaxis: false,
  });
  return [ring(palette.surface, 13, 4.5), ring(palette.text, 13, 2)];
}

const placeText = ([across, up]: AxisPair, x: number, y: number, latency: Seconds | undefined): string =>
  `${latency === undefined ? "no latency" : formatSeconds(latency)}<br>${valueText(across, x)}, ${valueText(up, y)}`;

function layoutOf([across, up]: AxisPair, palette: Palette, annotations: Annotation[]): Partial<Layout> {
  const axis = (of: Axis): NonNullable<Layout["xaxis"]> => ({
    title: { text: `${of.name} (${of.unit})`, font: { size: 11, color: palette.muted }, standoff: 4 },
    range: [of.range[0] / of.scale, of.range[1] / of.scale],
    showgrid: false,
    zeroline: false,
    ticks: "outside",
    ticklen: 3,
    tickcolor: palette.muted,
    tickfont: { size: 10, color: palette.muted },
    fixedrange: true,
  });
  return {
    margin: { l: 46, r: 8, t: 10, b: 36 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 11, color: palette.text },
    showlegend: false,
    hovermode: "closest",
    dragmode: false,
    hoverlabel: {
      bgcolor: palette.surface,
      bordercolor: palette.muted,
      font: { family: "system-ui, sans-serif", color: palette.text, size: 12 },
      align: "left",
    },
    xaxis: axis(across),
    yaxis: axis(up),
    annotations,
  };
}

function describe([across, up]: AxisPair, { least, most, doubledAlong }: SurfaceFacts): string {
  const place = ({ x, y, latency }: SurfaceFacts["least"]): string =>
    `${formatSeconds(latency)} at ${valueText(across, x)} and ${valueText(up, y)}`;
  const doubled = ([across, up] as const).map((axis, at) => {
    const value = doubledAlong[at];
    return value === undefined
      ? `${axis.name} alone never doubles the least.`
      : `${axis.name} alone doubles the least at ${valueText(axis, value)}.`;
  });
  return `Least ${place(least)}. Most ${place(most)}. ${doubled.join(" ")}`;
}

/** The state of the cell with a number, as `customdata` has them. */
export function cellAt({ x, y }: Pick<Surface, "x" | "y">, cell: unknown): readonly [x: number, y: number] | undefined {
  if (typeof cell !== "number") return undefined;
  const [across, up] = [x[cell % x.length], y[Math.floor(cell / x.length)]];
  return across === undefined || up === undefined ? undefined : [across, up];
}
