/** Normalizations. FLOPs are those of the formula at inference. https://onnx.ai/onnx/operators/ */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import { formatDim } from "../graph/dims.ts";
import { elementCount, type Fact, type Shape, tensor } from "../graph/fact.ts";
import { perOutput, plus, times } from "./counts.ts";
import { countedBy } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { axisIn } from "./shapes.ts";

const isTraining = (call: Call): boolean =>
  call.version >= 14
    ? call.int("training_mode", 0) !== 0
    : call.version < 7
      ? call.int("is_test", 0) === 0 && call.outputCount > 1
      : call.outputCount > 1;

/** Scale, bias, mean and variance lie per channel; further outputs exist in training only. */
const batchNormalization: Op = {
  kind: "normalization",
  infer(call) {
    const x = call.shape(0);
    const channels = x?.[1];
    const statistics = call.shape(3) ?? (channels === undefined ? undefined : [channels]);
    const scale = call.shape(1)?.[0];
    if (typeof channels === "number" && typeof scale === "number" && call.shape(1)?.length === 1) {
      if (channels !== scale && call.int("spatial", 1) !== 0) {
        return call.fail(`${channels} channels, but a scale for ${scale}`);
      }
    }
    const extra = tensor(call.dtype(3) ?? call.dtype(0), statistics);
    return [tensor(call.dtype(0), x), extra, extra, extra, extra];
  },
  // At inference one factor and one addend per channel (+epsilon, √, /, ·, -), then one of each per element.
  // In training mean and variance come on top: an addition, a subtraction, a square and an addition per element.
  flops: (work) =>
    plus(
      times(isTraining(work) ? 6 : 2, work.outputCountOf(0)),
      times(5, elementCount(work.shape(3) ?? work.shape(1))),
    ),
};

/**
 * Statistics over the axes from `first` on, `rowFlops` for each such row and `flops` for each element, one more when a
 * bias is given at input `biasAt`.
 */
const rowNormalization =
  (first: (work: Work) => number | undefined, flops: number, rowFlops: number, biasAt?: number) =>
  (work: Work): number | undefined => {
    const axis = first(work);
    if (axis === undefined) return undefined;
    const count = work.inputCountOf(0);
    const rows = elementCount(work.shape(0)?.slice(0, axis));
    return plus(times(flops + (biasAt !== undefined && work.has(biasAt) ? 1 : 0), count), times(rowFlops, rows));
  };

/** The first axis of each normalized row. */
export const normalizedAxis = (call: Call): number | undefined => {
  const rank = call.shape(0)?.length;
  return rank === undefined ? undefined : axisIn(call, call.int("axis", -1), rank);
};

const stashType = (call: Call): DType | undefined => dtypeOfCode(call.int("stash_type", 1));

/** Mean and inverse deviation keep the axes before `axis`, the others become 1. */
export function layerNormFacts(call: Call): readonly Fact[] {
  const shape = call.shape(0);
  const axis = normalizedAxis(call);
  const statistics: Shape | undefined = shape?.map((size, at) => (axis !== undefined && at < axis ? size : 1));
  const extra = tensor(stashType(call), statistics);
  return [tensor(call.dtype(0), shape), extra, extra];
}

/** Mean: +; deviation: -, square, +; then ·1/σ, ·scale. Per row: two divisions, +epsilon, √, 1/. */
export const layerNormFlops = rowNormalization(normalizedAxis, 6, 5, 2);

/** square, +, ·1/rms, ·scale; per row a division, +epsilon, √, 1/. */
export const rmsNormFlops = rowNormalization(normalizedAxis, 4, 4);

const layerNormalization: Op = { kind: "normalization", infer: layerNormFacts, flops: layerNormFlops };

const like = (flops: (work: Work) => number | undefined, dtype: (call: Call) => DType | undefined): Op => ({
  kind: "normalization",
  infer: (call) => [tensor(dtype(call), call.shape(0))],
  flops,
});

const firstType = (call: Call): DType | undefined => call.dtype(0);

/** Groups of channels are rows as well, but only their number is an attribute. */
export const groupNormFlops =
  (groups: "num_groups" | "groups") =>
  (work: Work): number | undefined =>
    plus(times(7, work.inputCountOf(0)), times(5, work.int(groups), elementCount(work.shape(0)?.slice(0, 1))));

function groupNormalization(call: Call): readonly Fact[] {
  const channels = call.shape(0)?.[1];
  const groups = call.int("num_groups") ?? call.fail("num_groups is missing");
  if (groups < 1 || (typeof channels === "number" && channels % groups !== 0)) {
    return call.fail(`${formatDim(channels ?? 0)} channels in ${groups} groups`);
  }
  return [tensor(call.dtype(0), call.shape(0))];
}

/** In training part of the elements become 0 and the rest are scaled; at inference the input is passed on. */
function dropout(call: Call): readonly Fact[] {
  const training = call.version >= 12 && call.has(2) && call.numbers(2)?.[0] !== 0;
  if (training) call.note("counted as at inference, where nothing is dropped");
  const mask: DType | undefined = call.version < 10 ? call.dtype(0) : "bool";
  const { shape, dtype } = call.tensor(0) ?? { shape: undefined, dtype: undefined };
  return [call.tensor(0) ?? tensor(dtype, shape), tensor(mask, shape)];
}

/** p 2: square, +, /; p 1: | |, +, /; the root per row is left out. */
const lpNormalization = like(perOutput(3), firstType);

export const normalize: Ops = {
  BatchNormalization: batchNormalization,
  // Each channel of each image is a row: scale and bias are always given.
  InstanceNormalization: like(
    rowNormalization(() => 2, 7, 5),
    firstType,
  ),
  LayerNormalization: layerNormalization,
  GroupNormalization: { kind: "normalization", infer: groupNormalization, flops: groupNormFlops("num_groups") },
  RMSNormalization: {
    kind: "normalization",
    infer(call) {
      normalizedAxis(call);
      return [tensor(call.dtype(1) ?? call.dtype(0), call.shape(0))];
    },
    flops: rmsNormFlops,
  },
  // Per element: squares (1), a sum over `size` channels, ·alpha/size, +bias, a power, a division.
  LRN: {
    kind: "normalization",
    infer(call) {
      countedBy(call, "size");
      return [tensor(call.dtype(0), call.shape(0))];
    },
    flops: (work) => times(countedBy(work, "size") + 4, work.inputCountOf(0)),
  },
  LpNormalization: lpNormalization,
  // Mean: +; square, +; -, /.
  MeanVarianceNormalization: like(perOutput(5), firstType),
  Dropout: { kind: "move", infer: dropout, traffic: "view" },
};
