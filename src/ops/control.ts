/** Branches and loops. https://onnx.ai/onnx/operators/onnx__Loop.html and neighbours. */
import { type Dim, symbol, symbolsOf } from "../graph/dims.ts";
import { type Fact, folded, type Shape, tensor } from "../graph/fact.ts";
import { inputName, upTo } from "./entries.ts";
import { factOfType } from "./facts.ts";
import { depends, merge, type OpenSize, settled, widen } from "./merge.ts";
import type { Call, Op, Ops } from "./op.ts";
import { axisIn } from "./shapes.ts";

/** A folded condition leaves one branch; otherwise both are inferred, and what they agree on is known. */
function branch(call: Call): readonly (Fact | undefined)[] {
  const condition = call.numbers(0)?.[0];
  if (condition !== undefined) {
    const chosen = condition === 0 ? "else" : "then";
    call.trips(chosen, 1);
    call.note(`always takes the ${chosen} branch`);
    return call.body(chosen, []);
  }
  const thenFacts = call.body("then", []);
  const elseFacts = call.body("else", []);
  call.trips("then", 1);
  call.trips("else", 1);
  const [thenFits, elseFits] = [call.fits("then"), call.fits("else")];
  if (thenFits !== elseFits) {
    call.trips(thenFits ? "else" : "then", 0);
    call.note(`takes the ${thenFits ? "then" : "else"} branch: the other does not fit the sizes`);
    return thenFits ? thenFacts : elseFacts;
  }
  const because = `which branch ${inputName(call, 0)} takes`;
  return upTo(call.outputCount).map((index) => {
    const fact = merge(thenFacts[index], elseFacts[index], () => call.unknown(because));
    if (isRankless(fact)) call.note(`the rank depends on ${because}`);
    return fact;
  });
}

function isRankless(fact: Fact | undefined): boolean {
  if (fact?.kind === "sequence" || fact?.kind === "optional") return isRankless(fact.element);
  return fact?.kind === "tensor" && fact.shape === undefined;
}

const bodyOf = (call: Call) =>
  call.node.bodies.find((body) => body.label === "body")?.graph ?? call.fail("the body is missing");

/** What a body declares for its input, where the caller's fact says nothing. */
function declaredInput(call: Call, index: number): Fact | undefined {
  const { inputs, declared } = bodyOf(call);
  const open = (size: number | string | undefined): Dim =>
    typeof size === "number" ? size : call.unknown(`size of ${inputs[index] ?? "an input"} of the body`);
  return factOfType(declared.get(inputs[index] ?? ""), open);
}

/** The number of the iteration, as a size that loop bodies compute with. */
const counterOf = (call: Call) => symbol(`iteration of ${call.node.id}`);

interface Iterated {
  /** What holds for the carried values before and after every iteration. */
  readonly state: readonly (Fact | undefined)[];
  /** The body's outputs under that state. */
  readonly outputs: readonly (Fact | undefined)[];
  /** Symbols that stand for sizes changing from one iteration to the next. */
  readonly changing: ReadonlySet<string>;
}

/**
 * Infers the body until what is known of the carried values no longer changes. Sizes that change become symbols,
 * elements that change become unknown. Loops nested deeply get no attempt but the blurred one, since attempts multiply.
 */
function iterate(
  call: Call,
  initial: readonly (Fact | undefined)[],
  skip: number,
  run: (state: readonly (Fact | undefined)[]) => readonly (Fact | undefined)[],
): Iterated {
  const attempts = call.depth > 4 ? 0 : 4;
  const changing = new Set<string>();
  const open: OpenSize = (index, axis) => {
    const dim = call.varying(`how often ${call.node.id} repeats (size ${axis} of carried value ${index})`);
    if (typeof dim !== "number") changing.add(dim.key);
    return dim;
  };
  let state = initial;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outputs = run(state);
    const next = state.map((fact, index) => {
      const output = outputs[index + skip];
      // A sequence keeps elements of all iterations; sizes with this one's number are not theirs.
      const kept = output?.kind === "tensor" ? output : withoutCounter(call, output, counterOf(call).key);
      return widen(fact, kept, index, open, changing);
    });
    if (settled(state, next)) {
      // A size that changes may have been given the value to count with: every iteration then has it.
      const chosen = changing.size === 0 ? undefined : call.chosen(state);
      return chosen === undefined
        ? { state, outputs, changing }
        : { state: chosen, outputs: run(chosen), changing: new Set() };
    }
    state = next;
  }
  const unsure = state.map(blurred);
  return { state: unsure, outputs: run(unsure), changing };
}

