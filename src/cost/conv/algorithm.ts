/**
 * What an algorithm for convolutions tells of itself. Counts are those of one inference, over the whole batch:
 * N images, C input and K output channels, g groups, kernel R x S, output P x Q.
 */
import type { Bytes, Flops, Fraction, Macs } from "../../base/units.ts";
import type { Window } from "../../ops/op.ts";

/** How an implementation cuts the work; each algorithm reads what concerns it. */
export interface Tiling {
  readonly threads: number;
  /**
   * Elements of the slice of the column matrix that a thread builds at once. ONNX Runtime takes 128 x 128
   * (microsoft/onnxruntime mlas/lib/convolve.cpp, MLAS_SGEMM_STRIDEN x MLAS_SGEMM_STRIDEK).
   */
  readonly sliceElements: number;
}

export const defaultTiling: Tiling = { threads: 1, sliceElements: 128 * 128 };

/** Memory beside input, weights and output. */
export interface Buffer {
  readonly name: string;
  readonly bytes: Bytes;
  /** Made once when the model is loaded and kept, as transformed filters are; otherwise only while the layer runs. */
  readonly kept: boolean;
}

export interface ConvCost {
  /** Real multiplications of the products, without those of transforms. */
  readonly multiplies: number;
  /** Additions of the products; the first of a sum adds to zero and counts, as one multiply-add is two FLOPs. */
  readonly additions: number;
  /** Floating-point instructions of the transforms, a fused multiply-add being one. */
  readonly dataTransform: Flops;
  readonly inverseTransform: Flops;
  /** The same for the filters: once, when the model is loaded. */
  readonly filterTransform: Flops;
  /** Share of the products that serve no output: tiles that reach beyond the edge, zeros that were inserted. */
  readonly tileWaste: Fraction;
  readonly buffers: readonly Buffer[];
  /**
   * Bytes moved beyond reading input and weights once and writing the output once. Buffers of the whole layer are
   * written and read once each; what an algorithm builds slice by slice stays in cache and moves nothing more.
   */
  readonly extraTraffic: Bytes;
  /** What to mind about rounding or speed; undefined: nothing. */
  readonly caution: string | undefined;
}

export interface ConvAlgorithm {
  readonly id: ConvAlgorithmId;
  readonly label: string;
  /** How it works, in one sentence. */
  readonly summary: string;
  /** Where the formulas come from. */
  readonly source: string;
  /** Why it does not apply, as a sentence; undefined: it does. */
  readonly refusal: (window: Window) => string | undefined;
  /** Its cost where it applies. */
  readonly cost: (window: Window, elementBytes: Bytes, tiling: Tiling) => ConvCost;
}

export type WinogradId = `winograd-${number}x${number}`;

export type ConvAlgorithmId =
  | "direct"
  | "pointwise"
  | "im2col"
  | "im2col-tiled"
  | "im2col-indirect"
  | WinogradId
  | "fft"
  | "depthwise"
  | "depthwise-winograd"
  | "grouped"
  | "dilated-split"
  | "col2im"
  | "subconvolution"
  | "zero-insertion";

export const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

/** Multiply-accumulates of the definition: N·K·(C/g)·R·S·P·Q; of a transposed one N·C·(K/g)·R·S·H·W. */
export function macsOf(window: Window): Macs {
  const { batch, inputChannels, outputChannels, groups, kernel, input, output } = window;
  const positions = product(window.kind === "conv-transpose" ? input : output);
  return (batch * inputChannels * outputChannels * product(kernel) * positions) / groups;
}

/** Elements of the filters: K·(C/g)·R·S. */
export const weightsOf = ({ inputChannels, outputChannels, groups, kernel }: Window): number =>
  (inputChannels * outputChannels * product(kernel)) / groups;

/** Input and weights read once, output written once: b·(N·C·H·W + K·(C/g)·R·S + N·K·P·Q). */
export const compulsoryTraffic = (window: Window, elementBytes: Bytes): Bytes =>
  (window.batch * (window.inputChannels * product(window.input) + window.outputChannels * product(window.output)) +
    weightsOf(window)) *
  elementBytes;

/** Does each group have one input channel? */
export const isDepthwise = ({ groups, inputChannels }: Window): boolean => groups > 1 && groups === inputChannels;

export const isStrided = ({ strides }: Window): boolean => strides.some((stride) => stride !== 1);
export const isDilated = ({ dilations }: Window): boolean => dilations.some((dilation) => dilation !== 1);
export const isPadded = ({ pads }: Window): boolean => pads.some((pad) => pad !== 0);
export const isTransposed = ({ kind }: Window): boolean => kind === "conv-transpose";
/** Is every kernel size this one? */
export const hasKernel = ({ kernel }: Window, size: number): boolean => kernel.every((one) => one === size);
/** 1 x 1, stride 1, no pads: the input is the matrix already. */
export const isPlainPointwise = (window: Window): boolean =>
  hasKernel(window, 1) && !isStrided(window) && !isPadded(window);

/** A cost of products alone: what the fields do not name is nothing. */
export const plainCost = (multiplies: number, rest: Partial<ConvCost> = {}): ConvCost => ({
  multiplies,
  additions: multiplies,
  dataTransform: 0,
  inverseTransform: 0,
  filterTransform: 0,
  tileWaste: 0,
  buffers: [],
  extraTraffic: 0,
  caution: undefined,
  ...rest,
});

const sumOf = (buffers: readonly Buffer[], kept: boolean): Bytes =>
  buffers.reduce((sum, buffer) => sum + (buffer.kept === kept ? buffer.bytes : 0), 0);

/** Bytes needed only while the layer runs; layers that run one after another share them. */
export const workspaceOf = ({ buffers }: ConvCost): Bytes => sumOf(buffers, false);
/** Bytes made at load and kept. */
export const keptOf = ({ buffers }: ConvCost): Bytes => sumOf(buffers, true);
/** All arithmetic of one inference, FLOP: multiplications, additions, data and inverse transforms. */
export const arithmeticOf = (cost: ConvCost): Flops =>
  cost.multiplies + cost.additions + cost.dataTransform + cost.inverseTransform;
