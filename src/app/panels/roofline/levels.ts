/** What the two rooflines of several memory levels have in common: their roofs, colours and extent. */
import type { Data, Layout } from "plotly.js/lib/core";
import { formatBandwidth, formatPeak } from "../../../base/format.ts";
import type { BytesPerSecond, Intensity } from "../../../base/units.ts";
import { type Hierarchy, intensityAt, type LevelId, levelIds, type LevelTraffic } from "../../../device/levels.ts";
import { decade, type Extent, least, most, roofTrace } from "./axes.ts";
import { levelColors } from "./level-colors.ts";
import type { Dot, RooflineInput } from "./figure.ts";

export interface LevelInput extends RooflineInput {
  readonly hierarchy: Hierarchy;
  /** Of every node, at the precision of the roofs. */
  readonly traffic: readonly LevelTraffic[];
}

/** Symbols double the colours, so that no meaning hangs on colour alone. */
export const levelSymbols = {
  L1: "triangle-up",
  L2: "square",
  L3: "diamond",
  DRAM: "circle",
} as const satisfies Readonly<Record<LevelId, string>>;

/** A node's dot at one level. */
export interface LevelDot extends Dot {
  readonly level: LevelId;
  /** The cache in front is not known: the point stands at the compulsory traffic, the farthest right it can be. */
  readonly atMost: boolean;
}

type Counted = Pick<Dot, "index" | "node">;

/** FLOPs per byte of a level; of DRAM at the compulsory traffic where the cache in front of it is not known. */
export function levelIntensity({ node, index }: Counted, level: LevelId, input: LevelInput): Intensity | undefined {
  const bytes = input.traffic[index];
  return intensityAt(node.flops, bytes?.[level] ?? (level === "DRAM" ? bytes?.compulsory : undefined));
}

const isAtMost = ({ index }: Counted, level: LevelId, { traffic }: LevelInput): boolean =>
  traffic[index]?.[level] === undefined;

/** A dot for each node and each level whose traffic is known; all of one node at the same rate. */
export function levelDotsOf(input: LevelInput, dots: readonly Dot[]): readonly LevelDot[] {
  return dots.flatMap((dot) =>
    levelIds.flatMap((level): readonly LevelDot[] => {
      const intensity = levelIntensity(dot, level, input);
      return intensity === undefined ? [] : [{ ...dot, level, intensity, atMost: isAtMost(dot, level, input) }];
    }),
  );
}

export interface Slope {
  readonly levels: readonly LevelId[];
  readonly bandwidth: BytesPerSecond;
}

/** Levels whose bandwidth is known, steepest first; levels of the same bandwidth share a roof. */
export function slopesOf({ bandwidth }: Hierarchy): readonly Slope[] {
  const slopes = new Map<BytesPerSecond, LevelId[]>();
  for (const level of levelIds) {
    const known = bandwidth[level];
    if (known !== undefined) slopes.set(known, [...(slopes.get(known) ?? []), level]);
  }
  return [...slopes]
    .map(([known, levels]) => ({ levels, bandwidth: known }))
    .toSorted((a, b) => b.bandwidth - a.bandwidth);
}

/** The level whose roof is lowest for a node, or "peak"; undefined when no roof is known. */
export function bindingLevel(dot: Counted, input: LevelInput): LevelId | "peak" | undefined {
  const { hierarchy, roof } = input;
  let bound: LevelId | "peak" | undefined = roof.peak === undefined ? undefined : "peak";
  let lowest = roof.peak ?? Infinity;
  for (const level of levelIds) {
    const bandwidth = hierarchy.bandwidth[level];
    const intensity = levelIntensity(dot, level, input);
    if (bandwidth !== undefined && intensity !== undefined && bandwidth * intensity < lowest) {
      bound = level;
      lowest = bandwidth * intensity;
    }
  }
  return bound;
}

export const roofTraces = ({ hierarchy, roof, palette }: LevelInput, extent: Extent): Data[] =>
  slopesOf(hierarchy).flatMap(({ levels: [level], bandwidth }) =>
    roofTrace({ peak: roof.peak, bandwidth }, extent.x, level === undefined ? palette.text : levelColors[level], false),
  );

/** Whole decades around the dots and all ridges. */
export function levelExtent(dots: readonly Pick<Dot, "intensity" | "rate">[], input: LevelInput): Extent {
  const { hierarchy, nominal, roof, ceilings } = input;
  const peak = nominal.peak ?? roof.peak ?? 1e9;
  const ridges = slopesOf(hierarchy).map(({ bandwidth }) => peak / bandwidth);
  const xs = [...dots.map((dot) => dot.intensity), ...ridges, 1];
  const ys = [...dots.map((dot) => dot.rate), peak, ...ceilings.map(({ rate }) => rate.value)];
  const top = most(ys);
  return {
    x: [decade.down(least(xs)), Math.max(decade.up(most(xs)), most([1, ...ridges]) * 10)],
    y: [Math.max(decade.down(least(ys)), top / 1e6), top * 2.5],
  };
}

/** Of the chart's width, where the window is small. */
const roomForName = 0.23;

/** The peak at the right, and each slope's levels and bandwidth along it. */
export function roofNames(
  { hierarchy, roof, palette }: LevelInput,
  extent: Extent,
): NonNullable<Layout["annotations"]> {
  const { peak } = roof;
  if (peak === undefined) return [];
  const slopes = slopesOf(hierarchy).map(({ levels, bandwidth }, index, all) => {
    // The least steep roof has its name below it, where no other passes; ceilings are above.
    const below = index > 0 && index === all.length - 1;
    const start = Math.max(extent.x[0], extent.y[0] / bandwidth);
    const slope = peak / bandwidth / start;
    // As part of the slope: where its name, to the left, has room beside the axis.
    const least = Math.log((extent.x[0] / start) * (extent.x[1] / extent.x[0]) ** roomForName) / Math.log(slope);
    const at = start * slope ** (below ? 0.3 : Math.min(0.9, Math.max(0.45, least)));
    return {
      x: Math.log10(at),
      y: Math.log10(bandwidth * at),
      text: `${levels.join(", ")} ${formatBandwidth(bandwidth)}`,
      xanchor: below ? ("left" as const) : ("right" as const),
      yanchor: below ? ("top" as const) : ("bottom" as const),
      xshift: below ? 4 : -4,
      showarrow: false,
      font: { size: 11, color: palette.text },
    };
  });
  return [
    {
      x: Math.log10(extent.x[1]),
      y: Math.log10(peak),
      text: `peak ${formatPeak(peak)}`,
      xanchor: "right",
      yanchor: "bottom",
      yshift: 4,
      showarrow: false,
      font: { size: 11, color: palette.text },
    },
    ...slopes,
  ];
}

/** "DRAM 22.5 GB/s, L1 and L2 77 GB/s"; and which levels have no roof. */
export function describeRoofs({ hierarchy, roof }: LevelInput): string {
  const slopes = slopesOf(hierarchy);
  const unknown = levelIds.filter((level) => hierarchy.bandwidth[level] === undefined);
  const known = slopes
    .map(({ levels, bandwidth }) => `${levels.join(" and ")} ${formatBandwidth(bandwidth)}`)
    .join(", ");
  const missing = unknown.length === 0 ? "" : ` No bandwidth is known of ${unknown.join(", ")}.`;
  return slopes.length === 0 ? `No roof is known.${missing}` : `Peak ${formatPeak(roof.peak)}; ${known}.${missing}`;
}
