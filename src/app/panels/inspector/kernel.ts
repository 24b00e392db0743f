/** What the inspector says of the kernel that a node is part of. */
import { formatBytes } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import type { Fusion, Kernel } from "../../../runtime/fusion/kernels.ts";

/** The kernel of a node and, with it, whether the node itself launches it; views only show what a kernel made. */
export function kernelOfNode(
  fusion: Fusion,
  index: number,
): { readonly kernel: Kernel; readonly order: number; readonly isPart: boolean } | undefined {
  const number = fusion.kernelAt[index];
  const kernel = fusion.kernels[number ?? -1];
  if (number === undefined || kernel === undefined) return undefined;
  return { kernel, order: number + 1, isPart: kernel.nodes.includes(index) };
}

/** "saves 2.4 MB of the 4.8 MB its nodes move one by one"; "" for a kernel of one node or of unknown traffic. */
export function savingText(kernel: Kernel): string {
  const traffic = trafficOf(kernel);
  if (kernel.nodes.length < 2 || traffic === undefined || kernel.savedBytes === undefined) return "";
  const apart = formatBytes(traffic + kernel.savedBytes);
  return `saves ${formatBytes(kernel.savedBytes)} of the ${apart} its nodes move one by one`;
}

/** Predicted time of a kernel: the sum over its nodes; undefined while one of them is unknown. */
export function kernelSeconds(prediction: Prediction | undefined, { nodes }: Kernel): Seconds | undefined {
  let seconds: number | undefined = 0;
  for (const at of nodes) {
    const own = prediction?.nodes[at];
    seconds = seconds === undefined || own === undefined ? undefined : seconds + own;
  }
  return seconds;
}
