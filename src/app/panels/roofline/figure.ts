/** The roofline chart as data: log-log, one dot a node, the roofs of the device in its state. */
import type { Data, Layout } from "plotly.js/lib/core";
import { formatBandwidth, formatIntensity, formatPeak, formatPercent, formatSeconds } from "../../../base/format.ts";
import type { Fraction, FlopsPerSecond, Intensity, Seconds } from "../../../base/units.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import type { Precision } from "../../../device/device.ts";
import type { Ceiling } from "../../../device/ceilings.ts";
import { attainable, ridgePoint, type Roof } from "../../../device/roofline.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import { nodeName } from "../../ui/node-text.ts";
import { classOf, type OpClass, opClasses } from "../../ui/op-class.ts";
import { boundOf, shareOf } from "../shares.ts";
import { explainAbove, type Reason, reasonOf } from "./above.ts";
import { decade, type Extent, type Figure, layoutOf, least, most, type Palette, roofTrace } from "./axes.ts";
import { ceilingMarks } from "./ceiling-marks.ts";

export interface Dot {
  readonly index: number;
  readonly node: NodeCost;
  readonly intensity: Intensity;
  /** FLOPs over predicted latency; what the roof allows where no latency is known. */
  readonly rate: FlopsPerSecond;
  readonly latency: Seconds | undefined;
  readonly share: Fraction | undefined;
}

export interface RooflineInput {
  readonly nodes: readonly NodeCost[];
  readonly prediction: Prediction | undefined;
  /** Roof in the chosen state, and that of the device at its best, drawn dashed where they differ. */
  readonly roof: Roof;
  readonly nominal: Roof;
  /** Position of the selected node. */
  readonly selected: number | undefined;
  readonly palette: Palette;
  readonly precision: Precision;
  /** Highest peak of the nominal state at any precision. */
  readonly widest: FlopsPerSecond | undefined;
  /** Ceilings to draw beside the roofs; empty when they are not wanted. */
  readonly ceilings: readonly Ceiling[];
}

/** Dots of the nodes that do arithmetic in a time of their own and whose traffic is known. */
export function dotsOf({
  nodes,
  prediction,
  roof,
}: Pick<RooflineInput, "nodes" | "prediction" | "roof">): readonly Dot[] {
  return nodes.flatMap((node, index): readonly Dot[] => {
    const { flops, intensity } = node;
    if (node.folded || node.times === 0 || flops === undefined || flops === 0 || intensity === undefined) return [];
    const latency = prediction?.nodes[index];
    // Fused into another node, as the predictor has it: no time of its own, so no rate.
    if (latency === 0) return [];
    const work = flops * (node.times ?? 1);
    const rate = latency === undefined ? attainable(intensity, roof) : work / latency;
    return rate === undefined ? [] : [{ index, node, intensity, rate, latency, share: shareOf(prediction, index) }];
  });
}

/** In pixels; the area of a dot is proportional to its share of latency, up to a share of one ninth. */
export const diameter = (share: Fraction | undefined): number => Math.min(32, Math.max(6, 96 * Math.sqrt(share ?? 0)));

function hoverText({ node, intensity, rate, latency, share }: Dot, roof: Roof): string {
  const limit = attainable(intensity, roof);
  const bound = boundOf(node, roof);
  return [
    `<b>${nodeName(node)}</b> ${node.op}`,
    `${formatIntensity(intensity)}, ${formatPeak(rate)}`,
    `${formatSeconds(latency)}, ${formatPercent(share)} of the latency`,
    limit === undefined ? "" : `${formatPercent(rate / limit)} of the roof`,
    bound === undefined || bound === "none" ? "" : `${bound} bound`,
  ]
    .filter((line) => line !== "")
    .join("<br>");
}

export function dotTrace(
  opClass: OpClass,
  dots: readonly Dot[],
  { palette }: Pick<RooflineInput, "palette">,
  textOf: (dot: Dot) => string,
): Data {
  return {
    type: "scatter",
    mode: "markers",
    name: opClass.label,
    x: dots.map((dot) => dot.intensity),
    y: dots.map((dot) => dot.rate),
    customdata: dots.map((dot) => dot.index),
    text: dots.map(textOf),
    hovertemplate: "%{text}<extra></extra>",
    marker: {
      color: opClass.color,
      symbol: opClass.symbol,
      size: dots.map((dot) => diameter(dot.share)),
      opacity: 0.8,
      line: { color: palette.surface, width: 1 },
    },
  };
}

/** Whole decades around dots and the nominal ridge, so that the axes stay still while sliders move. */
function extentOf(dots: readonly Dot[], { nominal, roof, ceilings }: RooflineInput): Extent {
  const ridge = ridgePoint(nominal) ?? 1;
  // Folded by hand: a call cannot take ten thousand arguments everywhere.
  const xs = [...dots.map((dot) => dot.intensity), ridge];
  const ys = [
    ...dots.map((dot) => dot.rate),
    nominal.peak ?? roof.peak ?? 1e9,
    ...ceilings.map(({ rate }) => rate.value),
  ];
  const top = most(ys);
  return {
    x: [decade.down(least(xs)), Math.max(decade.up(most(xs)), ridge * 10)],
    y: [Math.max(decade.down(least(ys)), top / 1e6), top * 2.5],
  };
}

