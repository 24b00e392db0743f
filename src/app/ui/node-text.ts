/** A node in few words. */
import type { NodeCost, Window } from "../../cost/node-cost.ts";

const square = (sizes: readonly number[]): string =>
  sizes.length > 0 && sizes.every((size) => size === sizes[0]) ? `${sizes[0]}` : sizes.join("×");

/** "3×3" */
export const kernelText = (window: Window): string => window.kernel.join("×");

/** "3×3 /2 g32": kernel, stride unless 1, groups unless 1, dilation unless 1. */
export function windowText(window: Window | undefined): string {
  if (window === undefined) return "";
  const stride = window.strides.some((step) => step !== 1) ? ` /${square(window.strides)}` : "";
  // A pool works on every channel by itself, which goes without saying.
  const groups = window.kind !== "pool" && window.groups > 1 ? ` g${window.groups}` : "";
  const dilation = window.dilations.some((step) => step !== 1) ? ` d${square(window.dilations)}` : "";
  return `${kernelText(window)}${stride}${groups}${dilation}`;
}

/** The name people gave the node, else its id. */
export const nodeName = (node: Pick<NodeCost, "id" | "name">): string => (node.name === "" ? node.id : node.name);

/** "224×224×3 → 112×112×64" for windows: sizes, then channels. */
export function windowSizes(window: Window): string {
  const side = (sizes: readonly number[], channels: number): string => [...sizes, channels].join("×");
  return `${side(window.input, window.inputChannels)} → ${side(window.output, window.outputChannels)}`;
}

/** The end of a long name, where exporters put what tells nodes apart. */
export const shortened = (name: string, length: number): string =>
  name.length <= length ? name : `…${name.slice(name.length - length + 1)}`;
