import type { Window } from "../ops/op.ts";

/** A 3×3 convolution at stride 1 that keeps its square size, from so many channels to so many; `rest` varies it. */
export const convolution = (size: number, from: number, to: number, rest: Partial<Window> = {}): Window => ({
  kind: "conv",
  batch: 1,
  inputChannels: from,
  outputChannels: to,
  groups: 1,
  input: [size, size],
  output: [size, size],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [1, 1, 1, 1],
  ...rest,
});
