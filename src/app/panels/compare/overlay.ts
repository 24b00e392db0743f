/** The rooflines of all subjects in one chart: a colour and a symbol each, roofs that are the same drawn once. */
import type { Data } from "plotly.js/lib/core";
import { formatIntensity, formatPeak, formatPercent, formatSeconds } from "../../../base/format.ts";
import { ridgePoint, type Roof, roofOf } from "../../../device/roofline.ts";
import { nodeName } from "../../ui/node-text.ts";
import { decade, type Extent, layoutOf, least, most, type Palette, roofTrace } from "../roofline/axes.ts";
import { type Dot, diameter, dotsOf, shownOf } from "../roofline/figure.ts";
import type { Shown } from "./subjects.ts";

export type Overlaid = Pick<Shown, "look" | "title" | "subject">;

export interface OverlayFigure {
  readonly data: Data[];
  readonly layout: ReturnType<typeof layoutOf>;
  readonly description: string;
}

interface Layer extends Overlaid {
  readonly roof: Roof;
  readonly dots: readonly Dot[];
}

function layerOf(shown: Overlaid): Layer {
  const { analysis, prediction, target } = shown.subject;
  const roof = roofOf(target.device, target.cores, target.precision, target.state);
  return { ...shown, roof, dots: shownOf(dotsOf({ nodes: analysis.nodes, prediction, roof })) };
}

/** Undefined where no subject has a dot. Subjects of one model on one device hide each other: the first lies on top. */
export function overlayFigure(subjects: readonly Overlaid[], palette: Palette): OverlayFigure | undefined {
  const layers = subjects.map(layerOf);
  const dots = layers.flatMap((layer) => layer.dots);
  if (dots.length === 0) return undefined;
  const extent = extentOf(dots, layers);
  const roofs = layers.filter(
    ({ roof }, at) =>
      layers.findIndex((one) => one.roof.peak === roof.peak && one.roof.bandwidth === roof.bandwidth) === at,
  );
  return {
    data: [
      ...roofs.flatMap(({ roof, look }) =>
        roofTrace(roof, extent.x, roofs.length === 1 ? palette.text : look.color, false),
      ),
      ...layers.toReversed().map((layer) => traceOf(layer, palette)),
    ],
    layout: layoutOf(extent, palette),
    description: layers.map(sentenceOf).join(" "),
  };
}

/** Whole decades around dots, ridge points and peaks. */
function extentOf(dots: readonly Dot[], layers: readonly Layer[]): Extent {
  const ridges = layers.flatMap(({ roof }) => ridgePoint(roof) ?? []);
  const xs = [...dots.map(({ intensity }) => intensity), ...ridges];
  const ys = [...dots.map(({ rate }) => rate), ...layers.flatMap(({ roof }) => roof.peak ?? [])];
  const top = most(ys);
  return {
    x: [decade.down(least(xs)), decade.up(most(xs))],
    y: [Math.max(decade.down(least(ys)), top / 1e6), top * 2.5],
  };
}

function traceOf({ look, title, dots }: Layer, palette: Palette): Data {
  return {
    type: "scatter",
    mode: "markers",
    name: title,
    x: dots.map(({ intensity }) => intensity),
    y: dots.map(({ rate }) => rate),
    customdata: dots.map(({ index }) => `${look.letter} ${index}`),
    text: dots.map(({ node, intensity, rate, latency, share }) =>
      [
        `<b>${look.letter}: ${nodeName(node)}</b> ${node.op}`,
        `${formatIntensity(intensity)}, ${formatPeak(rate)}`,
        `${formatSeconds(latency)}, ${formatPercent(share)} of the latency`,
      ].join("<br>"),
    ),
    hovertemplate: "%{text}<extra></extra>",
    marker: {
      color: look.color,
      symbol: look.symbol,
      size: dots.map(({ share }) => diameter(share)),
      opacity: 0.75,
      line: { color: palette.surface, width: 1 },
    },
  };
}

/** "A resnet18.onnx: 12 of 20 nodes bound by compute." */
function sentenceOf({ look, title, roof, dots }: Layer): string {
  const ridge = ridgePoint(roof);
  const name = `${look.letter} ${title}`;
  if (ridge === undefined) return `${name}: roofs not known.`;
  const compute = dots.filter(({ intensity }) => intensity >= ridge).length;
  return `${name}: ${compute} of ${dots.length} nodes bound by compute, ridge point ${formatIntensity(ridge)}.`;
}
