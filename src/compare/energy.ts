/** Energy of one inference as one band. */
import type { NodeCost } from "../cost/node-cost.ts";
import { takingPart } from "../device/core-set.ts";
import { addEnergy, noEnergy, nodeEnergy, sumOfParts } from "../device/energy.ts";
import type { Band } from "../device/energy/coefficients.ts";
import { type Technology, unitEnergies } from "../device/energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "../device/levels.ts";
import type { Target } from "../predict/predictor.ts";

/** Joules of one inference on the target's cores, over the nodes whose energy is known; the state does not matter to it. */
export function energyOf(
  nodes: readonly NodeCost[],
  { device, cores, precision }: Pick<Target, "device" | "cores" | "precision">,
  technology: Technology,
): Band | undefined {
  const { front, size } = hierarchyOf(device, cores);
  const units = unitEnergies(technology, device, takingPart(device, cores)[0]?.cluster, size, precision);
  const traffics = levelTraffics(nodes, { front }, precision);
  let sum = noEnergy;
  nodes.forEach((node, at) => {
    const traffic = traffics[at];
    if (traffic !== undefined) sum = addEnergy(sum, nodeEnergy(node, traffic, units));
  });
  return sumOfParts(sum.parts);
}
