/** The differences of two models as the list shows them: blocks first, the largest differences before the others. */
import type { Flops, Seconds } from "../../../base/units.ts";
import type { BlockDiff } from "../../../compare/deltas.ts";
import type { Change } from "../../../compare/traits.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import { nodeName } from "../../ui/node-text.ts";

/** A model's nodes, and whether the graph on screen has them. */
export interface Side {
  readonly nodes: readonly NodeCost[];
  readonly isOpen: boolean;
}

export interface NodeRow {
  readonly key: string;
  readonly fate: BlockDiff["entries"][number]["fate"];
  readonly name: string;
  readonly op: string;
  /** In words, "" where only the cost differs. */
  readonly changes: string;
  readonly flops: Flops | undefined;
  readonly seconds: Seconds | undefined;
  /** What to select in the graph; undefined where the open model does not have it. */
  readonly id: string | undefined;
}

export interface BlockRow {
  readonly key: string;
  readonly title: string;
  /** "+16 −2 ~3": nodes added, removed, changed. */
  readonly marks: readonly { readonly fate: "added" | "removed" | "changed"; readonly count: number }[];
  readonly flops: Flops;
  readonly seconds: Seconds;
  /** How many nodes' costs are not known on one side. */
  readonly unknown: number;
  /** Largest differences first; of thousands the first few hundred. */
  readonly nodes: readonly NodeRow[];
  readonly omitted: number;
}

const mostNodes = 200;

/** A second that no chart could show: rounding of sums. */
const tiny: Seconds = 1e-12;

const shownFates = ["added", "removed", "changed"] as const;

const named: Readonly<Record<Change["facet"], string>> = {
  operator: "operator",
  attribute: "",
  output: "output",
  weight: "weight",
  inputs: "inputs",
  executions: "executions",
  wiring: "reads from",
};

/** "group 1 → 32", "output 1 × 64 × 56 × 56 → 1 × 32 × 56 × 56". */
export function changeText({ facet, key, before, after }: Change): string {
  // Of several outputs all but the first say which they are.
  const which = facet === "attribute" ? key : key === "" || key === "0" ? "" : String(Number(key) + 1);
  const what = [named[facet], which].filter((part) => part !== "").join(" ");
  return `${what} ${before ?? "none"} → ${after ?? "none"}`;
}

type Entry = BlockDiff["entries"][number];

const isSeen = ({ fate, flops, seconds }: Entry): boolean =>
  fate !== "unchanged" || (flops !== undefined && flops !== 0) || Math.abs(seconds ?? 0) > tiny;

const weight = ({ flops, seconds }: Pick<Entry, "flops" | "seconds">): readonly [number, number] => [
  Math.abs(seconds ?? 0),
  Math.abs(flops ?? 0),
];

const byWeight = (a: Pick<Entry, "flops" | "seconds">, b: Pick<Entry, "flops" | "seconds">): number => {
  const [[slow, heavy], [slowB, heavyB]] = [weight(a), weight(b)];
  return slowB - slow || heavyB - heavy;
};

function nodeRow(entry: Entry, first: Side, second: Side): NodeRow | undefined {
  const { fate, before, after, changes, flops, seconds } = entry;
  const [old, now] = [first.nodes[before ?? -1], second.nodes[after ?? -1]];
  const node = now ?? old;
  if (node === undefined) return undefined;
  const shown = first.isOpen ? old : second.isOpen ? now : undefined;
  const renamed =
    old !== undefined && now !== undefined && nodeName(old) !== nodeName(now) ? `was ${nodeName(old)}` : "";
  const texts = [...changes.map(changeText), renamed].filter((text) => text !== "");
  const key = `${before ?? ""}:${after ?? ""}`;
  return { key, fate, name: nodeName(node), op: node.op, changes: texts.join("; "), flops, seconds, id: shown?.id };
}

function blockRow({ block, entries, counts, flops, seconds }: BlockDiff, first: Side, second: Side): BlockRow {
  const seen = entries.filter(isSeen).toSorted(byWeight);
  return {
    key: block ?? "",
    title: block ?? "Nodes of no block",
    marks: shownFates.flatMap((fate) => (counts[fate] === 0 ? [] : [{ fate, count: counts[fate] }])),
    flops: flops.value,
    seconds: seconds.value,
    unknown: Math.max(flops.unknown, seconds.unknown),
    nodes: seen.slice(0, mostNodes).flatMap((entry) => nodeRow(entry, first, second) ?? []),
    omitted: Math.max(0, seen.length - mostNodes),
  };
}

/** Blocks in which anything differs, largest difference first; of more than `most` the rest is only counted. */
export function blockRows(
  blocks: readonly BlockDiff[],
  first: Side,
  second: Side,
  most = Infinity,
): { readonly rows: readonly BlockRow[]; readonly omitted: number } {
  const differing = blocks
    .filter(({ entries }) => entries.some(isSeen))
    .map((block) => ({ block, flops: block.flops.value, seconds: block.seconds.value }))
    .toSorted(byWeight);
  const rows = differing.slice(0, most).map(({ block }) => blockRow(block, first, second));
  return { rows, omitted: differing.length - rows.length };
}
