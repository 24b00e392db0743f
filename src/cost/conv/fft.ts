/**
 * Convolution as products of spectra, in tiles of n x n: ceil(P/(n-R+1)) x ceil(Q/(n-S+1)) tiles an image. A real
 * transform of n^d points costs 2.5·d·n^d·log2(n) FLOP (5·n²·log2 n in two dimensions: TalwalkarLab/paleo@984bbf5), has
 * n^(d-1)·(n/2 + 1) independent bins by Hermitian symmetry, and a complex product takes 4 multiplications and,
 * with its sum, 4 additions (andravin/wincnn@c2bf630 FAQ: 4 more usual than 3).
 */
import type { Window } from "../../ops/op.ts";
import {
  arithmeticOf,
  type ConvAlgorithm,
  type ConvCost,
  isDepthwise,
  isStrided,
  isTransposed,
  plainCost,
  product,
  weightsOf,
} from "./algorithm.ts";

const tileSizes = [8, 16, 32, 64, 128] as const;

/** Elements that the kernel spans: d·(R - 1) + 1; zeros between its taps cost a spectrum nothing. */
const extentOf = (window: Window): readonly number[] =>
  window.kernel.map((size, axis) => (window.dilations[axis] ?? 1) * (size - 1) + 1);

/** FLOP of the transform of one real tile. */
export const transformFlops = (n: number, axes: number): number => 2.5 * axes * n ** axes * Math.log2(n);
/** Independent complex bins of a real tile. */
export const binsOf = (n: number, axes: number): number => n ** (axes - 1) * (n / 2 + 1);

/** The cost with tiles of n points along every axis. */
export function fftCost(window: Window, elementBytes: number, n: number): ConvCost {
  const axes = window.output.length;
  const extent = extentOf(window);
  const { inputChannels, outputChannels, groups, batch, output } = window;
  const outputsPerTile = product(extent.map((size) => n - size + 1));
  const tiles = batch * product(output.map((size, axis) => Math.ceil(size / (n - (extent[axis] ?? 1) + 1))));
  const filters = (inputChannels * outputChannels) / groups;
  const bins = binsOf(n, axes);
  const complexBytes = 2 * elementBytes;
  const u = bins * filters * complexBytes;
  const v = bins * inputChannels * tiles * complexBytes;
  const m = bins * outputChannels * tiles * complexBytes;
  return plainCost(4 * bins * filters * tiles, {
    dataTransform: tiles * inputChannels * transformFlops(n, axes),
    inverseTransform: tiles * outputChannels * transformFlops(n, axes),
    filterTransform: filters * transformFlops(n, axes),
    tileWaste: 1 - (batch * product(output)) / (tiles * outputsPerTile),
    buffers: [
      { name: "Filter spectra", bytes: u, kept: true },
      { name: "Input spectra", bytes: v, kept: false },
      { name: "Output spectra", bytes: m, kept: false },
    ],
    extraTraffic: 2 * (v + m) + u - weightsOf(window) * elementBytes,
    caution: `Tiles of ${n}${axes === 2 ? `×${n}` : ""} points. Pays for large kernels only; spectra of small ones are mostly padding.`,
  });
}

/** The tile size, of 8 to 128 points, with the least arithmetic. */
export const fft: ConvAlgorithm = {
  id: "fft",
  label: "FFT, tiled",
  summary: "Multiplies spectra of tiles: the cost hardly grows with the kernel.",
  source: "Mathieu et al. 2013, Vasilache et al. 2014; TalwalkarLab/paleo@984bbf5",
  refusal(window) {
    if (isTransposed(window)) return "This is a transposed convolution.";
    if (window.kernel.length > 2) return "None of the libraries here does it in three dimensions.";
    if (isStrided(window)) return "With a stride most of the computed outputs would be dropped.";
    if (isDepthwise(window)) return "One channel a group: no sum over channels shares the transforms.";
    if (hasSmallExtent(window)) return "A 1×1 kernel needs no neighbours, so a spectrum has nothing to save.";
    return extentOf(window).some((size) => size >= 128)
      ? "The kernel spans more than the largest tile of 128."
      : undefined;
  },
  cost(window, elementBytes) {
    const extent = Math.max(...extentOf(window));
    const costs = tileSizes.filter((n) => n > extent).map((n) => fftCost(window, elementBytes, n));
    return costs.reduce((best, cost) => (arithmeticOf(cost) < arithmeticOf(best) ? cost : best));
  },
};

const hasSmallExtent = (window: Window): boolean => extentOf(window).every((size) => size === 1);
