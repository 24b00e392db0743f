/**
 * The cache-aware roofline: one point per node, at FLOPs over the bytes the core itself loads and stores, under a roof
 * per memory level (Ilic, Pratas and Sousa, IEEE CAL 2014; champ-hub/carm-roofline@088186c). Never to be read with the
 * intensities of the other charts, which count what leaves a cache.
 */
import { formatIntensity, formatPeak, formatPercent, formatSeconds } from "../../../base/format.ts";
import { type LevelId } from "../../../device/levels.ts";
import { nodeName } from "../../ui/node-text.ts";
import { classOf, opClasses } from "../../ui/op-class.ts";
import { explainAbove } from "./above.ts";
import { type Figure, layoutOf } from "./axes.ts";
import { ceilingMarks } from "./ceiling-marks.ts";
import { dotTrace, dotsOf, type Dot, omission, reasonsOf, ring, shownOf } from "./figure.ts";
import {
  describeRoofs,
  levelExtent,
  levelIntensity,
  type LevelInput,
  roofNames,
  roofTraces,
  type Slope,
  slopesOf,
} from "./levels.ts";

/** Dots at the intensity that the core sees: FLOPs over the traffic of L1. */
export const coreDotsOf = (input: LevelInput, dots: readonly Dot[] = dotsOf(input)): readonly Dot[] =>
  dots.flatMap((dot) => {
    const intensity = levelIntensity(dot, "L1", input);
    return intensity === undefined ? [] : [{ ...dot, intensity }];
  });

/** The nearest memory whose roof still lets a dot stand where it is; undefined above all of them. */
export function reachedLevel(
  { intensity, rate }: Pick<Dot, "intensity" | "rate">,
  slopes: readonly Slope[],
): LevelId | undefined {
  return slopes.findLast(({ bandwidth }) => bandwidth * intensity * 1.05 >= rate)?.levels.at(-1);
}

const hoverText = ({ node, intensity, rate, latency, share }: Dot): string =>
  [
    `<b>${nodeName(node)}</b> ${node.op}`,
    `${formatIntensity(intensity)} at the core`,
    formatPeak(rate),
    `${formatSeconds(latency)}, ${formatPercent(share)} of the latency`,
  ].join("<br>");

export function cacheAwareFigure(input: LevelInput): Figure {
  const { palette, selected, ceilings } = input;
  const all = dotsOf(input);
  const dots = coreDotsOf(input, all);
  const shown = shownOf(dots);
  const extent = levelExtent(shown, input);
  const marks = ceilingMarks(ceilings, extent, palette);
  const chosen = dots.find((dot) => dot.index === selected);
  return {
    data: [
      ...roofTraces(input, extent),
      ...opClasses.flatMap((opClass) => {
        const own = shown.filter((dot) => classOf(dot.node) === opClass);
        return own.length === 0 ? [] : [dotTrace(opClass, own, input, hoverText)];
      }),
      ...(chosen === undefined ? [] : [ring(chosen, palette)]),
    ],
    layout: {
      ...layoutOf(extent, palette, "Intensity at the core (FLOP/B)"),
      shapes: [...marks.shapes],
      annotations: [...roofNames(input, extent), ...marks.annotations, ...omission(dots, shown, palette)],
    },
    description: describe(dots, all.length - dots.length, input),
    note:
      chosen === undefined ? "" : `${nodeName(chosen.node)}: ${formatIntensity(chosen.intensity)} as the core sees it.`,
    // To stand above the roof of DRAM is what caches are for; above the peak is not.
    above: explainAbove(
      reasonsOf(all, input).filter((reason) => reason !== "cache"),
      input.precision,
    ),
  };
}

function describe(dots: readonly Dot[], unknown: number, input: LevelInput): string {
  const slopes = slopesOf(input.hierarchy);
  const inside = dots.filter((dot) => reachedLevel(dot, slopes) === "DRAM").length;
  return [
    `Cache-aware: ${dots.length} nodes at the intensity the core sees, loads and stores counted. ${describeRoofs(input)}`,
    `${inside} nodes stand under the roof of DRAM, ${dots.length - inside} above it, fed by caches.`,
    unknown === 0 ? "" : `The loads of ${unknown} nodes are not estimated.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
