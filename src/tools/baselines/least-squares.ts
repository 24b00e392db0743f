/** Non-negative least squares of relative errors, per configuration. */
import type { GraphRecord } from "../atlas/graphs.ts";
import { nonNegativeLeastSquares } from "../../learn/least-squares.ts";
import { amountsOf } from "./graph-amounts.ts";
import type { GraphTime, Method } from "./method.ts";
import { perConfiguration } from "./per-configuration.ts";

type Rows = Parameters<Parameters<typeof perConfiguration>[1]>[0];

/** T = Σ coefficient · amount with coefficients >= 0, fitted to relative errors: rows are divided by their time. */
function fitLinear(rows: Rows, amounts: (graph: GraphRecord) => Float64Array): GraphTime {
  const a = rows.map(({ graph, seconds }) => amounts(graph).map((value) => value / seconds));
  const size = a[0]?.length ?? 0;
  const lengths = Float64Array.from(
    { length: size },
    (_, j) => Math.sqrt(a.reduce((sum, row) => sum + (row[j] ?? 0) ** 2, 0)) || 1,
  );
  const none = new Float64Array(size);
  const x = nonNegativeLeastSquares(
    a.map((row) => row.map((value, j) => value / (lengths[j] ?? 1))),
    a.map(() => 1),
    none,
    none,
    400,
  );
  return ({ graph }) => amounts(graph).reduce((sum, value, j) => sum + (value * (x[j] ?? 0)) / (lengths[j] ?? 1), 0);
}

export const leastSquares: Method = {
  id: "nnls",
  label: "least squares per configuration",
  note: "MACs of 1x1, other dense, depthwise and grouped convolutions and of matrix products, bytes, kernels; coefficients not negative.",
  version: 1,
  fit: (rows) => perConfiguration(rows, (own) => fitLinear(own, (graph) => amountsOf(graph).plain)),
};

const flopsAndTraffic = (graph: GraphRecord): Float64Array => {
  const { flops, traffic } = amountsOf(graph);
  return Float64Array.of(flops, traffic, 1);
};

export const flopsTraffic: Method = {
  id: "flops-traffic",
  label: "FLOPs + traffic",
  note: "T = a · FLOPs + b · bytes + c per configuration; coefficients not negative.",
  version: 1,
  fit: (rows) => perConfiguration(rows, (own) => fitLinear(own, flopsAndTraffic)),
};
