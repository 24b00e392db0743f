/** Quantization. https://onnx.ai/onnx/operators/onnx__QuantizeLinear.html and neighbours. */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import { type Fact, tensor } from "../graph/fact.ts";
import { perInput, perOutput } from "./counts.ts";
import type { Call, Op, Ops } from "./op.ts";

const writtenType = (call: Call): DType | undefined => {
  const code = call.int("output_dtype", 0);
  return code === 0 ? undefined : dtypeOfCode(code);
};

/** The zero point's type decides, else output_dtype, else uint8. */
function quantizedType(call: Call): DType | undefined {
  return call.has(2) ? call.dtype(2) : (writtenType(call) ?? "uint8");
}

/** x / scale, rounding, + zero point, saturation (two comparisons). Scales per axis or block change nothing. */
export const quantizeOp: Op = {
  kind: "elementwise",
  infer: (call) => [tensor(quantizedType(call), call.shape(0))],
  flops: perOutput(5),
};

/** (x - zero point)·scale; without a zero point the product only. */
export const dequantizeOp: Op = {
  kind: "elementwise",
  infer: (call) => [tensor(writtenType(call) ?? (call.has(1) ? call.dtype(1) : undefined), call.shape(0))],
  flops: (work) => perOutput(work.has(2) ? 2 : 1)(work),
};

const dynamicQuantize = (call: Call): readonly Fact[] => [
  tensor("uint8", call.shape(0)),
  tensor("float32", []),
  tensor("uint8", []),
];

export const quantize: Ops = {
  QuantizeLinear: quantizeOp,
  DequantizeLinear: dequantizeOp,
  // Smallest and largest value, then as QuantizeLinear.
  DynamicQuantizeLinear: { kind: "elementwise", infer: dynamicQuantize, flops: perInput(7) },
};
