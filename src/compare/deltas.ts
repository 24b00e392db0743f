/** What differences cost: per node, and per block of the model. */
import type { Flops, Seconds } from "../base/units.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import type { Prediction } from "../predict/predictor.ts";
import { countFates, type Fate, type NodeDiff, type StructuralDiff } from "./diff.ts";

/** The two models of a diff, with what was predicted of each. */
export interface Costed {
  readonly nodes: readonly NodeCost[];
  readonly prediction: Prediction | undefined;
}

/** FLOPs and seconds of one inference; undefined where unknown. */
interface Costs {
  readonly flops: Flops | undefined;
  readonly seconds: Seconds | undefined;
}

const none: Costs = { flops: 0, seconds: 0 };

/** As in the totals of an analysis, a node that runs unknown times counts once. */
function costsOf({ nodes, prediction }: Costed, at: number | undefined): Costs {
  if (at === undefined) return none;
  const { flops, times = 1 } = nodes[at] ?? {};
  return { flops: flops === undefined ? undefined : flops * times, seconds: prediction?.nodes[at] };
}

const less = (after: number | undefined, before: number | undefined): number | undefined =>
  after === undefined || before === undefined ? undefined : after - before;

/** What a node costs more than before; an added one all it costs, a removed one saves it. */
export function deltaOf({ before, after }: NodeDiff, first: Costed, second: Costed): Costs {
  const [old, now] = [costsOf(first, before), costsOf(second, after)];
  return { flops: less(now.flops, old.flops), seconds: less(now.seconds, old.seconds) };
}

/** A sum over what is known, and how many it could not cover. */
export interface Sum {
  readonly value: number;
  readonly unknown: number;
}

export interface BlockDiff {
  /** Undefined: nodes whose names tell of no block. */
  readonly block: string | undefined;
  /** In the order of the diff. */
  readonly entries: readonly (NodeDiff & Costs)[];
  readonly counts: Readonly<Record<Fate, number>>;
  readonly flops: Sum;
  readonly seconds: Sum;
}

function sumOf(values: readonly (number | undefined)[]): Sum {
  let [value, unknown] = [0, 0];
  for (const one of values) {
    if (one === undefined) unknown += 1;
    else value += one;
  }
  return { value, unknown };
}

/** The differences block by block, in the order in which blocks appear; all sums together are the difference of the totals. */
export function blockDiffs(diff: StructuralDiff, first: Costed, second: Costed): readonly BlockDiff[] {
  const blocks = new Map<string | undefined, (NodeDiff & Costs)[]>();
  for (const entry of diff) {
    const own = blocks.get(entry.block) ?? [];
    blocks.set(entry.block, own);
    own.push({ ...entry, ...deltaOf(entry, first, second) });
  }
  return [...blocks].map(([block, entries]) => ({
    block,
    entries,
    counts: countFates(entries),
    flops: sumOf(entries.map(({ flops }) => flops)),
    seconds: sumOf(entries.map(({ seconds }) => seconds)),
  }));
}