function annotationsOf(roof: Roof, extent: Extent, palette: Palette): NonNullable<Layout["annotations"]> {
  const ridge = ridgePoint(roof);
  if (ridge === undefined || roof.peak === undefined) return [];
  const font = { size: 11, color: palette.text };
  // Where the slanted roof is in sight, its middle.
  const start = Math.max(extent.x[0], extent.y[0] / (roof.bandwidth ?? 1));
  const middle = Math.sqrt(start * ridge);
  return [
    {
      x: Math.log10(extent.x[1]),
      y: Math.log10(roof.peak),
      text: `peak ${formatPeak(roof.peak)}`,
      xanchor: "right",
      yanchor: "bottom",
      yshift: 12,
      showarrow: false,
      font,
    },
    {
      x: Math.log10(middle),
      y: Math.log10((roof.bandwidth ?? 1) * middle),
      text: formatBandwidth(roof.bandwidth),
      xanchor: "right",
      yanchor: "bottom",
      xshift: -4,
      showarrow: false,
      font,
    },
    {
      x: Math.log10(ridge),
      y: 0,
      yref: "paper",
      text: `ridge point ${formatIntensity(ridge)}`,
      xanchor: "left",
      yanchor: "bottom",
      xshift: 3,
      showarrow: false,
      font: { ...font, color: palette.muted },
    },
  ];
}

/** From the ridge down to the axis. */
function ridgeLine(roof: Roof, palette: Palette): NonNullable<Layout["shapes"]> {
  const ridge = ridgePoint(roof);
  if (ridge === undefined || roof.peak === undefined) return [];
  const line = { color: palette.muted, width: 1, dash: "dot" as const };
  return [{ type: "line", x0: ridge, x1: ridge, y0: 1, y1: roof.peak, line, layer: "below" }];
}

/** Thousands of dots hide each other and take plotly seconds; the cheapest of them say nothing. */
const mostDots = 300;

/** The costliest dots where there are too many. */
export const shownOf = (dots: readonly Dot[]): readonly Dot[] =>
  dots.length <= mostDots ? dots : dots.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0)).slice(0, mostDots);

/** A word on the dots that are left out. */
export function omission(
  all: readonly Dot[],
  shown: readonly Dot[],
  palette: Palette,
): NonNullable<Layout["annotations"]> {
  if (shown.length === all.length) return [];
  const share = shown.reduce((sum, dot) => sum + (dot.share ?? 0), 0);
  return [
    {
      x: 1,
      y: 0,
      xref: "paper",
      yref: "paper",
      xanchor: "right",
      yanchor: "bottom",
      showarrow: false,
      text: `the ${shown.length} costliest of ${all.length} nodes, ${formatPercent(share)} of the latency`,
      font: { size: 11, color: palette.muted },
    },
  ];
}

/** Reasons of the dots above their roofs in the device's best state. */
export const reasonsOf = (
  dots: readonly Dot[],
  { nominal, widest }: Pick<RooflineInput, "nominal" | "widest">,
): readonly Reason[] => dots.flatMap((dot) => reasonOf(dot, nominal, widest) ?? []);

/** The words for it stand below the chart. */
function impossible(count: number, palette: Palette): NonNullable<Layout["annotations"]> {
  if (count === 0) return [];
  return [
    {
      x: 0,
      y: 1,
      xref: "paper",
      yref: "paper",
      xanchor: "left",
      yanchor: "top",
      xshift: 4,
      showarrow: false,
      text: `⚠ ${count} above the roof`,
      font: { size: 11, color: palette.warning },
    },
  ];
}

const same = (a: Roof, b: Roof): boolean => a.peak === b.peak && a.bandwidth === b.bandwidth;

export function rooflineFigure(input: RooflineInput): Figure {
  const { roof, nominal, palette, selected } = input;
  const dots = dotsOf(input);
  const extent = extentOf(dots, input);
  const shown = shownOf(dots);
  const traces = opClasses.flatMap((opClass) => {
    const own = shown.filter((dot) => classOf(dot.node) === opClass);
    return own.length === 0 ? [] : [dotTrace(opClass, own, input, (dot) => hoverText(dot, roof))];
  });
  const chosen = dots.find((dot) => dot.index === selected);
  const reasons = reasonsOf(dots, input);
  const marks = ceilingMarks(input.ceilings, extent, palette);
  return {
    data: [
      ...(same(roof, nominal) ? [] : roofTrace(nominal, extent.x, palette.muted, true)),
      ...roofTrace(roof, extent.x, palette.text, false),
      ...traces,
      ...(chosen === undefined ? [] : [ring(chosen, palette)]),
    ],
    layout: {
      ...layoutOf(extent, palette),
      shapes: [...ridgeLine(roof, palette), ...marks.shapes],
      annotations: [
        ...annotationsOf(roof, extent, palette),
        ...marks.annotations,
        ...omission(dots, shown, palette),
        ...impossible(reasons.length, palette),
      ],
    },
    description: describe(dots, input),
    note: "",
    above: explainAbove(reasons, input.precision),
  };
}

export const ring = (dot: Pick<Dot, "intensity" | "rate" | "share">, palette: Palette): Data => ({
  type: "scatter",
  mode: "markers",
  x: [dot.intensity],
  y: [dot.rate],
  hoverinfo: "skip",
  marker: {
    symbol: "circle-open",
    size: diameter(dot.share) + 10,
    color: palette.text,
    line: { width: 2.5, color: palette.text },
  },
});

function describe(dots: readonly Dot[], { nodes, roof }: RooflineInput): string {
  const ridge = ridgePoint(roof);
  const compute = dots.filter((dot) => ridge !== undefined && dot.intensity >= ridge).length;
  const without = nodes.filter((node) => !node.folded).length - dots.length;
  const limits =
    ridge === undefined
      ? "The roofs of this device with these cores are not known."
      : `Peak ${formatPeak(roof.peak)}, bandwidth ${formatBandwidth(roof.bandwidth)}, ridge point ${formatIntensity(ridge)}; ` +
        `${compute} of ${dots.length} nodes are bound by compute, ${dots.length - compute} by memory.`;
  return `${limits} ${without} nodes without arithmetic or with unknown cost are not shown.`;
}