/** What holds after the last of at least one iteration: the body's own result where no changing size is in it. */
const afterLast = (state: Fact | undefined, output: Fact | undefined, changing: ReadonlySet<string>) =>
  output === undefined || depends(output, changing) ? state : output;

/** A size that follows the iteration's number differs each time, so it is not one size of the whole. */
function withoutCounter(call: Call, fact: Fact | undefined, counter: string): Fact | undefined {
  if (fact === undefined || !depends(fact, new Set([counter]))) return fact;
  if (fact.kind === "sequence" || fact.kind === "optional") return { kind: fact.kind, element: blurred(fact.element) };
  if (fact.kind !== "tensor" || fact.shape === undefined) return fact;
  const shape = fact.shape.map((size) =>
    symbolsOf(size).has(counter) ? call.unknown(`sizes that differ in each iteration of ${call.node.id}`) : size,
  );
  return tensor(fact.dtype, shape);
}

/** Only the kind and element type. */
const blurred = (fact: Fact | undefined): Fact | undefined =>
  fact === undefined || fact.kind === "map"
    ? fact
    : fact.kind === "tensor"
      ? tensor(fact.dtype, undefined)
      : { kind: fact.kind, element: undefined };

/** The scan outputs of all iterations stacked along a new axis. */
function stacked(fact: Fact | undefined, count: Dim, axis = 0): Fact | undefined {
  if (fact?.kind !== "tensor") return tensor(undefined, undefined);
  if (fact.shape === undefined) return tensor(fact.dtype, undefined);
  const at = axis < 0 ? axis + fact.shape.length + 1 : axis;
  return tensor(fact.dtype, [...fact.shape.slice(0, at), count, ...fact.shape.slice(at)]);
}

/** Exporters write INT32_MAX or INT64_MAX where only the condition ends a loop. */
const endless = 2 ** 31 - 1;

/** Iterations: the limit when the condition stays true, one when it turns false at once; else unknown. */
function loopTrips(call: Call, condition: Fact | undefined): Dim {
  const first = call.has(1) ? call.numbers(1)?.[0] : 1;
  const limit = call.has(0) ? call.elements(0)?.[0] : Number.POSITIVE_INFINITY;
  if (first === 0 || (typeof limit === "number" && limit <= 0)) return 0;
  const later = condition?.kind === "tensor" ? condition.elements?.[0] : undefined;
  if (later === 0 && first !== undefined && typeof limit === "number") return 1;
  if (later !== 1 || first === undefined) {
    const decider = first === undefined ? inputName(call, 1) : (bodyOf(call).outputs[0] ?? "its condition");
    const most = typeof limit === "number" && limit >= endless ? undefined : limit;
    return call.unknown(`how long the condition ${decider} holds`, most);
  }
  if (typeof limit === "number" && limit >= endless)
    return call.unknown("when the loop ends, which nothing in the file says");
  return limit ?? call.unknown(`the values of input ${inputName(call, 0)}`);
}

function loop(call: Call): readonly (Fact | undefined)[] {
  const carried = Math.max(0, call.inputs.length - 2);
  const given = call.inputs.slice(2).map((fact, index) => fact ?? declaredInput(call, index + 2));
  // The body runs only while the condition holds, so inside it is true.
  const holds = folded("bool", [], [1]);
  const counter = counterOf(call);
  const { state, outputs, changing } = iterate(call, given, 1, (facts) =>
    call.body("body", [folded("int64", [], [counter]), holds, ...facts]),
  );
  const varying = new Set([...changing, counter.key]);
  const trips = loopTrips(call, outputs[0]);
  call.trips("body", typeof trips === "number" ? trips : undefined);
  if (typeof trips !== "number") call.note("how often the body runs is not known before run time");
  const never = trips === 0;
  const surely = typeof trips === "number" && trips > 0;
  return upTo(call.outputCount).map((index) => {
    if (index >= carried) return stacked(withoutCounter(call, outputs[index + 1], counter.key), trips);
    if (never) return given[index];
    // An optional that the body fills is taken as filled: a loop that never runs is not what such a model is for.
    const fills = state[index]?.kind === "optional" && outputs[index + 1]?.kind !== "optional";
    return surely || fills ? afterLast(state[index], outputs[index + 1], varying) : state[index];
  });
}

