/**
 * Winograd's minimal filtering in tiles of m x m outputs: α = m + r - 1, T = N·ceil(P/m)·ceil(Q/m) tiles, padding
 * waste counted. Multiplications α²·(C/g)·K·T, transforms T·C·data + T·K·inverse + (C/g)·K·filter at load.
 */
import type { Window } from "../../ops/op.ts";
import {
  type ConvAlgorithm,
  hasKernel,
  isDepthwise,
  isDilated,
  isStrided,
  isTransposed,
  plainCost,
  product,
  weightsOf,
  type WinogradId,
} from "./algorithm.ts";
import { type Alpha, alphaOf, vectorCounts } from "./winograd-matrices.ts";

/** Instructions per tile and channel (a filter: per pair of channels). */
export interface TileCounts {
  readonly data: number;
  readonly filter: number;
  readonly inverse: number;
}

/**
 * In two dimensions a transform runs over the columns, then over the rows of what they became: data α + α vectors,
 * filter r + α, inverse α + m. In one dimension there is one vector.
 */
export function tileCounts(m: number, r: number, axes: number): TileCounts | undefined {
  const vector = vectorCounts(m, r);
  if (vector === undefined || axes < 1 || axes > 2) return undefined;
  const alpha = m + r - 1;
  return axes === 1
    ? vector
    : {
        data: vector.data * 2 * alpha,
        filter: vector.filter * (r + alpha),
        inverse: vector.inverse * (alpha + m),
      };
}

/** Tiles of all images. */
export const tilesOf = ({ batch, output }: Window, m: number): number =>
  batch * product(output.map((size) => Math.ceil(size / m)));

const cautions: Readonly<Record<Alpha, string>> = {
  4: "Coefficients of 1 and ½ only: rounds hardly worse than direct.",
  6: "Coefficients up to 8 amplify rounding; ncnn takes the points ±√2/2 and ±√2 for that reason.",
  8: "Coefficients up to 5.25 on the data and 32 on the products amplify rounding; doubtful in fp16.",
};

const largeFilters = "Coefficients grow with the powers of the points: amplifies rounding more than F(m,3) does.";

function refusalOf(window: Window, r: number): string | undefined {
  if (isTransposed(window)) return "This is a transposed convolution.";
  if (!hasKernel(window, r)) return `The kernel is ${window.kernel.join("×")}, not ${r} along every axis.`;
  if (window.kernel.length > 2) return "None of the libraries here does it in three dimensions.";
  if (isStrided(window)) return `With stride ${window.strides.join("×")} most results of a tile would be dropped.`;
  if (isDilated(window)) return "Dilation: none of the libraries here splits it into dense tiles.";
  return isDepthwise(window)
    ? "One channel a group: nothing is summed over channels that the transforms could be shared by."
    : undefined;
}

function winograd(m: number, r: number): ConvAlgorithm {
  const id: WinogradId = `winograd-${m}x${r}`;
  const alpha = alphaOf(m, r);
  if (alpha === undefined) throw new Error(`no points for F(${m},${r})`);
  return {
    id,
    label: `Winograd F(${m},${r})`,
    summary: `Along each axis ${m} outputs at once with ${alpha} multiplications in place of ${m * r}, between transforms.`,
    source: "Lavin & Gray 2016 and supplement; andravin/wincnn@c2bf630",
    refusal: (window) => refusalOf(window, r),
    cost(window, elementBytes) {
      const axes = window.output.length;
      const counts = tileCounts(m, r, axes) ?? { data: 0, filter: 0, inverse: 0 };
      const { inputChannels, outputChannels, groups } = window;
      const tiles = tilesOf(window, m);
      const points = alpha ** axes;
      const filters = (inputChannels * outputChannels) / groups;
      const u = points * filters * elementBytes;
      const v = points * inputChannels * tiles * elementBytes;
      const w = points * outputChannels * tiles * elementBytes;
      return plainCost(points * filters * tiles, {
        dataTransform: tiles * inputChannels * counts.data,
        inverseTransform: tiles * outputChannels * counts.inverse,
        filterTransform: filters * counts.filter,
        tileWaste: 1 - (window.batch * product(window.output)) / (tiles * m ** axes),
        buffers: [
          { name: "U", bytes: u, kept: true },
          { name: "V", bytes: v, kept: false },
          { name: "M", bytes: w, kept: false },
        ],
        // V and M written and read; U is read in place of the weights.
        extraTraffic: 2 * (v + w) + u - weightsOf(window) * elementBytes,
        caution: r > 3 && m > 1 ? largeFilters : cautions[alpha],
      });
    },
  };
}

/** The three that most libraries have. */
export const winograd3: readonly ConvAlgorithm[] = [winograd(2, 3), winograd(4, 3), winograd(6, 3)];

/** What MNN and MindSpore Lite also take: every square kernel and m with α of 4, 6 or 8. */
export const winogradOthers: readonly ConvAlgorithm[] = [
  winograd(3, 2),
  winograd(5, 2),
  winograd(7, 2),
  winograd(3, 4),
  winograd(5, 4),
  winograd(2, 5),
  winograd(4, 5),
  winograd(3, 6),
  winograd(2, 7),
];
