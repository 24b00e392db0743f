/**
 * What ARM Compute Library's convolutions do beside a plain matrix product: Winograd's for the kernels that it picks it for,
 * and one convolution per group.
 */
import { tilesOf } from "../cost/conv/winograd.ts";
import type { Window } from "../cost/node-cost.ts";
import { armcl } from "../runtime/choice/armcl.ts";
import { pickOf } from "../runtime/choice/library.ts";

/** Names of terms; LRN, which no other learned group has, is no other element-wise kernel. */
export const armclTerms: readonly string[] = [
  ...["mac", "in", "out", "weight", "count"].map((quantity) => `winograd.${quantity}`),
  "+lrn.byte",
];

const context = { threads: 1, precision: "fp32", l2Bytes: undefined, isShapeKnown: true } as const;

/**
 * Of F(m, r), α = m + r - 1: multiplications α²·Cin·Cout per tile of m² outputs, and what its three transforms write: inputs
 * α²·Cin and products α²·Cout a tile, filters α²·Cin·Cout. Undefined where the library does not pick it.
 */
export function winogradAmounts(window: Window): Readonly<Record<string, number>> | undefined {
  const [, m = "", r = ""] = /^winograd-(\d)x(\d)$/.exec(pickOf(armcl, window, context).algorithm) ?? [];
  if (m === "") return undefined;
  const { inputChannels: cin, outputChannels: cout } = window;
  const tiles = tilesOf(window, Number(m));
  const points = (Number(m) + Number(r) - 1) ** window.output.length;
  const weight = points * cin * cout;
  return { mac: weight * tiles, in: points * cin * tiles, out: points * cout * tiles, weight, count: 1 };
}

/** The convolution of one group, which the graph's GroupedConvolutionMutator makes of each. */
export const groupWindow = (window: Window): Window => ({
  ...window,
  inputChannels: window.inputChannels / window.groups,
  outputChannels: window.outputChannels / window.groups,
  groups: 1,
});
