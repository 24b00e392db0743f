/** A prediction as colours and texts of what the graph shows. */
import type { Fraction } from "../../../base/units.ts";
import { formatPercent } from "../../../base/format.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import type { Fusion } from "../../../runtime/fusion/kernels.ts";
import type { Paint } from "../../graph/surface.ts";
import { heatBin } from "../../ui/heat.ts";
import { kernelShare } from "../fusion.ts";
import { shareOf, topShare } from "../shares.ts";

export interface Heat extends Paint {
  /** The largest share, where the colour scale ends. */
  readonly top: Fraction;
}

const heatOf = (shares: readonly (Fraction | undefined)[], top: Fraction): Heat => ({
  top,
  bins: shares.map((share) => heatBin(share, top)),
  shares: shares.map((share) => (share === undefined || share < 0.0005 ? "" : formatPercent(share))),
});

export const nodeHeat = (count: number, prediction: Prediction | undefined): Heat =>
  heatOf(
    Array.from({ length: count }, (_, index) => shareOf(prediction, index)),
    topShare(prediction),
  );

/** By position of the kernels' root nodes; other nodes are not drawn and have no heat. */
export function kernelHeat(count: number, { kernels }: Fusion, prediction: Prediction | undefined): Heat {
  const shares: (Fraction | undefined)[] = Array.from({ length: count }, () => undefined);
  let top = 0;
  for (const kernel of kernels) {
    const share = kernelShare(prediction, kernel);
    shares[kernel.root] = share;
    top = Math.max(top, share ?? 0);
  }
  return heatOf(shares, top);
}
