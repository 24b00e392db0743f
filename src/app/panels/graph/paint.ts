/** Values of nodes as colours and texts of what the graph shows. */
import type { Paint } from "../../graph/surface.ts";
import { heatBin } from "../../ui/heat.ts";
import { type Heat, joined, type NodeValues } from "./heats.ts";

/** Something that is drawn: its index on the surface, and the nodes of the analysis that it stands for. */
export interface Shown {
  readonly index: number;
  readonly members: readonly number[];
  /** Several nodes that may be known in part; of a kernel all must be. */
  readonly group: boolean;
}

export interface Painted extends Pick<Paint, "bins" | "shares"> {
  /** The largest value that is shown, where the colour scale ends. */
  readonly top: number;
}

/** A group of which only some nodes are known says "≥": at least that. */
export function painted(heat: Heat, values: NodeValues, shown: readonly Shown[]): Painted {
  const results = shown.map(({ members, group }) => {
    const { value, whole } = joined(heat.joining, values, members);
    return { value: whole || group ? value : undefined, whole };
  });
  const top = results.reduce((most, { value }) => Math.max(most, value ?? 0), 0);
  const bins: (number | undefined)[] = [];
  const shares: string[] = [];
  shown.forEach(({ index }, position) => {
    const { value, whole = true } = results[position] ?? {};
    bins[index] = heatBin(value, top);
    const text = value === undefined || value === 0 ? "" : heat.text(value);
    shares[index] = text === "" || whole ? text : `≥ ${text}`;
  });
  return { top, bins, shares };
}

/** What is in the light: things of which a node is among the hits; undefined where nothing is searched. */
export const litOf = (
  shown: readonly Shown[],
  hits: ReadonlySet<number> | undefined,
): ReadonlySet<number> | undefined =>
  hits && new Set(shown.flatMap(({ index, members }) => (members.some((node) => hits.has(node)) ? [index] : [])));

/** A path of nodes as a path of what is drawn, each once. */
export function pathOf(shown: readonly Shown[], nodes: readonly number[]): readonly number[] {
  const home = new Map<number, number>();
  for (const { index, members } of shown) for (const node of members) home.set(node, index);
  const path: number[] = [];
  for (const node of nodes) {
    const index = home.get(node);
    // A view between two kernels is not drawn.
    if (index !== undefined && index !== path.at(-1)) path.push(index);
  }
  return path;
}
