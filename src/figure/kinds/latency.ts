/** Where the latency goes: by class of operator, and by the costliest nodes. */
import { formatPercent, formatSeconds } from "../../base/format.ts";
import type { BarsMark, Figure, Missing, NumberAxis } from "../figure.ts";
import { captionOf, nameOf, type Source } from "../source.ts";
import { latency } from "../unit.ts";

const unpredicted: Missing = { missing: "Nothing could be predicted for this model on this device." };

/** From 0, with room for the text at the end of the longest bar. */
const axisTo = (most: number): NumberAxis => ({ scale: "linear", quantity: latency(most), range: [0, most * 1.22] });

/** Seconds and nodes of each class, the costliest first; classes without nodes are left out. */
export function groupTimes({ groups, analysis, prediction }: Pick<Source, "groups" | "analysis" | "prediction">) {
  const sums = groups.names.map((name, slot) => ({ name, slot, seconds: 0, nodes: 0 }));
  for (const [index, node] of analysis.nodes.entries()) {
    const sum = node.folded ? undefined : sums[groups.of(node)];
    if (sum === undefined) continue;
    sum.seconds += prediction?.nodes[index] ?? 0;
    sum.nodes += 1;
  }
  return sums.filter(({ nodes }) => nodes > 0).toSorted((a, b) => b.seconds - a.seconds);
}

export function operatorsFigure(source: Source): Figure | Missing {
  const total = source.prediction?.latencySeconds;
  if (total === undefined || total === 0) return unpredicted;
  const times = groupTimes(source);
  const bars = times.map(({ name, slot, seconds }, at): BarsMark => ({
    kind: "bars",
    // Each bar has its name beside it.
    series: { name, slot, unlisted: true },
    values: times.map((_, place) => (place === at ? seconds : undefined)),
    labels: times.map((_, place) => (place === at ? formatPercent(seconds / total) : "")),
  }));
  return {
    title: `Latency of ${source.model} by operator`,
    caption: `${captionOf(source, "Latency by class of operator")} Total ${formatSeconds(total)}.`,
    panels: [
      {
        title: "",
        x: axisTo(times[0]?.seconds ?? 0),
        y: { scale: "band", name: "", field: "operator", names: times.map(({ name }) => name) },
        marks: bars,
        notes: [],
        bars: "stack",
      },
    ],
  };
}

export const topOptions = [
  { id: "12", name: "12 nodes" },
  { id: "20", name: "20 nodes" },
  { id: "40", name: "40 nodes" },
] as const;

export function nodesFigure(source: Source, option: string | undefined): Figure | Missing {
  const { analysis, prediction, groups } = source;
  const total = prediction?.latencySeconds;
  if (prediction === undefined || total === undefined || total === 0) return unpredicted;
  const most = Number((topOptions.find(({ id }) => id === option) ?? topOptions[0]).id);
  const rows = analysis.nodes
    .flatMap((node, index) => {
      const seconds = prediction.nodes[index];
      return seconds === undefined || seconds === 0 ? [] : [{ node, seconds }];
    })
    .toSorted((a, b) => b.seconds - a.seconds);
  const top = rows.slice(0, most);
  const covered = top.reduce((sum, { seconds }) => sum + seconds, 0) / total;
  const bars = groups.names.flatMap((name, slot): readonly BarsMark[] => {
    const isOwn = top.map(({ node }) => groups.of(node) === slot);
    if (!isOwn.includes(true)) return [];
    return [
      {
        kind: "bars",
        series: { name, slot },
        values: top.map(({ seconds }, at) => (isOwn[at] === true ? seconds : undefined)),
        labels: top.map(({ seconds }, at) => (isOwn[at] === true ? formatPercent(seconds / total) : "")),
      },
    ];
  });
  return {
    title: `Costliest nodes of ${source.model}`,
    caption:
      `${captionOf(source, `Latency of the ${top.length} costliest of ${rows.length} nodes`)} ` +
      `Together ${formatPercent(covered)} of ${formatSeconds(total)}.`,
    panels: [
      {
        title: "",
        x: axisTo(top[0]?.seconds ?? 0),
        y: { scale: "band", name: "", field: "node", names: top.map(({ node }) => nameOf(node)) },
        marks: bars,
        notes: [],
        bars: "stack",
      },
    ],
  };
}
