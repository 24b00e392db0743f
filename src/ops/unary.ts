/**
 * Functions of one tensor, element by element. One operation per element, elementary functions included.
 * https://onnx.ai/onnx/operators/
 */
import { bitsOf, type DType, dtypeOfCode, isInteger } from "../base/dtype.ts";
import { type Dim, multiply } from "../graph/dims.ts";
import { type Element, folded, tensor } from "../graph/fact.ts";
import { perOutput } from "./counts.ts";
import { factBytes } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { likeInput, zipped } from "./pointwise.ts";
import {
  absolute,
  castElement,
  compare,
  divide,
  fit,
  largest,
  roundedDown,
  roundedUp,
  roundHalfEven,
  signOf,
  smallest,
} from "./values.ts";

/** An elementary function; folded for numbers only. */
const numeric = (rule: (value: number) => number): Op =>
  likeInput("elementwise", 1, (value, call) =>
    typeof value === "number" ? fit(call.dtype(0), rule(value)) : undefined,
  );

/** A function that also works on size expressions. */
const symbolic = (rule: (value: Dim, call: Call) => Element): Op =>
  likeInput("elementwise", 1, (value, call) => {
    const result = rule(value, call);
    return typeof result === "number" ? fit(call.dtype(0), result) : result;
  });

/** A yes or no for every element. */
const test = (rule: (value: Dim, call: Call) => Element): Op => likeInput("elementwise", 1, rule, "bool");

const onNumber =
  (rule: (value: number, call: Call) => boolean) =>
  (value: Dim, call: Call): Element =>
    typeof value === "number" ? (rule(value, call) ? 1 : 0) : 0;

const not = (value: Dim): Element => compare.equal(value, 0);

/** Bits inverted: -1 - x for signed integers, 2^bits - 1 - x for unsigned ones. */
function bitwiseNot(value: Dim, call: Call): Element {
  const dtype = call.dtype(0);
  if (typeof value !== "number" || dtype === undefined || !isInteger(dtype)) return undefined;
  return dtype.startsWith("u") ? 2 ** bitsOf(dtype) - 1 - value : -1 - value;
}

/** Types by the names that versions before 6 write ("FLOAT"). */
const namedTypes: Readonly<Record<string, DType>> = {
  FLOAT: "float32",
  UINT8: "uint8",
  INT8: "int8",
  UINT16: "uint16",
  INT16: "int16",
  INT32: "int32",
  INT64: "int64",
  STRING: "string",
  BOOL: "bool",
  FLOAT16: "float16",
  DOUBLE: "float64",
  UINT32: "uint32",
  UINT64: "uint64",
  COMPLEX64: "complex64",
  COMPLEX128: "complex128",
};

function castTarget(call: Call): DType | undefined {
  const name = call.text("to")?.toUpperCase();
  if (name !== undefined && Object.hasOwn(namedTypes, name)) return namedTypes[name];
  return dtypeOfCode(call.int("to", 0));
}

const castTo = (call: Call, to: DType | undefined) =>
  folded(
    to,
    call.shape(0),
    call.elements(0)?.map((value) => castElement(value, call.dtype(0), to)),
  );

/** Bounds are attributes up to version 6, inputs since 11. A bound that is not given costs nothing. */
const clip: Op = {
  kind: "activation",
  infer(call) {
    const shape = call.shape(0);
    const dtype = call.dtype(0) ?? call.dtype(1) ?? call.dtype(2);
    const bound = (name: string, index: number): Element | "none" => {
      if (!call.has(index)) return call.float(name) ?? "none";
      return call.elements(index)?.[0];
    };
    const low = bound("min", 1);
    const high = bound("max", 2);
    if (low === undefined || high === undefined || shape === undefined) return [tensor(dtype, shape)];
    const elements = zipped(call, [shape], shape, ([value]) => {
      const above = value === undefined || low === "none" ? value : largest(value, low);
      return above === undefined || high === "none" ? above : smallest(above, high);
    });
    return [folded(dtype, shape, elements)];
  },
  flops: (work) => {
    const given = (name: string, index: number) => work.has(index) || work.float(name) !== undefined;
    return perOutput(Number(given("min", 1)) + Number(given("max", 2)))(work);
  },
};

/** The error function; Abramowitz and Stegun 7.1.26 is too coarse, and shape arithmetic has no use for it. */
const erf: Op = likeInput("elementwise", 1);

export const unary: Ops = {
  Abs: symbolic(absolute),
  Neg: symbolic((value) => multiply(-1, value)),
  Sign: symbolic(signOf),
  Ceil: symbolic(roundedUp),
  Floor: symbolic(roundedDown),
  Round: symbolic((value) => (typeof value === "number" ? roundHalfEven(value) : wholeOnly(value))),
  Reciprocal: symbolic((value) => divide(1, value, false)),
  Sqrt: numeric(Math.sqrt),
  Exp: numeric(Math.exp),
  Log: numeric(Math.log),
  Erf: erf,
  Sin: numeric(Math.sin),
  Cos: numeric(Math.cos),
  Tan: numeric(Math.tan),
  Asin: numeric(Math.asin),
  Acos: numeric(Math.acos),
  Atan: numeric(Math.atan),
  Sinh: numeric(Math.sinh),
  Cosh: numeric(Math.cosh),
  Asinh: numeric(Math.asinh),
  Acosh: numeric(Math.acosh),
  Atanh: numeric(Math.atanh),
  Tanh: { ...numeric(Math.tanh), kind: "activation" },
  Not: test(not),
  BitwiseNot: symbolic(bitwiseNot),
  IsNaN: test(onNumber((value) => Number.isNaN(value))),
  IsInf: test(
    onNumber(
      (value, call) =>
        (value === Infinity && call.int("detect_positive", 1) !== 0) ||
        (value === -Infinity && call.int("detect_negative", 1) !== 0),
    ),
  ),
  Cast: { kind: "elementwise", infer: (call) => [castTo(call, castTarget(call))] },
  // The same bits under another type of the same width.
  BitCast: {
    kind: "elementwise",
    infer: (call) => [tensor(castTarget(call), call.shape(0))],
    traffic: "view",
  },
  CastLike: {
    kind: "elementwise",
    infer: (call) => [castTo(call, call.dtype(1))],
    // Only the type of the second input matters.
    traffic: (work) => ({ read: [factBytes(work.inputs[0]), 0] }),
  },
  Clip: clip,
};

/** A whole expression is its own rounding. */
function wholeOnly(value: Dim): Element {
  const down = roundedDown(value);
  return down === value ? value : undefined;
}
