/**
 * The hierarchical roofline: a point per memory level and node, each at FLOPs over that level's traffic, and a roof per
 * level (LBL, Roofline; Yang et al., arXiv 2009.05257). All points of a node stand at its one rate.
 */
import type { Data } from "plotly.js/lib/core";
import { formatIntensity, formatPeak, formatPercent, formatSeconds } from "../../../base/format.ts";
import { type LevelId, levelIds } from "../../../device/levels.ts";
import { nodeName } from "../../ui/node-text.ts";
import { explainAbove } from "./above.ts";
import { type Figure, layoutOf } from "./axes.ts";
import { ceilingMarks } from "./ceiling-marks.ts";
import { levelColors } from "./level-colors.ts";
import { diameter, dotsOf, type Dot, omission, reasonsOf, ring } from "./figure.ts";
import {
  bindingLevel,
  describeRoofs,
  type LevelDot,
  levelDotsOf,
  levelExtent,
  type LevelInput,
  levelSymbols,
  roofNames,
  roofTraces,
} from "./levels.ts";

/** Four dots a node: more nodes than this hide each other. */
const mostNodes = 125;

/** Outer levels are drawn first and larger, so that points of several levels at one place are seen as rings. */
const nesting: Readonly<Record<LevelId, number>> = { L1: 0.4, L2: 0.5, L3: 0.7, DRAM: 0.9 };

/** "L1 2.45, L2 41.5, DRAM 132 FLOP/B" */
export function spreadText(dots: readonly LevelDot[]): string {
  const parts = dots.map(
    ({ level, atMost, intensity }) =>
      `${level} ${atMost ? "at most " : ""}${formatIntensity(intensity).replace(" FLOP/B", "")}`,
  );
  return parts.length === 0 ? "no level's traffic is known" : `${parts.join(", ")} FLOP/B`;
}

function levelTrace(level: LevelId, dots: readonly LevelDot[], hollow: boolean, { palette }: LevelInput): Data {
  return {
    type: "scatter",
    mode: "markers",
    name: level,
    x: dots.map((dot) => dot.intensity),
    y: dots.map((dot) => dot.rate),
    customdata: dots.map((dot) => dot.index),
    text: dots.map(hoverText),
    hovertemplate: "%{text}<extra></extra>",
    marker: {
      color: levelColors[level],
      symbol: hollow ? `${levelSymbols[level]}-open` : levelSymbols[level],
      size: dots.map((dot) => Math.max(5, nesting[level] * diameter(dot.share))),
      opacity: 0.8,
      line: { color: palette.surface, width: 1 },
    },
  };
}

const hoverText = ({ node, level, atMost, intensity, rate, latency, share }: LevelDot): string =>
  [
    `<b>${nodeName(node)}</b> ${node.op}`,
    `${level}: ${atMost ? "at most " : ""}${formatIntensity(intensity)}`,
    formatPeak(rate),
    `${formatSeconds(latency)}, ${formatPercent(share)} of the latency`,
  ].join("<br>");

/** A line through the points of the selected node, and a ring around each. */
function chosenTraces(dots: readonly LevelDot[], { palette }: LevelInput): Data[] {
  if (dots.length === 0) return [];
  const line: Data = {
    type: "scatter",
    mode: "lines",
    x: dots.map((dot) => dot.intensity),
    y: dots.map((dot) => dot.rate),
    hoverinfo: "skip",
    line: { color: palette.text, width: 1 },
  };
  return [line, ...dots.map((dot) => ring(dot, palette))];
}

const costliest = (dots: readonly Dot[]): readonly Dot[] =>
  dots.length <= mostNodes ? dots : dots.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0)).slice(0, mostNodes);

export function hierarchicalFigure(input: LevelInput): Figure {
  const { palette, selected, ceilings } = input;
  const base = dotsOf(input);
  const shown = costliest(base);
  const dots = levelDotsOf(input, shown);
  const chosen = levelDotsOf(
    input,
    base.filter((dot) => dot.index === selected),
  );
  const extent = levelExtent(dots, input);
  const marks = ceilingMarks(ceilings, extent, palette);
  return {
    data: [
      ...roofTraces(input, extent),
      ...levelIds.toReversed().flatMap((level) =>
        [false, true].flatMap((hollow) => {
          const own = dots.filter((dot) => dot.level === level && dot.atMost === hollow);
          return own.length === 0 ? [] : [levelTrace(level, own, hollow, input)];
        }),
      ),
      ...chosenTraces(chosen, input),
    ],
    layout: {
      ...layoutOf(extent, palette, "Intensity at each level (FLOP/B)"),
      shapes: [...marks.shapes],
      annotations: [...roofNames(input, extent), ...marks.annotations, ...omission(base, shown, palette)],
    },
    description: describe(base, input),
    note: chosen[0] === undefined ? "" : `${nodeName(chosen[0].node)}: ${spreadText(chosen)}.`,
    above: explainAbove(reasonsOf(base, input), input.precision),
  };
}

/** How many nodes each level or the peak binds. */
function describe(dots: readonly Dot[], input: LevelInput): string {
  const counts = new Map<string, number>();
  let unknown = 0;
  let atMost = 0;
  for (const dot of dots) {
    const bytes = input.traffic[dot.index];
    if (bytes?.compulsory === undefined) unknown += 1;
    else if (bytes.DRAM === undefined) atMost += 1;
    const bound = bindingLevel(dot, input);
    if (bound !== undefined) counts.set(bound, (counts.get(bound) ?? 0) + 1);
  }
  const bounds = [...counts].map(([bound, count]) => `${count} by ${bound === "peak" ? "the peak" : bound}`).join(", ");
  return [
    `Hierarchical: a point per memory level of ${dots.length} nodes. ${describeRoofs(input)}`,
    bounds === "" ? "" : `Bound, of the known roofs: ${bounds}.`,
    atMost === 0
      ? ""
      : `Of ${atMost} nodes DRAM is drawn hollow, at the compulsory traffic: the last cache is not known.`,
    unknown === 0 ? "" : `The traffic of ${unknown} nodes is not estimated.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
