/** What the predictor is held against, fitted on the same training networks, for each configuration alone. */
import { trafficOf } from "../../cost/node-cost.ts";
import type { Dataset, Sample } from "./dataset.ts";
import { nonNegativeLeastSquares } from "./regression.ts";

/** Seconds of a network on each configuration. */
export type Baseline = (sample: Sample) => readonly number[];

const nodesOf = ({ model }: Sample) => model.graph.nodes;
const flopsOf = (sample: Sample): number => nodesOf(sample).reduce((sum, node) => sum + (node.flops ?? 0), 0);

/** T = a · FLOPs, a the geometric mean of T / FLOPs. */
export function flopsProxy({ settings }: Dataset, samples: readonly Sample[]): Baseline {
  const rates = settings.map((_, at) => {
    const logs = samples.flatMap((one) =>
      one.seconds[at] === undefined ? [] : [Math.log(one.seconds[at] / flopsOf(one))],
    );
    return Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
  });
  return (sample) => rates.map((rate) => rate * flopsOf(sample));
}

/** Non-negative least squares of relative errors on MACs by class of convolution, bytes and number of kernels. */
export function plainLeastSquares({ settings }: Dataset, samples: readonly Sample[]): Baseline {
  const rows = new Map(samples.map((sample) => [sample, amountsOf(sample)]));
  const fits = settings.map((_, at) => {
    const measured = samples.filter((one) => one.seconds[at] !== undefined);
    const a = measured.map((one) => (rows.get(one) ?? amountsOf(one)).map((value) => value / (one.seconds[at] ?? 1)));
    const size = a[0]?.length ?? 0;
    const lengths = Float64Array.from({ length: size }, (__, j) => Math.hypot(...a.map((row) => row[j] ?? 0)) || 1);
    const scaled = a.map((row) => row.map((value, j) => value / (lengths[j] ?? 1)));
    const none = new Float64Array(size);
    const x = nonNegativeLeastSquares(
      scaled,
      measured.map(() => 1),
      none,
      none,
      400,
    );
    return x.map((value, j) => value / (lengths[j] ?? 1));
  });
  return (sample) => {
    const amounts = amountsOf(sample);
    return fits.map((fit) => fit.reduce((time, coefficient, j) => time + coefficient * (amounts[j] ?? 0), 0));
  };
}

/** MACs of 1x1, other dense, depthwise and grouped convolutions and of matrix products; bytes of all nodes; kernels. */
function amountsOf(sample: Sample): Float64Array {
  const amounts = new Float64Array(7);
  for (const [at, node] of nodesOf(sample).entries()) {
    const { window, macs = 0 } = node;
    if (node.kind === "conv" && window !== undefined) {
      const { groups, inputChannels, kernel } = window;
      const column = groups > 1 ? (groups === inputChannels ? 2 : 3) : Math.max(...kernel) === 1 ? 0 : 1;
      amounts[column] = (amounts[column] ?? 0) + macs;
    } else if (node.kind === "matmul") amounts[4] = (amounts[4] ?? 0) + macs;
    amounts[5] = (amounts[5] ?? 0) + (trafficOf(node) ?? 0);
    amounts[6] = (amounts[6] ?? 0) + ((sample.model.amounts[at]?.index.length ?? 0) > 0 ? 1 : 0);
  }
  return amounts;
}
