/** Strings. https://onnx.ai/onnx/operators/onnx__StringNormalizer.html and neighbours. */
import type { DType } from "../base/dtype.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { decidedBy } from "./entries.ts";
import type { Call, Op, Ops } from "./op.ts";
import { broadcast } from "./shapes.ts";

const text = (dtype: DType, shape: (call: Call) => Shape | undefined): Op => ({
  kind: "other",
  infer: (call) => [tensor(dtype, shape(call))],
  // Work on characters is no arithmetic.
});

const same = (call: Call): Shape | undefined => call.shape(0);
const both = (call: Call): Shape | undefined => broadcast(call, [call.shape(0), call.shape(1)]);

/** Stop words are taken out of the last axis; how many, the words say. */
function normalized(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const stops = call.texts("stopwords") ?? [];
  return stops.length === 0 ? shape : shape && [...shape.slice(0, -1), decidedBy(call, 0)];
}

/** Counts of n-grams: the last axis becomes one entry for each distinct output position. */
function ngramCounts(call: Call): Shape | undefined {
  const shape = call.shape(0);
  const indexes = call.ints("ngram_indexes") ?? [];
  const width = indexes.reduce((most, index) => Math.max(most, index), -1) + 1;
  return shape && [...shape.slice(0, -1), width];
}

const sizeOfSplit = (call: Call): Shape | undefined => {
  const shape = call.shape(0);
  return shape && [...shape, decidedBy(call, 0)];
};

export const textOps: Ops = {
  StringNormalizer: text("string", normalized),
  StringConcat: text("string", both),
  StringSplit: {
    kind: "other",
    infer: (call) => [tensor("string", sizeOfSplit(call)), tensor("int64", call.shape(0))],
  },
  RegexFullMatch: text("bool", same),
  TfIdfVectorizer: {
    kind: "other",
    infer: (call) => [tensor("float32", ngramCounts(call))],
    // One multiplication by the weight for each count.
    flops: (work) => (work.text("mode", "TF") === "TF" ? 0 : work.outputCountOf(0)),
  },
};

/** The pieces of each string along a new last axis. */
export const microsoftText: Ops = { Tokenizer: text("string", sizeOfSplit) };

/** Operators of the onnxruntime-extensions package with plain shapes. */
export const contribText: Ops = {
  StringLower: text("string", same),
  StringUpper: text("string", same),
  StringStrip: text("string", same),
  StringRegexReplace: text("string", same),
  StringLength: text("int64", same),
  StringConcat: text("string", both),
  StringEqual: text("bool", both),
};
