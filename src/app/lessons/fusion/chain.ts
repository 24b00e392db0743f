/** A kernel taken apart and put together again, node by node: what each step saves. */
import type { Bytes, Fraction, Seconds } from "../../../base/units.ts";
import { formatBytes, formatPercent } from "../../../base/format.ts";
import { type NodeCost, trafficOf } from "../../../cost/node-cost.ts";
import { type Roof, rooflineTime } from "../../../device/roofline.ts";
import { costOf } from "../../../runtime/fusion/cost.ts";
import { type Fusion, fusionTotals, type Kernel } from "../../../runtime/fusion/kernels.ts";
import type { Work } from "../../../runtime/fusion/work.ts";
import type { Quiz } from "../quiz.ts";

export interface Chain {
  readonly kernel: Kernel;
  readonly isSelected: boolean;
}

/** The selected node's kernel where it has several nodes, else the one that saves most; undefined: nothing is fused. */
export function chainOf({ kernels, kernelAt }: Fusion, selected: number | undefined): Chain | undefined {
  const own = kernels[kernelAt[selected ?? -1] ?? -1];
  if (own !== undefined && own.nodes.length > 1) return { kernel: own, isSelected: true };
  const savedBy = ({ savedBytes, times }: Kernel): Bytes => (savedBytes ?? 0) * (times ?? 1);
  let best: Kernel | undefined;
  for (const kernel of kernels) {
    if (kernel.nodes.length > 1 && (best === undefined || savedBy(kernel) > savedBy(best))) best = kernel;
  }
  return best === undefined ? undefined : { kernel: best, isSelected: false };
}

/** The first nodes of a chain run as one kernel, the others each alone. */
export interface Stage {
  /** How many nodes are in the kernel; 1: nothing is fused. */
  readonly fused: number;
  readonly kernels: number;
  readonly traffic: Bytes | undefined;
  /** Least time of these kernels one after another, by the roofline. */
  readonly seconds: Seconds | undefined;
}

const plus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

/** From every node alone to the whole kernel. */
export function stagesOf({ nodes: members }: Pick<Kernel, "nodes">, work: Work, roof: Roof): readonly Stage[] {
  return members.map((_, last): Stage => {
    const inside = members.slice(0, last + 1);
    const unit = { nodes: [...inside], root: -1, exit: -1, first: -1, type: "", parts: [] };
    const units = work.nodes.map((__, at) => (inside.includes(at) ? unit : undefined));
    const front = costOf(unit, { work, units, savings: new Map() });
    let traffic = trafficOf(front);
    let seconds = rooflineTime(front.flops, traffic, roof);
    for (const at of members.slice(last + 1)) {
      const node = work.nodes[at];
      const alone = node && trafficOf(node);
      traffic = plus(traffic, alone);
      seconds = plus(seconds, rooflineTime(node?.flops, alone, roof));
    }
    return { fused: last + 1, kernels: members.length - last, traffic, seconds };
  });
}

export interface RuleRow {
  readonly nodes: number;
  readonly kernels: number;
  readonly moved: Bytes;
  readonly saved: Bytes;
  /** Of what the nodes move one by one. */
  readonly share: Fraction;
}

export function ruleRow(fusion: Fusion): RuleRow {
  const { kernels, nodes, movedBytes: moved, savedBytes: saved } = fusionTotals(fusion);
  return { nodes, kernels, moved, saved, share: moved + saved === 0 ? 0 : saved / (moved + saved) };
}

/** What of a chain's traffic fusing it saves; undefined where that is not known or nothing. */
export function savingQuiz(stages: readonly Stage[], nodes: readonly NodeCost[]): Quiz | undefined {
  const apart = stages[0]?.traffic;
  const together = stages.at(-1)?.traffic;
  if (apart === undefined || together === undefined || apart === 0 || together >= apart) return undefined;
  const count = stages.length;
  const right = formatPercent((apart - together) / apart);
  const perNode = formatPercent((count - 1) / count);
  const sums = `One by one they move ${formatBytes(apart)}, as one kernel ${formatBytes(together)}.`;
  const wrong = [
    {
      text: `${perNode}: one kernel in place of ${count}`,
      why: `That is what is saved of launches. ${sums} What enters the chain, its weights and its result still move.`,
    },
    {
      text: "Nothing: the arithmetic stays the same",
      why: `It does, and FLOPs do not see fusion at all. But values between the nodes need not go through memory: ${sums}`,
    },
  ];
  return {
    question: `What part of its traffic does the chain ${nodes.map(({ op }) => op).join(", ")} save when it runs as one kernel?`,
    choices: [
      {
        text: right,
        isRight: true,
        why: `${sums} Only values between the nodes vanish: each was written by one and read by the next.`,
      },
      ...wrong.map(({ text, why }) => ({ text, why, isRight: false })),
    ].toSorted((a, b) => a.text.localeCompare(b.text)),
  };
}
