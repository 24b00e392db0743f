/** The kernels of a network that the runtime's own profile timed, as samples by themselves. */
import { type ModelInput, partOf } from "../../learn/model-input.ts";
import { terms, termSums } from "../../predict/conv-regression.ts";
import { rolesOf } from "../../predict/kernels.ts";
import type { Profile } from "../atlas/row.ts";
import type { Observation, Sample } from "./groups.ts";

/** Terms of changes between memory layouts, which a profile lists by names that tell no tensor. */
const reorderTerms = new Set(["move.block", "move.unblock"].map((name) => terms.indexOf(name)));

/** As many networks as the kernels of one count; between 1 and 10 the error on held-out training networks hardly moves. */
const partsCount = 3;

/**
 * One observation per kernel: its share of the profile times `seconds`, the network's own latency, since a profile is one
 * session more, on a machine whose speed drifts. By these shares a network's kernels weigh as well.
 */
export function partsOf({ network, family, model }: Sample, profile: Profile, seconds: number): readonly Observation[] {
  const total = profile.nodes.reduce<number>((sum, time) => sum + (time ?? 0), profile.elsewhere);
  const kernels = timedKernels(model, profile);
  return kernels.map(({ nodes, time }) => {
    const part = partOf(model, nodes);
    const sample: Sample = { network, family, whole: false, model: part, sums: termSums(part.amounts) };
    const share = time / total;
    return { sample, seconds: share * seconds, frequencyHz: undefined, weight: partsCount * share, isPart: true };
  });
}

interface TimedKernel {
  readonly nodes: number[];
  time: number;
}

/** What was not timed by itself ran inside of what feeds it: sums and activations that this runtime fuses. */
function timedKernels(model: ModelInput, profile: Profile): readonly TimedKernel[] {
  const { nodes, producers, positions } = model.graph;
  const roles = rolesOf(model.graph);
  const kernels: TimedKernel[] = [];
  /** Kernel of each node. */
  const kernelAt: (TimedKernel | undefined)[] = [];
  for (const at of nodes.keys()) {
    const feeding = (producers[at] ?? []).flatMap((from) => kernelAt[from] ?? []);
    const time = profile.nodes[positions[at] ?? -1];
    const before = feeding.toSorted((a, b) => kernels.indexOf(b) - kernels.indexOf(a))[0];
    const joins = before !== undefined && (time === undefined || roles[at] !== "kernel");
    const kernel: TimedKernel = joins ? before : { nodes: [], time: 0 };
    if (!joins) kernels.push(kernel);
    kernel.nodes.push(at);
    kernel.time += time ?? 0;
    kernelAt.push(kernel);
  }
  const reorders = kernels.map((kernel) => reorderedBytes(model, kernel));
  const all = reorders.reduce((sum, bytes) => sum + bytes, 0);
  return kernels.flatMap((kernel, at) => {
    const time = kernel.time + (all === 0 ? 0 : (profile.elsewhere * (reorders[at] ?? 0)) / all);
    return kernel.time > 0 ? [{ ...kernel, time }] : [];
  });
}

function reorderedBytes({ amounts }: ModelInput, { nodes }: TimedKernel): number {
  let bytes = 0;
  for (const at of nodes) {
    for (const [place, index] of (amounts[at]?.index ?? []).entries()) {
      if (reorderTerms.has(index)) bytes += amounts[at]?.amount[place] ?? 0;
    }
  }
  return bytes;
}
