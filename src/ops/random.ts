/**
 * Random tensors. A generator's own arithmetic depends on the runtime; counted is one operation per drawn number, and
 * the scaling that follows. https://onnx.ai/onnx/operators/onnx__RandomNormal.html and neighbours.
 */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import { tensor } from "../graph/fact.ts";
import { perOutput, times } from "./counts.ts";
import { sizeOf } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";

const typeAttribute = (call: Call, otherwise: DType | undefined): DType | undefined => {
  const code = call.int("dtype");
  return code === undefined ? otherwise : dtypeOfCode(code);
};

/** A draw, a product and an addition per element. */
const drawn: Op = {
  kind: "other",
  random: true,
  infer(call) {
    const shape = call.ints("shape") ?? call.fail("shape is missing");
    return [
      tensor(
        typeAttribute(call, "float32"),
        shape.map((size) => sizeOf(call, size, 0)),
      ),
    ];
  },
  flops: perOutput(3),
};

const drawnLike: Op = {
  kind: "other",
  random: true,
  infer: (call) => [tensor(typeAttribute(call, call.dtype(0)), call.shape(0))],
  flops: perOutput(3),
  // Only the shape of the input matters.
  traffic: () => ({ read: [0] }),
};

/** sample_size classes for each row of unnormalized log-probabilities. */
const multinomial: Op = {
  kind: "other",
  random: true,
  infer(call) {
    const shape = call.shape(0);
    const samples = sizeOf(call, call.int("sample_size", 1), 0);
    return [tensor(typeAttribute(call, "int32"), shape && [shape[0] ?? 1, samples])];
  },
  // exp and a running sum per class; a draw and a search of log2(classes) comparisons per sample.
  flops(work) {
    const classes = work.shape(0)?.[1];
    const input = times(2, work.inputCountOf(0));
    const out = work.outputCountOf(0);
    if (typeof classes !== "number" || input === undefined || out === undefined) return undefined;
    return input + out * (1 + Math.ceil(Math.log2(Math.max(2, classes))));
  },
};

export const random: Ops = {
  RandomNormal: drawn,
  RandomUniform: drawn,
  RandomNormalLike: drawnLike,
  RandomUniformLike: drawnLike,
  Multinomial: multinomial,
  // A draw and a comparison.
  Bernoulli: {
    kind: "other",
    random: true,
    infer: (call) => [tensor(typeAttribute(call, call.dtype(0)), call.shape(0))],
    flops: perOutput(2),
  },
};
