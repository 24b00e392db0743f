/**
 * Functions of several tensors, element by element, broadcast as numpy does. Versions before 7 write `broadcast` and
 * `axis` instead. https://onnx.ai/onnx/repo-docs/Broadcasting.html
 */
import { bitsOf, type DType, isInteger } from "../base/dtype.ts";
import { add, type Dim, equal, multiply, subtract } from "../graph/dims.ts";
import { type Element, type Fact, tensor } from "../graph/fact.ts";
import { perOutput, times } from "./counts.ts";
import type { Call, Op, Ops } from "./op.ts";
import { broadcastFact, pair, strict } from "./pointwise.ts";
import { compare, divide, fit, largest, modulo, smallest } from "./values.ts";

type Rule = (a: Dim, b: Dim, dtype: DType | undefined, call: Call) => Element;

/** Broadcasting became numpy's in version 7. */
const legacyBefore = 7;

const typeOfInputs = (call: Call): DType | undefined =>
  call.node.inputs.map((_, index) => call.dtype(index)).find((dtype) => dtype !== undefined);

/** Numbers are rounded as the type would; expressions stay exact. */
const fitted = (dtype: DType | undefined, value: Element): Element =>
  typeof value === "number" ? fit(dtype, value) : value;

const arithmetic = (rule: Rule): Op => ({
  kind: "elementwise",
  infer(call) {
    const dtype = call.dtype(0) ?? call.dtype(1);
    const elements = pair((a, b) => fitted(dtype, rule(a, b, dtype, call)));
    return [broadcastFact(call, dtype, elements, legacyBefore)];
  },
  flops: perOutput(1),
});

const comparison = (rule: (a: Dim, b: Dim) => Element): Op => ({
  kind: "elementwise",
  infer: (call) => [
    broadcastFact(
      call,
      "bool",
      pair((a, b) => rule(a, b)),
      legacyBefore,
    ),
  ],
  flops: perOutput(1),
});

/** One known operand can decide: x and false is false whatever x is. */
const logical = (decides: Element, rule: (a: boolean, b: boolean) => boolean): Op => ({
  kind: "elementwise",
  infer(call) {
    const element = ([a, b]: readonly Element[]): Element => {
      if (decides !== undefined && (a === decides || b === decides)) return decides;
      return typeof a === "number" && typeof b === "number" ? Number(rule(a !== 0, b !== 0)) : undefined;
    };
    return [broadcastFact(call, "bool", element, legacyBefore)];
  },
  flops: perOutput(1),
});

/** Bits of both; 64-bit values only where they fit a number. */
const bitwise = (rule: (a: bigint, b: bigint) => bigint): Op =>
  arithmetic((a, b) =>
    typeof a === "number" && typeof b === "number" && Number.isSafeInteger(a) && Number.isSafeInteger(b)
      ? Number(rule(BigInt(a), BigInt(b)))
      : undefined,
  );

/** Bits that leave an unsigned type are lost; DIRECTION decides which way. */
const shift: Rule = (a, b, dtype, call) => {
  if (typeof a !== "number" || typeof b !== "number" || dtype === undefined || b < 0 || b > 64) return undefined;
  if (call.text("direction") === "RIGHT") return Math.floor(a / 2 ** b);
  return (a * 2 ** b) % 2 ** bitsOf(dtype);
};

const divideAs: Rule = (a, b, dtype) => (dtype === undefined ? undefined : divide(a, b, isInteger(dtype)));

function powerOf(a: Dim, b: Dim): Element {
  if (typeof a === "number" && typeof b === "number") return a ** b;
  if (b === 0) return 1;
  if (b === 1) return a;
  return b === 2 ? multiply(a, a) : undefined;
}

/** The exponent may have a type of its own; the base decides the output's. */
const power: Op = {
  kind: "elementwise",
  infer(call) {
    const dtype = call.dtype(0);
    const elements = pair((a, b) => fitted(dtype, powerOf(a, b)));
    return [broadcastFact(call, dtype, elements, legacyBefore)];
  },
  flops: perOutput(1),
};

/** A rule over any number of inputs; one input is a copy. */
const variadic = (rule: (a: Dim, b: Dim) => Element): Op => ({
  kind: "elementwise",
  infer(call) {
    if (call.inputs.length === 0) return call.fail("no inputs");
    const dtype = typeOfInputs(call);
    const total = (first: Dim, ...rest: readonly Dim[]): Element =>
      rest.reduce<Element>((sum, value) => (sum === undefined ? undefined : rule(sum, value)), first);
    return [
      broadcastFact(
        call,
        dtype,
        strict((...values) => fitted(dtype, combine(values, total))),
        legacyBefore,
      ),
    ];
  },
  flops: (work) => times(work.node.inputs.length - 1, work.outputCountOf(0)),
});

const combine = (values: readonly Dim[], total: (first: Dim, ...rest: readonly Dim[]) => Element): Element => {
  const [first, ...rest] = values;
  return first === undefined ? undefined : total(first, ...rest);
};

const mean: Op = {
  kind: "elementwise",
  infer: (call) => [broadcastFact(call, typeOfInputs(call), undefined, legacyBefore)],
  // n - 1 additions and a division.
  flops: (work) => times(work.node.inputs.length, work.outputCountOf(0)),
};

/** The chosen branch where the condition is known; either where both are the same. */
function where(call: Call): Fact {
  return broadcastFact(call, call.dtype(1) ?? call.dtype(2), ([condition, yes, no]) => {
    if (typeof condition === "number") return condition === 0 ? no : yes;
    return yes !== undefined && no !== undefined && equal(yes, no) ? yes : undefined;
  });
}

/** x where positive, slope·x elsewhere. The slope is stretched to x, never the other way. */
const prelu: Op = {
  kind: "activation",
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  // A comparison and a multiplication.
  flops: perOutput(2),
};

const not =
  (rule: (a: Dim, b: Dim) => Element) =>
  (a: Dim, b: Dim): Element => {
    const value = rule(a, b);
    return typeof value === "number" ? 1 - value : undefined;
  };

export const elementwise: Ops = {
  Add: arithmetic(add),
  Sub: arithmetic(subtract),
  Mul: arithmetic(multiply),
  Div: arithmetic(divideAs),
  Mod: arithmetic((a, b, _, call) => modulo(a, b, call.int("fmod", 0) !== 0)),
  Pow: power,
  Equal: comparison(compare.equal),
  Greater: comparison(compare.greater),
  GreaterOrEqual: comparison(compare.greaterOrEqual),
  Less: comparison(not(compare.greaterOrEqual)),
  LessOrEqual: comparison(not(compare.greater)),
  And: logical(0, (a, b) => a && b),
  Or: logical(1, (a, b) => a || b),
  Xor: logical(undefined, (a, b) => a !== b),
  BitwiseAnd: bitwise((a, b) => a & b),
  BitwiseOr: bitwise((a, b) => a | b),
  BitwiseXor: bitwise((a, b) => a ^ b),
  BitShift: arithmetic(shift),
  Max: variadic(largest),
  Min: variadic(smallest),
  Sum: variadic(add),
  Mean: mean,
  Where: { kind: "move", infer: (call) => [where(call)] },
  PRelu: prelu,
};
