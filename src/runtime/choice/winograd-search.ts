/** MNN and MindSpore Lite weigh the sizes of Winograd tiles by formulas of the same build. */
import type { Window } from "../../cost/node-cost.ts";
import type { WinogradId } from "../../cost/conv/algorithm.ts";
import { isSquare } from "./shape.ts";

/** A tile of `unit` x `unit` outputs that computes α x α inputs, and how many of them cover the map. */
export interface Trial {
  readonly unit: number;
  readonly alpha: number;
  readonly tiles: number;
}

export interface Best {
  readonly algorithm: WinogradId;
  readonly unit: number;
  readonly gain: number;
}

/** The unit with the largest gain among those up to `most` whose α is allowed; the smaller one on a tie. */
export function bestUnit(
  window: Window,
  most: number,
  alphas: readonly number[],
  gainOf: (trial: Trial) => number,
): Best | undefined {
  const kernel = window.kernel[0] ?? 1;
  if (!isSquare(window) || kernel < 2) return undefined;
  let best: Best | undefined;
  for (let unit = 2; unit <= most; unit += 1) {
    const alpha = unit + kernel - 1;
    if (!alphas.includes(alpha)) continue;
    const tiles = window.output.reduce((all, size) => all * Math.ceil(size / unit), 1);
    const gain = gainOf({ unit, alpha, tiles });
    if (gain > (best?.gain ?? 0)) best = { algorithm: `winograd-${unit}x${kernel}`, unit, gain };
  }
  return best;
}

/** The largest unit worth trying: enough tiles for `share` pixels to each thread, at most 8. */
export const mostUnits = (pixels: number, share: number): number =>
  Math.min(8, Math.floor(Math.sqrt(Math.ceil(pixels / share))));
