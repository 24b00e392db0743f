/** How a node's MACs come about, with its numbers put in. Derived from the window or the counts, checked against them. */
import type { NodeCost } from "../../../cost/node-cost.ts";

export interface Formula {
  readonly symbols: string;
  readonly numbers: string;
}

const product = (factors: readonly number[]): number => factors.reduce((total, factor) => total * factor, 1);
const times = (factors: readonly number[]): string => factors.map((factor) => factor.toLocaleString("en")).join(" · ");

/** Undefined where no formula gives exactly the MACs that were counted: better none than a wrong one. */
export function macFormula({ kind, macs, window, outputs: [output] }: NodeCost): Formula | undefined {
  if (macs === undefined || macs === 0) return undefined;
  if (window?.kind === "conv") {
    const { batch, outputChannels, output: size, inputChannels, groups, kernel } = window;
    const factors = [batch, outputChannels, ...size, inputChannels / groups, ...kernel];
    if (product(factors) !== macs) return undefined;
    const axes = size.length === 2 ? "Hout · Wout" : "out";
    const window2 = kernel.length === 2 ? "kh · kw" : "k";
    const perGroup = groups > 1 ? "Cin/groups" : "Cin";
    return { symbols: `N · Cout · ${axes} · ${perGroup} · ${window2}`, numbers: times(factors) };
  }
  if (kind !== "matmul") return undefined;
  const sizes = output?.shape?.filter((size) => size !== undefined) ?? [];
  const depth = macs / product(sizes);
  if (sizes.length !== output?.shape?.length || !Number.isInteger(depth)) return undefined;
  return { symbols: "elements of the output · K", numbers: times([...sizes, depth]) };
}
