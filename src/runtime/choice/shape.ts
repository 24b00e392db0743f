/** Short questions that rules ask of a window of two dimensions. */
import { isDilated, isStrided, product } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";

/** Is the kernel size x size? */
export const isKernel = ({ kernel }: Window, size: number): boolean => kernel.every((one) => one === size);
/** Does it move by this step along every axis? */
export const isStride = ({ strides }: Window, step: number): boolean => strides.every((one) => one === step);
export const isSquare = ({ kernel }: Window): boolean => kernel.every((one) => one === kernel[0]);
/** Stride 1 and dilation 1. */
export const isDense = (window: Window): boolean => !isStrided(window) && !isDilated(window);
/** P·Q */
export const pixels = ({ output }: Window): number => product(output);
/** "3×3", "3×3 stride 2" for reasons. */
export const kernelText = ({ kernel, strides }: Window): string =>
  `${kernel.join("×")}${strides.some((one) => one !== 1) ? ` stride ${strides[0]}` : ""}`;
