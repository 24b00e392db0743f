/**
 * Normalizations and activations that ONNX Runtime fuses with the additions around them (domain com.microsoft).
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { add, type Dim, floorDivide, product } from "../graph/dims.ts";
import { elementCount, type Fact, tensor } from "../graph/fact.ts";
import { geluFlops } from "./activation.ts";
import { perOutput, plus, times } from "./counts.ts";
import { embeddingTraffic } from "./embedding.ts";
import { countedBy } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { axisIn } from "./shapes.ts";

const like = (kind: Op["kind"], flops: Op["flops"]): Op => ({
  kind,
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  ...(flops === undefined ? {} : { flops }),
});

/** Rows: all axes but the last. */
const rowsOf = (work: Work, index = 0): number | undefined => elementCount(work.shape(index)?.slice(0, -1));

/** Output, mean and inverse deviation of each row, and the sum before normalization. */
function skipNormFacts(call: Call): readonly Fact[] {
  const shape = call.shape(0);
  const statistics = tensor("float32", shape && [...shape.slice(0, -1), 1]);
  const whole = tensor(call.dtype(0), shape);
  return [whole, statistics, statistics, whole];
}

/** input + skip (+ bias), then `flops` per element and `rowFlops` per row; `optional` inputs add one per element each. */
const skipNorm = (flops: number, rowFlops: number, optional: readonly number[]): Op => ({
  kind: "normalization",
  infer: skipNormFacts,
  flops(work) {
    const given = optional.filter((index) => work.has(index)).length;
    return plus(times(1 + flops + given, work.inputCountOf(0)), times(rowFlops, rowsOf(work)));
  },
});

/** ONNX Runtime's name for RMS normalization, which it also writes under ai.onnx. */
const simplifiedLayerNormalization: Op = {
  kind: "normalization",
  infer(call) {
    const shape = call.shape(0);
    const axis = shape && axisIn(call, call.int("axis", -1), shape.length);
    const statistics = shape?.map((size, at) => (axis !== undefined && at < axis ? size : 1));
    return [tensor(call.dtype(1) ?? call.dtype(0), shape), tensor("float32", statistics)];
  },
  // square, +, ·1/rms, ·scale; per row a division, +epsilon, √, 1/.
  flops(work) {
    const shape = work.shape(0);
    const axis = shape && axisIn(work, work.int("axis", -1), shape.length);
    return plus(times(4, work.inputCountOf(0)), times(4, elementCount(shape?.slice(0, axis))));
  },
};

/** Word, position and segment embeddings are added and normalized. */
const embedLayerNormalization: Op = {
  kind: "normalization",
  infer(call) {
    const ids = call.shape(0);
    const hidden = call.shape(2)?.[1];
    const out = ids === undefined || hidden === undefined ? undefined : [...ids, hidden];
    const dtype = call.dtype(2);
    return [tensor(dtype, out), tensor("int32", ids?.slice(0, 1)), tensor(dtype, out)];
  },
  // One or two additions, then as layer normalization.
  flops(work) {
    const rows = work.inputCountOf(0);
    return plus(times((work.has(4) ? 2 : 1) + 7, work.outputCountOf(0)), times(5, rows));
  },
  traffic: embeddingTraffic,
};

/** Groups of channels, last by default; an optional swish (4) follows. */
const groupNormFlops =
  (added: (work: Work) => number) =>
  (work: Work): number | undefined => {
    const swish = work.int("activation", 0) === 0 ? 0 : 4;
    const rows = times(elementCount(work.shape(0)?.slice(0, 1)), countedBy(work, "groups"));
    return plus(times(7 + swish + added(work), work.inputCountOf(0)), times(5, rows));
  };

/** x + bias, then half of the channels times gelu of the other half. */
const biasSplitGelu: Op = {
  kind: "activation",
  infer(call) {
    const shape = call.shape(0);
    const half: Dim | undefined = shape === undefined ? undefined : floorDivide(shape.at(-1) ?? 2, 2);
    return [
      tensor(call.dtype(0), shape === undefined || half === undefined ? undefined : [...shape.slice(0, -1), half]),
    ];
  },
  // Two additions, gelu, a product.
  flops: perOutput(2 + geluFlops.erf + 1),
};

const skipGroupNorm: Op = {
  kind: "normalization",
  infer(call) {
    countedBy(call, "groups");
    const whole = tensor(call.dtype(0), call.shape(0));
    return [whole, whole];
  },
  flops: groupNormFlops((work) => (work.has(4) ? 2 : 1)),
};

const biasDropout: Op = {
  kind: "elementwise",
  infer(call) {
    call.note("counted as at inference, where nothing is dropped");
    return [tensor(call.dtype(0), call.shape(0)), tensor("bool", call.shape(0))];
  },
  flops: (work) => perOutput(work.has(2) ? 2 : 1)(work),
};

/** One bit for each element, 32 to a word. */
const bitMask = (call: Call): Fact => {
  const count = product(call.shape(0) ?? []);
  const words = floorDivide(add(count, 31), 32);
  return tensor("uint32", call.shape(0) === undefined || words === undefined ? undefined : [words]);
};

/** The input is passed on at inference. */
const bitmaskDropout: Op = {
  kind: "move",
  infer(call) {
    if (call.has(2)) call.note("counted as at inference, where nothing is dropped");
    return [tensor(call.dtype(0), call.shape(0)), bitMask(call)];
  },
  traffic: "view",
};

const bitmaskBiasDropout: Op = {
  ...biasDropout,
  infer: (call) => [...biasDropout.infer(call).slice(0, 1), bitMask(call)],
};

/** Also written under ai.onnx by ONNX Runtime's optimizer. */
export const fusedInOnnx: Ops = { SimplifiedLayerNormalization: simplifiedLayerNormalization };

export const microsoftFused: Ops = {
  SkipLayerNormalization: skipNorm(6, 5, [3, 4]),
  SimplifiedLayerNormalization: simplifiedLayerNormalization,
  SkipSimplifiedLayerNormalization: skipNorm(4, 4, [3]),
  EmbedLayerNormalization: embedLayerNormalization,
  GroupNorm: {
    kind: "normalization",
    infer(call) {
      countedBy(call, "groups");
      return [tensor(call.dtype(0), call.shape(0))];
    },
    flops: groupNormFlops(() => 0),
  },
  SkipGroupNorm: skipGroupNorm,
  Gelu: like("activation", perOutput(geluFlops.erf)),
  FastGelu: like("activation", (work) => perOutput(geluFlops.tanh + (work.has(1) ? 1 : 0))(work)),
  BiasGelu: like("activation", perOutput(geluFlops.erf + 1)),
  // x · sigmoid(alpha·x)
  QuickGelu: like("activation", perOutput(6)),
  BiasAdd: like("elementwise", perOutput(2)),
  BiasSplitGelu: biasSplitGelu,
  // + bias, then softmax.
  BiasSoftmax: like("activation", perOutput(6)),
  BiasDropout: biasDropout,
  BitmaskDropout: bitmaskDropout,
  BitmaskBiasDropout: bitmaskBiasDropout,
  NGramRepeatBlock: { kind: "other", infer: (call) => [tensor(call.dtype(1), call.shape(1))], flops: () => undefined },
};
