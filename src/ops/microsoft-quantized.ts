/**
 * Element-wise operators of ONNX Runtime on quantized tensors (domain com.microsoft): each tensor comes with its scale and
 * zero point. https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { bytesOf, type DType, isFloat } from "../base/dtype.ts";
import { add, type Dim } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { perInput, perOutput, plus, times } from "./counts.ts";
import { factBytes } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { lstm } from "./recurrent.ts";
import { dequantizeOp, quantizeOp } from "./quantize.ts";
import { reducedShape } from "./reduce.ts";
import { axisIn, broadcast } from "./shapes.ts";

/** Taking an operand out of its scale (-, ·) and putting the result into another (/, rounding, +). */
const enter = 2;
const leave = 3;

/** A (at 0) and B (at `second`), both broadcast. */
const binary = (kind: Op["kind"], second: number): Op => ({
  kind,
  infer: (call) => [tensor(call.dtype(0), broadcast(call, [call.shape(0), call.shape(second)]))],
  flops: perOutput(2 * enter + 1 + leave),
});

/** One function of one tensor: a table of 256 results would do, yet the formula is what is counted. */
const unaryOp = (flops: number): Op => ({
  kind: "activation",
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  flops: perOutput(enter + flops + leave),
});

/** Output scale and zero point first, then each tensor with its own. */
function concatShape(call: Call): Shape | undefined {
  const shapes = call.node.inputs.flatMap((_, index) => (index >= 2 && index % 3 === 2 ? [call.shape(index)] : []));
  const [first] = shapes;
  const known = shapes.filter((shape) => shape !== undefined);
  if (first === undefined || known.length < shapes.length) return undefined;
  const axis = axisIn(call, call.int("axis") ?? call.fail("axis is missing"), first.length);
  if (known.some((shape) => shape.length !== first.length)) return call.fail("ranks differ");
  const total = known.map((shape) => shape[axis] ?? 0).reduce<Dim>(add, 0);
  return first.map((size, at) => (at === axis ? total : size));
}

const concat: Op = {
  kind: "move",
  infer: (call) => [tensor(call.dtype(1), concatShape(call))],
  // Each input leaves its own scale for the common one.
  flops: perOutput(enter + leave),
};

const reduceMean: Op = {
  kind: "reduce",
  infer: (call) => [tensor(call.dtype(0), reducedShape(call, call.ints("axes") ?? []))],
  // A sum, then one factor and a rounding for each output.
  flops: (work) => plus(work.inputCountOf(0), times(leave, work.outputCountOf(0))),
};

/** Sums of 8-bit integers in 32 bits. */
const reduceSum: Op = {
  kind: "reduce",
  infer(call) {
    const dtype = call.dtype(0) === "uint8" ? "uint32" : "int32";
    return [tensor(dtype, reducedShape(call, call.ints("axes") ?? []))];
  },
  flops(work) {
    const [count, out] = [work.inputCountOf(0), work.outputCountOf(0)];
    return count === undefined || out === undefined ? undefined : Math.max(0, count - out);
  },
};

const where: Op = {
  kind: "move",
  infer: (call) => [tensor(call.dtype(1), broadcast(call, [call.shape(0), call.shape(1), call.shape(4)]))],
  flops: perOutput(enter + leave),
};

/** Integers multiplied after their zero points are taken off; zero points are inputs 1 and 3. */
const mulInteger: Op = {
  kind: "elementwise",
  infer: (call) => [tensor("int32", broadcast(call, [call.shape(0), call.shape(2)]))],
  flops: (work) => perOutput(1 + (work.has(1) ? 1 : 0) + (work.has(3) ? 1 : 0))(work),
};

/** Rows of a table quantized in blocks; what is looked up has the type of the scales. */
const gatherBlockQuantized: Op = {
  kind: "move",
  infer(call) {
    const data = call.shape(0);
    const indices = call.shape(1);
    if (data === undefined || indices === undefined) return [tensor(call.dtype(2), undefined)];
    const axis = axisIn(call, call.int("gather_axis", 0), data.length);
    // Bytes hold two or more values where the type does not say so itself.
    const perByte = call.dtype(0) === "uint8" ? Math.floor(8 / Math.max(1, call.int("bits", 4))) : 1;
    const row = data.map((size, at): Dim =>
      at === data.length - 1 && typeof size === "number" ? size * perByte : size,
    );
    return [tensor(call.dtype(2), [...row.slice(0, axis), ...indices, ...row.slice(axis + 1)])];
  },
  flops: perOutput(enter),
  // Only the rows that are looked up are read, and their scales.
  traffic(work) {
    const count = work.outputCountOf(0);
    const scale = work.dtype(2);
    const blocks = count === undefined ? undefined : Math.ceil(count / Math.max(1, work.int("block_size", 128)));
    return {
      read: [
        times(Math.max(1, work.int("bits", 4)) / 8, count),
        factBytes(work.inputs[1]),
        scale === undefined || blocks === undefined ? undefined : bytesOf(scale, blocks),
      ],
    };
  },
};

const dynamicLstm: Op = {
  ...lstm,
  // The weights lie transposed, so that only the attribute tells the hidden size; the input is quantized first.
  infer(call) {
    if (call.int("hidden_size") === undefined) return call.fail("hidden_size is missing");
    return lstm.infer(call);
  },
  flops: (work) => plus(lstm.flops?.(work), perInput(7)(work)),
};

/** The type of the output is the scale's; ONNX Runtime writes these for 16-bit and 4-bit integers under its own domain. */
const dequantize: Op = {
  ...dequantizeOp,
  infer(call: Call) {
    const scale: DType | undefined = call.dtype(1);
    return scale !== undefined && !isFloat(scale) ? call.fail(`a scale of type ${scale}`) : dequantizeOp.infer(call);
  },
};

export const microsoftQuantized: Ops = {
  QuantizeLinear: quantizeOp,
  DequantizeLinear: dequantize,
  QLinearAdd: binary("elementwise", 3),
  QLinearMul: binary("elementwise", 3),
  QLinearSigmoid: unaryOp(4),
  QLinearLeakyRelu: unaryOp(2),
  QLinearSoftmax: unaryOp(5),
  QLinearConcat: concat,
  QLinearReduceMean: reduceMean,
  ReduceSumInteger: reduceSum,
  QLinearWhere: where,
  MulInteger: mulInteger,
  GatherBlockQuantized: gatherBlockQuantized,
  DynamicQuantizeLSTM: dynamicLstm,
};
