/**
 * How the GPU delegate of TensorFlow Lite computes a convolution: channels by four; a thread makes a block of pixels and of
 * channel groups, larger where the GPU has enough to do; 3x3 kernels by Winograd where there are channels and tiles enough.
 * Read in tensorflow/tensorflow lite/delegates/gpu/common: selectors/operation_selector.cc@96aa5960 (Winograd),
 * tasks/conv_generic.cc@d4209d1c and task/util.cc@ae72908e (blocks), gpu_info.cc (waves and compute units).
 */
import type { Window } from "../../cost/node-cost.ts";

export type GpuFamily = "adreno" | "mali" | "powervr" | "apple";

export interface TfliteGpu {
  readonly family: GpuFamily;
  /** Compute units, as the delegate counts them. */
  readonly units: number;
}

/** Pixels along x and y, and groups of four output channels, that one thread computes. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly slices: number;
}

/** Channels lie in groups of so many. */
export const sliceChannels = 4;

export const slicesOf = (channels: number): number => Math.ceil(channels / sliceChannels);

/** Threads that start together on an Adreno 6xx, at half precision. */
const adrenoWave = 128;
const appleWave = 32;

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

export function blockOf({ family, units }: TfliteGpu, window: Window): Block {
  const { batch, output, outputChannels } = window;
  const [height = 1, width = 1] = output;
  const slices = slicesOf(outputChannels);
  const tasks = batch * product(output) * slices;
  if (family === "adreno") return adrenoBlock(tasks / units / adrenoWave);
  if (family === "mali") return maliBlock(tasks / units, isPointwise(window), slices);
  if (family === "powervr") return { x: 2, y: 1, slices: powervrSlices(slices) };
  return appleBlock(Math.ceil(tasks / appleWave) / units, { height, width, slices });
}

function adrenoBlock(waves: number): Block {
  if (waves <= 6) return { x: 1, y: 1, slices: 1 };
  if (waves <= 12) return { x: 2, y: 1, slices: 1 };
  return { x: 2, y: waves <= 24 ? 1 : 2, slices: 2 };
}

/** Third generation of Bifrost and later. */
function maliBlock(tasks: number, pointwise: boolean, slices: number): Block {
  const most = pointwise ? 8 : 4;
  const size = Math.min(most, tasks <= 256 ? 1 : tasks <= 256 * 6 ? 2 : tasks <= 256 * 16 ? 4 : 8);
  if (size === 1) return { x: 1, y: 1, slices: 1 };
  if (size === 2) return { x: 2, y: 1, slices: 1 };
  if (slices === 1 || slices === 3) return { x: 2, y: 2, slices: 1 };
  return { x: 2, y: size === 4 ? 1 : 2, slices: 2 };
}

function powervrSlices(slices: number): number {
  if (slices % 4 === 0 || slices >= 8) return 4;
  return slices % 2 === 0 || slices >= 4 ? 2 : slices;
}

interface Extent {
  readonly height: number;
  readonly width: number;
  readonly slices: number;
}

function appleBlock(waves: number, { height, width, slices }: Extent): Block {
  const size = waves >= 64 ? 8 : waves >= 32 ? 4 : waves >= 16 ? 2 : 1;
  const isSplit = size >= 2;
  const along = isSplit && height % 2 !== 0 && width % 2 === 0;
  const left = isSplit ? size / 2 : size;
  const pixels = { x: along ? 2 : 1, y: isSplit && !along ? 2 : 1 };
  if (left >= 4 && (slices % 4 === 0 || slices >= 16)) return { ...pixels, slices: 4 };
  if (left >= 4 && slices === 3) return { ...pixels, slices: 3 };
  return { ...pixels, slices: left >= 2 && (slices % 2 === 0 || slices >= 4) ? 2 : 1 };
}

const isPointwise = ({ kernel, strides }: Window): boolean =>
  product(kernel) === 1 && strides.every((step) => step === 1);

/** Tiles of Winograd's F(4x4, 3x3). */
export const tileSize = 4;

/** Is a convolution computed by Winograd? */
export function takesWinograd({ family }: TfliteGpu, window: Window): boolean {
  const { kernel, strides, dilations, groups, inputChannels, outputChannels, output } = window;
  const isSuited =
    window.kind === "conv" &&
    kernel.length === 2 &&
    kernel.every((size) => size === 3) &&
    [...strides, ...dilations].every((step) => step === 1) &&
    groups === 1;
  if (!isSuited) return false;
  const [channels, tiles] = family === "adreno" ? [32, 128] : [16, 32];
  return (
    slicesOf(inputChannels) >= channels &&
    slicesOf(outputChannels) >= channels &&
    product(output.map((size) => Math.ceil(size / tileSize))) >= tiles
  );
}
