/** The list of algorithms for convolutions, the plain ones first. */
import type { ConvAlgorithm, ConvAlgorithmId } from "./algorithm.ts";
import { depthwise } from "./depthwise.ts";
import { depthwiseWinograd } from "./depthwise-winograd.ts";
import { dilatedSplit } from "./dilated.ts";
import { direct } from "./direct.ts";
import { fft } from "./fft.ts";
import { grouped } from "./grouped.ts";
import { im2col, im2colIndirect, im2colTiled } from "./im2col.ts";
import { pointwise } from "./pointwise.ts";
import { col2im, subconvolution, zeroInsertion } from "./transposed.ts";
import { winograd3, winogradOthers } from "./winograd.ts";

export const convAlgorithms: readonly ConvAlgorithm[] = [
  direct,
  pointwise,
  im2col,
  im2colTiled,
  im2colIndirect,
  ...winograd3,
  ...winogradOthers,
  fft,
  depthwise,
  depthwiseWinograd,
  grouped,
  dilatedSplit,
  col2im,
  subconvolution,
  zeroInsertion,
];

export const isConvAlgorithm = (id: string): id is ConvAlgorithmId => convAlgorithms.some((one) => one.id === id);

/** The algorithm with this id; the type of ids is wider than the list only for tile sizes of Winograd. */
export const convAlgorithmById = (id: string): ConvAlgorithm | undefined => convAlgorithms.find((one) => one.id === id);
