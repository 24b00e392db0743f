/**
 * Random variants of the published networks, for measuring: other widths, kernels, images, inserted 1x1 convolutions. The
 * ranges are those with which latency predictors are usually taught: channels x 0.2 to 1.8, kernels 1 to 9.
 */
import type { Model } from "../onnx/model.ts";
import { networkOf } from "./index.ts";
import type { NetworkParams } from "./params.ts";
import { randomSource, seedOf } from "./random.ts";

const kernels: readonly number[] = [1, 3, 5, 7, 9];
const resolutions: readonly number[] = [128, 160, 192, 224];

/** No network of the list has more stages, or more convolutions that could be followed by a 1x1. */
const mostStages = 12;
const mostConvolutions = 160;

/** What variant `draw` of a network varies; the same for the same numbers everywhere. Draw 0 is the published network. */
export function variantParams(id: string, draw: number, seed = 0): NetworkParams {
  if (draw === 0) return {};
  const random = randomSource(seedOf(seed + draw, id));
  const pick = (list: readonly number[]): number => list[Math.floor(random() * list.length)] ?? 1;
  const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const keepsKernels = random() < 0.5;
  const width = times(mostStages, () => 0.2 + 1.6 * random());
  const kernel = times(mostStages, () => pick(kernels));
  return {
    width,
    ...(keepsKernels ? {} : { kernel }),
    resolution: pick(resolutions),
    insertedPointwise: times(mostConvolutions, (index) => index).filter(() => random() < 0.05),
  };
}

/** The variant's name: `resnet18~7`; the published network keeps its own. */
export const variantName = (id: string, draw: number): string => (draw === 0 ? id : `${id}~${draw}`);

/** Builds a variant by its name; undefined when no network has it. */
export function buildVariant(
  name: string,
  options: { readonly seed?: number; readonly weights?: NetworkParams["weights"] } = {},
): Model | undefined {
  const [, id = "", draw = "0"] = /^([^~]+)(?:~(\d+))?$/.exec(name) ?? [];
  const { seed = 0, weights = "absent" } = options;
  return networkOf(id)?.build({ ...variantParams(id, Number(draw), seed), weights });
}
