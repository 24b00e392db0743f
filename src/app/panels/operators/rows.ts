/** The operator table as plain rows: values to sort by, and which rows a search leaves. */
import type { Bytes, Flops, Fraction, Intensity, Macs, Seconds } from "../../../base/units.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import type { Roof } from "../../../device/roofline.ts";
import type { Fusion } from "../../../runtime/fusion/kernels.ts";
import { kernelTitle } from "../../ui/kernel-text.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import type { Sort, SortKey } from "../../state/session.ts";
import { fits, type Query } from "../../search/query.ts";
import { nodeName, windowText } from "../../ui/node-text.ts";
import { type Bound, boundOf, shareOf, topShare } from "../shares.ts";

export interface RowKernel {
  /** In the order of the kernels, from 1. */
  readonly order: number;
  readonly title: string;
}

export interface Row {
  /** Position in the analysis' node list. */
  readonly index: number;
  /** Position in execution order among the nodes that run, from 1. */
  readonly order: number;
  readonly node: NodeCost;
  readonly name: string;
  readonly output: string;
  readonly window: string;
  /** Undefined: it launches nothing, or its kernel is not known yet. */
  readonly kernel: RowKernel | undefined;
  readonly traffic: Bytes | undefined;
  readonly bound: Bound | undefined;
  readonly latency: Seconds | undefined;
  readonly share: Fraction | undefined;
  /** Share over that of the costliest node, for the bar in the cell. */
  readonly heat: Fraction;
}

/** Shapes are narrow here, so no spaces: "1×64×56×56". */
function outputText({ outputs: [first] }: NodeCost): string {
  if (first?.shape === undefined) return first?.type ?? "";
  return first.shape.length === 0 ? "scalar" : first.shape.map((size) => size ?? "?").join("×");
}

/** One row a node; nodes computed once are left out, they cost nothing per inference. */
export function rowsOf(
  nodes: readonly NodeCost[],
  prediction: Prediction | undefined,
  roof: Roof,
  fusion?: Fusion,
): readonly Row[] {
  const top = topShare(prediction);
  const kernels = kernelsByNode(fusion);
  let order = 0;
  return nodes.flatMap((node, index) => {
    if (node.folded) return [];
    order += 1;
    const share = shareOf(prediction, index);
    return [
      {
        index,
        order,
        node,
        name: nodeName(node),
        output: outputText(node),
        window: windowText(node.window),
        kernel: kernels.get(index),
        traffic: trafficOf(node),
        bound: boundOf(node, roof),
        latency: prediction?.nodes[index],
        share,
        heat: top === 0 ? 0 : (share ?? 0) / top,
      },
    ];
  });
}

function kernelsByNode(fusion: Fusion | undefined): ReadonlyMap<number, RowKernel> {
  const byNode = new Map<number, RowKernel>();
  fusion?.kernels.forEach(({ label, nodes }, number) => {
    const kernel = { order: number + 1, title: kernelTitle(label) };
    for (const at of nodes) byNode.set(at, kernel);
  });
  return byNode;
}

/** The rows that fit a search. */
export function foundRows(rows: readonly Row[], query: Query): readonly Row[] {
  return query.tests.length === 0 ? rows : rows.filter((row) => fits(query, row));
}

type Value = number | string | undefined;

const product = (shape: readonly (number | undefined)[] | undefined): number | undefined =>
  shape?.reduce<number | undefined>(
    (total, size) => (total === undefined || size === undefined ? undefined : total * size),
    1,
  );

/** What a column sorts by. */
const values: Readonly<Record<SortKey, (row: Row) => Value>> = {
  index: (row) => row.index,
  name: (row) => row.name,
  op: (row) => row.node.op,
  kernel: (row) => row.kernel?.order,
  latency: (row): Seconds | undefined => row.latency,
  share: (row) => row.share,
  macs: (row): Macs | undefined => row.node.macs,
  flops: (row): Flops | undefined => row.node.flops,
  traffic: (row) => row.traffic,
  intensity: (row): Intensity | undefined => row.node.intensity,
  bound: (row) => row.bound,
  output: (row) => product(row.node.outputs[0]?.shape),
  window: (row) => (row.window === "" ? undefined : row.window),
  params: (row) => row.node.params,
};

export const valueOf = (row: Row, key: SortKey): Value => values[key](row);

const collator = new Intl.Collator("en", { numeric: true });

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

/** Rows in the wanted order; what is unknown comes last either way, equal rows stay in execution order. */
export function sortRows(rows: readonly Row[], sort: Sort | undefined): readonly Row[] {
  if (sort === undefined) return rows;
  const known = rows.filter((row) => valueOf(row, sort.key) !== undefined);
  const unknown = rows.filter((row) => valueOf(row, sort.key) === undefined);
  const direction = sort.descending ? -1 : 1;
  known.sort((a, b) => direction * compare(valueOf(a, sort.key), valueOf(b, sort.key)) || a.index - b.index);
  return [...known, ...unknown];
}

/** A number column first shows its largest, a text column its first; a second click turns it, a third ends it. */
export function nextSort(sort: Sort | undefined, key: SortKey): Sort | undefined {
  const startsDescending = !["index", "name", "op", "kernel", "bound", "window"].includes(key);
  if (sort?.key !== key) return { key, descending: startsDescending };
  return sort.descending === startsDescending ? { key, descending: !startsDescending } : undefined;
}
