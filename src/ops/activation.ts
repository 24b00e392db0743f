/**
 * Activation functions. FLOPs per element are those of the defining formula, every elementary function one.
 * https://onnx.ai/onnx/operators/
 */
import { tensor } from "../graph/fact.ts";
import { perOutput } from "./counts.ts";
import type { Call, Op, Ops } from "./op.ts";
import { likeInput } from "./pointwise.ts";
import { axisIn, broadcast } from "./shapes.ts";
import { largest } from "./values.ts";

const activationOf = (flops: number): Op => likeInput("activation", flops);

/** Over one axis (up to version 12: over all axes from `axis` on). Shape and count are the same. */
function overAxis(call: Call): readonly [ReturnType<typeof tensor>] {
  const shape = call.shape(0);
  const axis = call.int("axis", call.version < 13 ? 1 : -1);
  // A vector has no axis 1, yet old files rely on the default.
  if (shape !== undefined && shape.length > 0 && !(axis === 1 && shape.length === 1)) axisIn(call, axis, shape.length);
  return [tensor(call.dtype(0), shape)];
}

const softmaxLike = (flops: number): Op => ({ kind: "activation", infer: overAxis, flops: perOutput(flops) });

/** Operations per element of gelu: x/√2, erf, +1, ·x, ·½; or with tanh: x³ (2), ·0.0447, +x, ·√(2/π), tanh, +1, ·x, ·½. */
export const geluFlops = { erf: 5, tanh: 9 };

/** Operations per element of an activation that ONNX Runtime fuses by name; undefined for a name not known here. */
export const fusedActivationFlops = (name: string | undefined): number | undefined =>
  name === undefined || name === "" ? 0 : Object.hasOwn(fusable, name) ? fusable[name] : undefined;

const fusable: Readonly<Record<string, number>> = {
  Relu: 1,
  Tanh: 1,
  Clip: 2,
  LeakyRelu: 2,
  Sigmoid: 4,
  HardSigmoid: 4,
  HardSwish: 5,
  Gelu: geluFlops.erf,
};

export const activation: Ops = {
  // max(0, x)
  Relu: likeInput("activation", 1, (value) => largest(value, 0)),
  // x > 0 ? x : alpha·x
  LeakyRelu: activationOf(2),
  // x > alpha ? x : 0
  ThresholdedRelu: activationOf(1),
  // 1 / (1 + exp(-x))
  Sigmoid: activationOf(4),
  // max(0, min(1, alpha·x + beta))
  HardSigmoid: activationOf(4),
  // x · max(0, min(1, x/6 + 1/2))
  HardSwish: activationOf(5),
  // x > 0 ? x : alpha·(exp(x) - 1)
  Elu: activationOf(4),
  // max(0, x) + min(0, alpha·(exp(x/alpha) - 1))
  Celu: activationOf(7),
  // gamma · (x > 0 ? x : alpha·exp(x) - alpha)
  Selu: activationOf(5),
  Gelu: {
    kind: "activation",
    infer: (call) => [tensor(call.dtype(0), call.shape(0))],
    flops: (work) => perOutput(geluFlops[work.text("approximate") === "tanh" ? "tanh" : "erf"])(work),
  },
  // x · tanh(ln(1 + exp(x)))
  Mish: activationOf(5),
  // x / (1 + exp(-alpha·x))
  Swish: {
    kind: "activation",
    infer: (call) => [tensor(call.dtype(0), call.shape(0))],
    flops: (work) => perOutput(work.float("alpha", 1) === 1 ? 4 : 5)(work),
  },
  // swish(a) · b
  SwiGLU: {
    kind: "activation",
    infer: (call) => [tensor(call.dtype(0), broadcast(call, [call.shape(0), call.shape(1)]))],
    flops: (work) => perOutput(work.float("alpha", 1) === 1 ? 5 : 6)(work),
  },
  // ln(1 + exp(x))
  Softplus: activationOf(3),
  // x / (1 + |x|)
  Softsign: activationOf(3),
  // x < -lambd ? x + bias : x > lambd ? x - bias : 0
  Shrink: activationOf(3),
  // Per element: maximum, subtraction, exp, sum, division.
  Softmax: softmaxLike(5),
  // Per element: maximum, subtraction, exp, sum, subtraction; one logarithm per row is left out.
  LogSoftmax: softmaxLike(5),
  // Per element: a comparison.
  Hardmax: softmaxLike(1),
};
