/** Every node under the roof of the device, or at each of its memory levels. */
import { formatBandwidth, formatIntensity, formatPeak } from "../../base/format.ts";
import type { NodeCost } from "../../cost/node-cost.ts";
import { hierarchyOf, intensityAt, levelIds, levelTraffics } from "../../device/levels.ts";
import { attainable, nominalState, ridgePoint, type Roof, roofOf } from "../../device/roofline.ts";
import type { Figure, Mark, Missing, Note, NumberAxis, Panel, Point, PointsMark } from "../figure.ts";
import { decades } from "../scale.ts";
import { captionOf, nameOf, type Source } from "../source.ts";
import { prefixed } from "../unit.ts";

export const rooflineOptions = [
  { id: "dram", name: "DRAM traffic" },
  { id: "levels", name: "Every memory level" },
] as const;

interface Dot {
  readonly index: number;
  readonly node: NodeCost;
  /** FLOP/s by the prediction; what the roof allows where nothing is predicted. */
  readonly rate: number;
  readonly intensity: number;
  readonly latency: number | undefined;
}

/** Nodes that do arithmetic in a time of their own and whose traffic is known. */
export function dotsOf({ analysis, prediction }: Source, roof: Roof): readonly Dot[] {
  return analysis.nodes.flatMap((node, index): readonly Dot[] => {
    const { flops, intensity, times = 1 } = node;
    const latency = prediction?.nodes[index];
    if (node.folded || times === 0 || flops === undefined || flops === 0 || intensity === undefined) return [];
    if (latency === 0) return [];
    const rate = latency === undefined ? attainable(intensity, roof) : (flops * times) / latency;
    return rate === undefined ? [] : [{ index, node, rate, intensity, latency }];
  });
}

/** A printed figure of more dots is a stain, and a large file. */
const mostDots = 500;

const costliest = (dots: readonly Dot[]): readonly Dot[] =>
  dots.length <= mostDots ? dots : dots.toSorted((a, b) => (b.latency ?? 0) - (a.latency ?? 0)).slice(0, mostDots);

function byGroup({ groups }: Source, dots: readonly Dot[]): readonly PointsMark[] {
  return groups.names.flatMap((name, slot): readonly PointsMark[] => {
    const points = dots
      .filter(({ node }) => groups.of(node) === slot)
      .map(({ intensity, rate, node }): Point => ({ x: intensity, y: rate, name: nameOf(node) }));
    return points.length === 0 ? [] : [{ kind: "points", series: { name, slot }, points }];
  });
}

interface Slope {
  readonly name: string;
  readonly bandwidth: number;
}

function byLevel({ analysis, target }: Source, dots: readonly Dot[]) {
  const { device, cores, state, precision } = target;
  const hierarchy = hierarchyOf(device, cores, state);
  const traffic = levelTraffics(analysis.nodes, hierarchy, precision);
  const marks = levelIds.flatMap((level, slot): readonly PointsMark[] => {
    const points = dots.flatMap(({ index, node, rate }): readonly Point[] => {
      const intensity = intensityAt(node.flops, traffic[index]?.[level]);
      return intensity === undefined ? [] : [{ x: intensity, y: rate, name: nameOf(node) }];
    });
    return points.length === 0 ? [] : [{ kind: "points", series: { name: level, slot: slot * 2 }, points }];
  });
  const slopes = levelIds.flatMap((level): readonly Slope[] => {
    const bandwidth = hierarchy.bandwidth[level];
    return bandwidth === undefined ? [] : [{ name: level, bandwidth }];
  });
  return { marks, slopes };
}

/** From where a roof enters the panel, over its ridge, to the right edge. */
function roofPoints({ peak, bandwidth }: Roof, x: NumberAxis, y: NumberAxis): readonly Point[] {
  if (peak === undefined || bandwidth === undefined) return [];
  const start = Math.max(x.range[0], y.range[0] / bandwidth);
  const ridge = peak / bandwidth;
  return [
    { x: start, y: Math.min(peak, start * bandwidth) },
    ...(ridge > start && ridge < x.range[1] ? [{ x: ridge, y: peak }] : []),
    { x: x.range[1], y: Math.min(peak, x.range[1] * bandwidth) },
  ];
}

