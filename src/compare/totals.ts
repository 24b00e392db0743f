/** Totals of several subjects beside each other, each with its difference from the first. */
import type { Fraction } from "../base/units.ts";
import { type Difference, differenceOf } from "./difference.ts";
import type { Subject } from "./subject.ts";

export interface Amount {
  readonly value: number;
  /** Ends of the interval or band around the value, where it has one. */
  readonly low?: number;
  readonly high?: number;
  /** Something that belongs to it is not known and not in it. */
  readonly partial: boolean;
}

/** In what a metric is counted, which decides how it is written. */
export type Quantity = "count" | "macs" | "flops" | "bytes" | "seconds" | "share" | "joules";

export interface Metric {
  readonly id: string;
  readonly label: string;
  /** What it says, in a line. */
  readonly about: string;
  readonly quantity: Quantity;
  readonly valueOf: (subject: Subject) => Amount | undefined;
}

const whole = (value: number | undefined): Amount | undefined =>
  value === undefined ? undefined : { value, partial: false };

/** A sum over the nodes of which some may be unknown. */
const summed =
  (valueOf: (totals: Subject["analysis"]["totals"]) => number) =>
  ({ analysis: { totals } }: Subject): Amount => ({
    value: valueOf(totals),
    partial: totals.coveredNodes < totals.nodes,
  });

/** Seconds in convolutions over all seconds; undefined while the latency is unknown. */
export function convolutionShareOf({
  analysis,
  prediction,
}: Pick<Subject, "analysis" | "prediction">): Fraction | undefined {
  const total = prediction?.latencySeconds;
  if (total === undefined || total === 0) return undefined;
  let seconds = 0;
  analysis.nodes.forEach((node, at) => {
    if (node.kind === "conv") seconds += prediction?.nodes[at] ?? 0;
  });
  return seconds / total;
}

function latencyOf({ prediction }: Subject): Amount | undefined {
  const { latencySeconds: value, lowSeconds: low, highSeconds: high, coverage = 1 } = prediction ?? {};
  if (value === undefined) return undefined;
  const partial = coverage < 1;
  return low === undefined || high === undefined ? { value, partial } : { value, low, high, partial };
}

/** In the order of the table: the prediction first, then what it comes from. */
export const metrics: readonly Metric[] = [
  {
    id: "latency",
    label: "Latency",
    about: "Predicted, with its 80 % interval where the predictor has one",
    quantity: "seconds",
    valueOf: latencyOf,
  },
  {
    id: "convolutions",
    label: "In convolutions",
    about: "Share of the latency that convolutions take",
    quantity: "share",
    valueOf: (subject) => whole(convolutionShareOf(subject)),
  },
  {
    id: "energy",
    label: "Energy",
    about: "Arithmetic and traffic of one inference, from low to high; differences are those of the middle",
    quantity: "joules",
    valueOf: ({ energy }) =>
      energy && { value: (energy.low + energy.high) / 2, low: energy.low, high: energy.high, partial: false },
  },
  {
    id: "macs",
    label: "MACs",
    about: "Multiply-accumulates of convolutions and matrix products",
    quantity: "macs",
    valueOf: summed(({ macs }) => macs),
  },
  {
    id: "flops",
    label: "FLOPs",
    about: "All arithmetic; one MAC is two",
    quantity: "flops",
    valueOf: summed(({ flops }) => flops),
  },
  {
    id: "params",
    label: "Parameters",
    about: "Elements of distinct constant tensors",
    quantity: "count",
    valueOf: ({ analysis }) => whole(analysis.totals.params),
  },
  {
    id: "traffic",
    label: "Traffic",
    about: "Weights and inputs read once, outputs written once, as stored in the file",
    quantity: "bytes",
    valueOf: summed(({ weightBytes, readBytes, writeBytes }) => weightBytes + readBytes + writeBytes),
  },
  {
    id: "peak",
    label: "Peak activations",
    about: "Most activation bytes alive at once, in execution order",
    quantity: "bytes",
    valueOf: ({ analysis }) => whole(analysis.totals.peakActivationBytes),
  },
  {
    id: "nodes",
    label: "Nodes",
    about: "Without those computed once, from weights or shapes alone",
    quantity: "count",
    valueOf: ({ analysis }) => whole(analysis.nodes.filter(({ folded }) => !folded).length),
  },
  {
    id: "kernels",
    label: "Kernels",
    about: "What the runtime launches after fusion",
    quantity: "count",
    valueOf: ({ kernels }) => whole(kernels),
  },
];

export interface TotalCell {
  readonly amount: Amount | undefined;
  /** From the first subject; undefined for itself and where one is unknown. */
  readonly difference: Difference | undefined;
}

export interface TotalRow {
  readonly metric: Metric;
  /** In the order of the subjects. */
  readonly cells: readonly TotalCell[];
}

/** One row a metric. */
export const totalRows = (subjects: readonly Subject[]): readonly TotalRow[] =>
  metrics.map((metric) => {
    const amounts = subjects.map((subject) => metric.valueOf(subject));
    const base = amounts[0]?.value;
    return {
      metric,
      cells: amounts.map((amount, at) => ({
        amount,
        difference: at === 0 ? undefined : differenceOf(amount?.value, base),
      })),
    };
  });
