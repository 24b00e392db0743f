/** Why a dot can stand above its roof. No kernel is faster than its roof: the count, the roof or the time is another one. */
import type { FlopsPerSecond } from "../../../base/units.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import type { Precision } from "../../../device/device.ts";
import { attainable, type Roof } from "../../../device/roofline.ts";

export type Reason = "cache" | "winograd" | "precision" | "time";

/** What is known of a dot: FLOPs per byte, and FLOPs over its latency. */
export interface Place {
  readonly node: Pick<NodeCost, "window">;
  readonly intensity: number;
  readonly rate: FlopsPerSecond;
}

/** Rounding and measured peaks are within this factor. */
const tolerance = 1.05;

/** Multiplications of a direct 3 x 3 convolution over those of Winograd F(6x6, 3x3): 36 · 9 / 64. */
export const winogradGain = 5.0625;

/** What libraries compute by Winograd: a dense 3 x 3 window without stride or dilation, and 8 channels on a side (ncnn). */
function canWinograd({ window }: Pick<NodeCost, "window">): boolean {
  if (window?.kind !== "conv" || window.groups !== 1) return false;
  const { kernel, strides, dilations, inputChannels, outputChannels } = window;
  return (
    kernel.length === 2 &&
    kernel.every((size) => size === 3) &&
    [...strides, ...dilations].every((step) => step === 1) &&
    Math.max(inputChannels, outputChannels) >= 8
  );
}

/** The likeliest reason; undefined for a dot on or under its roof. `widest` is the highest peak of any precision. */
export function reasonOf(
  { node, intensity, rate }: Place,
  roof: Roof,
  widest: FlopsPerSecond | undefined,
): Reason | undefined {
  const limit = attainable(intensity, roof);
  if (limit === undefined || roof.peak === undefined || rate <= tolerance * limit) return undefined;
  if (rate <= tolerance * roof.peak) return "cache";
  if (canWinograd(node) && rate <= tolerance * winogradGain * roof.peak) return "winograd";
  return widest !== undefined && rate <= tolerance * widest ? "precision" : "time";
}

const words = (precision: Precision): Readonly<Record<Reason, string>> => ({
  cache: "under the peak: data that a cache still held never came from DRAM",
  winograd: "3 × 3 convolutions counted as direct: Winograd needs up to 5.06 × fewer multiplications",
  precision: `within the peak of another precision: the runtime may not compute in ${precision} (ncnn takes fp16 where it can)`,
  time: "above every known peak: the latency of one node is attributed, not measured, or a clock or peak is wrong",
});

/** One sentence for all dots above their roofs; "" when there are none. */
export function explainAbove(reasons: readonly Reason[], precision: Precision): string {
  if (reasons.length === 0) return "";
  const sentences = words(precision);
  const parts = (["winograd", "precision", "cache", "time"] as const).flatMap((reason) => {
    const count = reasons.filter((one) => one === reason).length;
    return count === 0 ? [] : [`${sentences[reason]} (${count})`];
  });
  return `${reasons.length} above the roof: ${parts.join("; ")}.`;
}
