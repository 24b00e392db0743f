/** What the colours of the graph can tell. A new one is an id in the session and an entry here. */
import { formatBytes, formatEnergy, formatFlops, formatIntensity, formatPercent } from "../../../base/format.ts";
import { plainRule, timelineOf } from "../../../cost/memory/timeline.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import { takingPart } from "../../../device/core-set.ts";
import type { CoreSet, Device, Precision } from "../../../device/device.ts";
import { nodeEnergy, sumOfParts } from "../../../device/energy.ts";
import { type Technology, unitEnergies } from "../../../device/energy/technologies.ts";
import { hierarchyOf, levelTraffics } from "../../../device/levels.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import type { HeatId } from "../../state/session.ts";
import { shareOf } from "../shares.ts";

/** How the values of several nodes become that of a kernel or a group. */
export type Joining = "sum" | "most" | "ratio";

export interface Heat {
  readonly id: HeatId;
  /** In the list of choices. */
  readonly label: string;
  /** What a number of it is, with its unit. */
  readonly about: string;
  readonly joining: Joining;
  readonly text: (value: number) => string;
}

export const heats: readonly Heat[] = [
  {
    id: "latency",
    label: "Latency",
    about: "Share of the predicted latency",
    joining: "sum",
    text: (share) => (share < 0.0005 ? "" : formatPercent(share)),
  },
  {
    id: "flops",
    label: "FLOPs",
    about: "All arithmetic of an inference, in FLOP",
    joining: "sum",
    text: formatFlops,
  },
  {
    id: "traffic",
    label: "Traffic",
    about: "Bytes moved in an inference at the chosen precision, each input, weight and output once",
    joining: "sum",
    text: formatBytes,
  },
  {
    id: "intensity",
    label: "Intensity",
    about: "FLOPs over traffic, in FLOP per byte; of several nodes, the sum over the sum",
    joining: "ratio",
    text: formatIntensity,
  },
  {
    id: "memory",
    label: "Memory",
    about: "Bytes of all activations alive while it runs, in the file's order; of several nodes, the most",
    joining: "most",
    text: formatBytes,
  },
  {
    id: "energy",
    label: "Energy",
    about: "Joules of arithmetic and of the traffic of each memory level, the middle of its band",
    joining: "sum",
    text: formatEnergy,
  },
];

const [firstHeat] = heats;
if (firstHeat === undefined) throw new Error("there is no heat");

export const heatById = (id: HeatId): Heat => heats.find((heat) => heat.id === id) ?? firstHeat;

/** A value of every node; where two are to be divided, the lower one is `over`. Undefined is unknown. */
export interface NodeValues {
  readonly values: readonly (number | undefined)[];
  readonly over?: readonly (number | undefined)[];
}

export interface HeatInput {
  /** At the chosen precision. */
  readonly analysis: Pick<Analysis, "nodes" | "memory">;
  /** As the file has them: energy scales bytes by itself. */
  readonly fileNodes: readonly NodeCost[];
  readonly prediction: Prediction | undefined;
  readonly device: Device;
  readonly cores: CoreSet;
  readonly precision: Precision;
  readonly technology: Technology;
}

/** Does it change with the prediction, and so with every slider? */
export const followsPrediction = (id: HeatId): boolean => id === "latency";

/** Per inference: each node as often as it runs. */
export function nodeValues(id: HeatId, input: HeatInput): NodeValues {
  const { nodes } = input.analysis;
  switch (id) {
    case "latency":
      return { values: nodes.map((_, index) => shareOf(input.prediction, index)) };
    case "flops":
      return { values: nodes.map((node) => perInference(node, node.flops)) };
    case "traffic":
      return { values: nodes.map((node) => perInference(node, trafficOf(node))) };
    case "intensity":
      return {
        values: nodes.map((node) => perInference(node, node.flops)),
        over: nodes.map((node) => perInference(node, trafficOf(node))),
      };
    case "memory":
      return { values: aliveBytes(input.analysis) };
    case "energy":
      return { values: energies(input) };
  }
}

const perInference = ({ folded, times }: NodeCost, amount: number | undefined): number | undefined => {
  if (folded) return 0;
  return amount === undefined || times === undefined ? undefined : amount * times;
};

/** Nodes inside of bodies have no step of their own; their time is that of the node around them. */
function aliveBytes({ nodes, memory }: HeatInput["analysis"]): readonly (number | undefined)[] {
  const { order, bytes, unsized } = timelineOf(memory, plainRule);
  const alive: (number | undefined)[] = nodes.map(() => undefined);
  // With values of unknown size the sums are too low, and so unknown.
  if (unsized > 0) return alive;
  order.forEach((step, time) => {
    const node = memory.steps[step]?.node;
    if (node !== undefined) alive[node] = bytes[time];
  });
  return alive;
}

function energies({ fileNodes, device, cores, precision, technology }: HeatInput): readonly (number | undefined)[] {
  const { front, size } = hierarchyOf(device, cores);
  const units = unitEnergies(technology, device, takingPart(device, cores)[0]?.cluster, size, precision);
  const traffic = levelTraffics(fileNodes, { front }, precision);
  return fileNodes.map((node, index) => {
    const bytes = traffic[index];
    if (bytes === undefined) return undefined;
    const parts = nodeEnergy(node, bytes, units);
    const band = parts.arithmetic === undefined || parts.DRAM === undefined ? undefined : sumOfParts(parts);
    return band && (band.low + band.high) / 2;
  });
}

/** The value of several nodes, and whether it counts all of them; undefined where none is known. */
export interface Joined {
  readonly value: number | undefined;
  readonly whole: boolean;
}

export function joined(joining: Joining, { values, over }: NodeValues, members: readonly number[]): Joined {
  let [sum, below, most, known] = [0, 0, 0, 0];
  for (const index of members) {
    const value = values[index];
    const divisor = over === undefined ? 1 : over[index];
    if (value === undefined || divisor === undefined) continue;
    known += 1;
    sum += value;
    below += divisor;
    most = Math.max(most, value);
  }
  const whole = known === members.length;
  if (known === 0) return { value: undefined, whole };
  switch (joining) {
    case "sum":
      return { value: sum, whole };
    case "most":
      return { value: most, whole };
    case "ratio":
      return { value: below === 0 ? undefined : sum / below, whole };
  }
}