function notesOf(roof: Roof, slopes: readonly Slope[], x: NumberAxis, y: NumberAxis): readonly Note[] {
  const { peak } = roof;
  if (peak === undefined) return [];
  const alongside = slopes.map(({ name, bandwidth }): Note => {
    const start = Math.max(x.range[0], y.range[0] / bandwidth);
    const at = start * (peak / bandwidth / start) ** 0.55;
    return {
      x: at,
      y: at * bandwidth,
      text: `${name} ${formatBandwidth(bandwidth)}`.trim(),
      anchor: "end",
      side: "above",
    };
  });
  return [{ x: x.range[1], y: peak, text: `peak ${formatPeak(peak)}`, anchor: "end", side: "above" }, ...alongside];
}

function axesOf(points: readonly Point[], roof: Roof, nominal: Roof, slopes: readonly Slope[]) {
  const peak = nominal.peak ?? roof.peak ?? 1e9;
  const ridges = [ridgePoint(nominal), ...slopes.map(({ bandwidth }) => peak / bandwidth)].filter(
    (one) => one !== undefined,
  );
  const [left, right] = decades([...points.map((point) => point.x), ...ridges, ...ridges.map((one) => one * 4)]);
  const [bottom] = decades([...points.map((point) => point.y), peak]);
  const rates = [...points.map((point) => point.y), peak];
  const top = rates.reduce((a, b) => Math.max(a, b), 0) * 2.5;
  const x: NumberAxis = {
    scale: "log",
    quantity: {
      name: "Operational intensity",
      field: "intensity_flop_per_byte",
      unit: { symbol: "FLOP/byte", size: 1 },
    },
    range: [left, right],
  };
  const y: NumberAxis = {
    scale: "log",
    quantity: { name: "Performance", field: "performance_flop_per_second", unit: prefixed("FLOP/s", peak) },
    // Six decades below the peak a node says no more than that it is slow.
    range: [Math.max(bottom, top / 1e6), top],
  };
  return { x, y };
}

const same = (a: Roof, b: Roof): boolean => a.peak === b.peak && a.bandwidth === b.bandwidth;

export function rooflineFigure(source: Source, option: string | undefined): Figure | Missing {
  const { device, cores, precision, state } = source.target;
  const roof = roofOf(device, cores, precision, state);
  const ridge = ridgePoint(roof);
  if (ridge === undefined)
    return { missing: "The peak or the bandwidth of this device with these cores is not known." };
  const best = nominalState(device, cores);
  const nominal = best === undefined ? roof : roofOf(device, cores, precision, best);
  const all = dotsOf(source, roof);
  if (all.length === 0) return { missing: "No node of this model does arithmetic whose cost is known." };
  const dots = costliest(all);
  const withLevels = option === "levels";
  const { marks, slopes } = withLevels
    ? byLevel(source, dots)
    : { marks: byGroup(source, dots), slopes: [{ name: "", bandwidth: roof.bandwidth ?? 0 }] };
  const { x, y } = axesOf(
    marks.flatMap(({ points }) => points),
    roof,
    nominal,
    slopes,
  );
  const inside = marks.map((mark): PointsMark => ({
    ...mark,
    points: mark.points.filter((point) => point.y >= y.range[0]),
  }));
  const lineOf = (name: string, slot: "ink" | "muted", one: Roof): Mark => ({
    kind: "line",
    series: { name, slot, ...(slot === "ink" ? { unlisted: true as const } : {}) },
    points: roofPoints(one, x, y),
  });
  const panel: Panel = {
    title: "",
    x,
    y,
    bars: "group",
    marks: [
      ...(same(roof, nominal) ? [] : [lineOf("Roof in the best state", "muted", nominal)]),
      ...slopes.map(({ name, bandwidth }) => lineOf(`Roof ${name}`.trim(), "ink", { peak: roof.peak, bandwidth })),
      ...inside,
    ],
    notes: notesOf(roof, slopes, x, y),
  };
  const some = dots.length < all.length ? ` The ${dots.length} costliest of ${all.length} nodes.` : "";
  return {
    title: `Roofline of ${source.model} on ${device.name}`,
    caption:
      captionOf(source, withLevels ? "Roofline by memory level" : "Roofline") +
      ` Ridge point ${formatIntensity(ridge)}.${some}`,
    panels: [panel],
  };
}
