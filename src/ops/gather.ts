/** Reading and writing at indices. */
import {
  type Element,
  elementCount,
  type Fact,
  folded,
  maximumFoldedElements,
  type Shape,
  tensor,
} from "../graph/fact.ts";
import { factBytes, inputName, pick, readsWhatItTakes, upTo } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { axisIn, concrete, stridesOf } from "./shapes.ts";

/** An index made non-negative; fails the call when it lies outside. */
function indexIn(call: Call, index: number, size: number): number {
  const positive = index < 0 ? index + size : index;
  return positive >= 0 && positive < size ? positive : call.fail(`index ${index} lies outside a size of ${size}`);
}

/** data[..., indices, ...]: the axis is replaced by the shape of the indices. */
function gather(call: Call): Fact {
  const data = call.shape(0);
  const indices = call.shape(1);
  if (data === undefined || indices === undefined) return tensor(call.dtype(0), undefined);
  const axis = axisIn(call, call.int("axis", 0), data.length);
  const out = [...data.slice(0, axis), ...indices, ...data.slice(axis + 1)];
  return folded(call.dtype(0), out, gatherElements(call, axis, out));
}

function gatherElements(call: Call, axis: number, out: Shape): readonly Element[] | undefined {
  const elements = call.elements(0);
  const sizes = concrete(call.shape(0));
  const wanted = call.numbers(1);
  const count = elementCount(out);
  if (elements === undefined || sizes === undefined || wanted === undefined) return undefined;
  if (count === undefined || count > maximumFoldedElements) return undefined;
  if (count === 0) return [];
  const places = wanted.map((index) => indexIn(call, index, sizes[axis] ?? 0));
  return pick(
    elements,
    sizes,
    sizes.map((size, i) => (i === axis ? places : upTo(size))),
  );
}

/** batch axes, then the indices' own, then what each index tuple of length k leaves of the data. */
function gatherNDShape(call: Call): Shape | undefined {
  const data = call.shape(0);
  const indices = call.shape(1);
  const depth = indices?.at(-1);
  if (data === undefined || indices === undefined) return undefined;
  if (depth === undefined) return call.fail("indices are a scalar");
  if (typeof depth !== "number") {
    call.note(`the rank depends on the last size of ${inputName(call, 1)}`);
    return undefined;
  }
  const batch = call.int("batch_dims", 0);
  if (batch < 0 || batch + depth > data.length || batch >= indices.length) {
    return call.fail(`index tuples of ${depth} after ${batch} batch axes into rank ${data.length}`);
  }
  return [...indices.slice(0, -1), ...data.slice(batch + depth)];
}

/** The data's shape; in-place on a copy of the data. */
const scattered = (elements?: (call: Call) => readonly Element[] | undefined): Op => ({
  kind: "move",
  infer: (call) => [folded(call.dtype(0), call.shape(0), elements?.(call))],
  // A reduction (add, mul, max, min) is one operation for each update.
  flops: (work) => (work.text("reduction", "none") === "none" ? 0 : work.inputCountOf(2)),
});

/** Index tuples point at runs of the data; each run is replaced by its update. */
function scatterND(call: Call): readonly Element[] | undefined {
  const data = call.elements(0);
  const sizes = concrete(call.shape(0));
  const indices = call.numbers(1);
  const depth = call.shape(1)?.at(-1);
  const updates = call.elements(2);
  if (data === undefined || sizes === undefined || indices === undefined || updates === undefined) return undefined;
  if (typeof depth !== "number" || depth < 1 || depth > sizes.length) return undefined;
  if (call.text("reduction", "none") !== "none") return undefined;
  const strides = stridesOf(sizes);
  const run = strides[depth - 1] ?? 1;
  const out = [...data];
  for (let at = 0; at * depth < indices.length; at += 1) {
    const tuple = indices.slice(at * depth, (at + 1) * depth);
    const offset = tuple.reduce((sum, i, axis) => sum + indexIn(call, i, sizes[axis] ?? 0) * (strides[axis] ?? 1), 0);
    for (let i = 0; i < run; i += 1) out[offset + i] = updates[at * run + i];
  }
  return out;
}

/** Version 9 of Scatter and ScatterElements: for one axis of a vector; higher ranks are not shape arithmetic. */
function scatterElements(call: Call): readonly Element[] | undefined {
  const data = call.elements(0);
  const indices = call.numbers(1);
  const updates = call.elements(2);
  if (data === undefined || indices === undefined || updates === undefined) return undefined;
  if (call.shape(0)?.length !== 1 || call.text("reduction", "none") !== "none") return undefined;
  const out = [...data];
  indices.forEach((index, i) => {
    out[indexIn(call, index, data.length)] = updates[i];
  });
  return out;
}

/** Whole rows are read from an embedding table: as many bytes as come out. */
const gatherOp: Op = { kind: "move", infer: (call) => [gather(call)], traffic: readsWhatItTakes };

const gatherND: Op = {
  kind: "move",
  infer: (call) => [tensor(call.dtype(0), gatherNDShape(call))],
  traffic: readsWhatItTakes,
};

/** The cache is updated in place: only the update is read and written. */
const updateTraffic = (work: Work) => ({ read: [0], write: factBytes(work.inputs[1]) });

export const gatherOps: Ops = {
  Gather: gatherOp,
  GatherElements: {
    kind: "move",
    infer: (call) => [tensor(call.dtype(0), call.shape(1))],
    traffic: readsWhatItTakes,
  },
  GatherND: gatherND,
  Scatter: scattered(scatterElements),
  ScatterElements: scattered(scatterElements),
  ScatterND: scattered(scatterND),
  TensorScatter: {
    kind: "move",
    infer: (call) => [tensor(call.dtype(0), call.shape(0))],
    traffic: updateTraffic,
  },
};

/** The same under com.microsoft, from before they became part of ai.onnx. */
export const microsoftGather: Ops = { GatherND: gatherND };
