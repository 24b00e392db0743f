/** What figures are drawn from: the open model, what it runs on, and what was computed for it. */
import { formatBandwidth, formatFrequency, formatPercent } from "../base/format.ts";
import type { Seconds } from "../base/units.ts";
import type { Storage } from "../cost/memory/precision.ts";
import type { NodeCost } from "../cost/node-cost.ts";
import { takingPart } from "../device/core-set.ts";
import type { Analysis } from "../engine/analysis.ts";
import type { Prediction, Target } from "../predict/predictor.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Figure, Missing } from "./figure.ts";
import { runtimeNames } from "../runtime/runtime.ts";

/** The classes by which operators are told apart, each with the ink of its number. */
export interface Groups {
  readonly names: readonly string[];
  /** Number of a node's class. */
  readonly of: (node: NodeCost) => number;
}

/** Latency along one property of the state, the others as chosen. */
export interface Sweep {
  readonly knob: "frequency" | "utilization" | "bandwidth" | "stream";
  readonly points: readonly (readonly [value: number, latency: Seconds | undefined])[];
}

/** A model with its prediction, for figures of several. */
export interface ModelTimes {
  readonly name: string;
  readonly nodes: readonly NodeCost[];
  readonly prediction: Prediction;
}

export interface Source {
  /** Title of the open model. */
  readonly model: string;
  /** Nodes at the precision of the target, memory as the file has it. */
  readonly analysis: Pick<Analysis, "nodes" | "memory">;
  readonly target: Target;
  readonly prediction: Prediction | undefined;
  /** What predicted; undefined while nothing has. */
  readonly predictor: string | undefined;
  readonly groups: Groups;
  /** Position of the selected node. */
  readonly selected: number | undefined;
  readonly memory: {
    readonly inPlace: boolean;
    readonly bestOrder: boolean;
    readonly activations: Storage | undefined;
  };
  /** Undefined: not asked for, or still being computed. */
  readonly sweeps: readonly Sweep[] | undefined;
  readonly models: readonly ModelTimes[] | undefined;
  readonly evaluation: Evaluation | undefined;
}

/** What a kind has to wait for. */
export type Need = "prediction" | "sweeps" | "models" | "evaluation";

export interface KindOption {
  readonly id: string;
  readonly name: string;
}

export const isMissing = (figure: Figure | Missing): figure is Missing => "missing" in figure;

/** "Google Pixel 4, 1 × Cortex-A76 at 2.84 GHz, fp32" with load and bandwidth where they are not the device's own. */
export function settingText({ device, cores, precision, state }: Target): string {
  const parts = takingPart(device, cores).map(({ cluster, cores: count }) => `${count} × ${cluster.core}`);
  const first = state.priority === "higher" ? " that goes first" : "";
  const load = state.utilization === 0 ? "" : `, ${formatPercent(state.utilization)} background load${first}`;
  const { streamBytesPerSecond: stream = 0 } = state;
  const traffic = stream === 0 ? "" : `, ${formatBandwidth(stream)} of traffic by other cores`;
  return `${device.name}, ${parts.join(" + ")} at ${formatFrequency(state.frequencyHz)}, ${precision}${load}${traffic}`;
}

/** "ResNet-18 on ...; predicted by Roofline bound." */
export const captionOf = (source: Source, what: string): string =>
  `${what} of ${source.model} on ${settingText(source.target)}, ${runtimeNames[source.target.runtime]}; ` +
  `${source.predictor === undefined ? "nothing predicted" : `predicted (${source.predictor}), not measured`}.`;

/** A node's name, else its id. */
export const nameOf = ({ name, id }: Pick<NodeCost, "name" | "id">): string => (name === "" ? id : name);