/** The fact of one iteration's slice: `axes` taken out of the shape. */
function sliced(call: Call, fact: Fact | undefined, axes: readonly number[]): Fact | undefined {
  if (fact?.kind !== "tensor" || fact.shape === undefined) return tensor(dtypeOf(fact), undefined);
  const gone = new Set(axes.map((axis) => axisIn(call, axis, fact.shape?.length ?? 0)));
  return tensor(
    fact.dtype,
    fact.shape.filter((_, axis) => !gone.has(axis)),
  );
}

const dtypeOf = (fact: Fact | undefined) => (fact?.kind === "tensor" ? fact.dtype : undefined);

const sizeAlong = (call: Call, fact: Fact | undefined, axis: number): Dim | undefined => {
  const shape: Shape | undefined = fact?.kind === "tensor" ? fact.shape : undefined;
  return shape?.[axisIn(call, axis, shape.length)];
};

interface ScanParts {
  readonly states: readonly (Fact | undefined)[];
  readonly scanned: readonly (Fact | undefined)[];
  /** Position of the first scanned input. */
  readonly from: number;
}

function scanParts(call: Call, from: number): ScanParts {
  const all = call.inputs.slice(from);
  const count = call.int("num_scan_inputs", 1);
  if (!Number.isInteger(count) || count < 1 || count > all.length) {
    return call.fail(`${count} scan inputs of ${all.length} inputs`);
  }
  const states = all.length - count;
  return { states: all.slice(0, states), scanned: all.slice(states), from: from + states };
}

function scanTrips(call: Call, parts: ScanParts, axisOf: (index: number) => number): Dim {
  const sizes = parts.scanned.map((fact, index) => sizeAlong(call, fact, axisOf(index)));
  const number = sizes.find((size) => typeof size === "number");
  const trips = number ?? sizes.find((size) => size !== undefined);
  call.trips("body", number);
  if (number === undefined) call.note("how often the body runs is not known before run time");
  return trips ?? call.unknown(`the shape of ${inputName(call, parts.from)}`);
}

/** Version 9 on: each scanned input loses its scan axis in the body; the body's scan outputs get one back. */
function scan(call: Call): readonly (Fact | undefined)[] {
  const parts = scanParts(call, 0);
  const axisOf = (index: number): number => call.ints("scan_input_axes")?.[index] ?? 0;
  const trips = scanTrips(call, parts, axisOf);
  const slices = parts.scanned.map((fact, index) => sliced(call, fact, [axisOf(index)]));
  const { state, outputs } = iterate(call, parts.states, 0, (facts) => call.body("body", [...facts, ...slices]));
  return upTo(call.outputCount).map((index) => {
    if (index < state.length) return state[index];
    return stacked(outputs[index], trips, call.ints("scan_output_axes")?.[index - state.length] ?? 0);
  });
}

/** Version 8: everything has a batch axis, which the body does not see, and scans go along axis 1. */
function batchedScan(call: Call): readonly (Fact | undefined)[] {
  const parts = scanParts(call, 1);
  const batch = [...parts.scanned, ...parts.states]
    .map((fact) => sizeAlong(call, fact, 0))
    .find((n) => n !== undefined);
  const rows = batch ?? call.unknown("the batch");
  const length = scanTrips(call, parts, () => 1);
  if (typeof length === "number" && typeof rows === "number") call.trips("body", length * rows);
  const slices = parts.scanned.map((fact) => sliced(call, fact, [0, 1]));
  const states = parts.states.map((fact) => sliced(call, fact, [0]));
  const { state, outputs } = iterate(call, states, 0, (facts) => call.body("body", [...facts, ...slices]));
  return upTo(call.outputCount).map((index) =>
    index < state.length ? stacked(state[index], rows) : stacked(stacked(outputs[index], length), rows),
  );
}

const controlOp = (infer: Op["infer"]): Op => ({ kind: "control", infer });

export const control: Ops = {
  If: controlOp(branch),
  Loop: controlOp(loop),
  Scan: controlOp((call) => (call.version < 9 ? batchedScan(call) : scan(call))),
};
