/** Classical machine learning. https://onnx.ai/onnx/operators/index_ml.html */
import { type DType } from "../base/dtype.ts";
import { add, type Dim, product } from "../graph/dims.ts";
import { elementCount, type Fact, type MapFact, type Shape, tensor } from "../graph/fact.ts";
import { perOutput, plus, times } from "./counts.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

/** Rows of the input: a vector is one row. */
const rowsOf = (shape: Shape | undefined): Dim | undefined => {
  if (shape === undefined) return undefined;
  return shape.length < 2 ? 1 : shape[0];
};

const columnsOf = (shape: Shape | undefined): Dim | undefined => shape?.at(-1);

interface Labels {
  readonly dtype: DType;
  readonly count: number;
}

/** Class labels by whichever attribute holds them. */
function labelsOf(call: Call, integers: string): Labels | undefined {
  const texts = call.texts("classlabels_strings");
  if (texts !== undefined && texts.length > 0) return { dtype: "string", count: texts.length };
  const ints = call.ints(integers);
  return ints === undefined ? undefined : { dtype: "int64", count: ints.length };
}

/** The winning label of each row, and the scores of all classes. */
function classified(call: Call, integers: string, scores?: number): readonly Fact[] {
  const labels = labelsOf(call, integers);
  const rows = rowsOf(call.shape(0));
  const count = scores ?? labels?.count;
  return [
    tensor(labels?.dtype ?? "int64", rows === undefined ? undefined : [rows]),
    tensor("float32", rows === undefined || count === undefined ? undefined : [rows, count]),
  ];
}

const like = (flops: number, dtype?: DType): Op => ({
  kind: "elementwise",
  infer: (call) => [tensor(dtype ?? call.dtype(0), call.shape(0))],
  flops: perOutput(flops),
});

/** Rows times coefficients, an intercept each. */
const linearMacs = (outputs: (work: Work) => number | undefined) => (work: Work) => {
  const rows = rowsOf(work.shape(0));
  const columns = columnsOf(work.shape(0));
  return rows === undefined || columns === undefined ? undefined : times(elementCount([rows, columns]), outputs(work));
};

const linearClassifier: Op = {
  kind: "matmul",
  infer: (call) => classified(call, "classlabels_ints"),
  macs: linearMacs((work) => labelsOf(work, "classlabels_ints")?.count),
  // An intercept and a comparison for each score; the transformation after it is left out.
  flops: (work) => times(2, work.outputCountOf(1) ?? elementsOf(work.outputs[1])),
};

const elementsOf = (fact: Fact | undefined): number | undefined =>
  fact?.kind === "tensor" ? elementCount(fact.shape) : undefined;

const linearRegressor: Op = {
  kind: "matmul",
  infer(call) {
    const rows = rowsOf(call.shape(0));
    return [tensor("float32", rows === undefined ? undefined : [rows, call.int("targets", 1)])];
  },
  macs: linearMacs((work) => work.int("targets", 1)),
  flops: perOutput(1),
};

/** Average length of a path from root to leaf is not in the file: half the trees' nodes bound nothing useful. */
const unknownWork = { flops: () => undefined };

const pathNote = "how many comparisons a row takes depends on its path through the trees";

const treeClassifier: Op = {
  kind: "other",
  infer(call) {
    call.note(pathNote);
    return classified(call, "classlabels_int64s");
  },
  ...unknownWork,
};

const treeRegressor: Op = {
  kind: "other",
  infer(call) {
    call.note(pathNote);
    const rows = rowsOf(call.shape(0));
    const targets = call.int("n_targets", 1);
    // TreeEnsemble keeps the input's type, TreeEnsembleRegressor gives floats.
    const dtype = call.node.op === "TreeEnsemble" ? call.dtype(0) : "float32";
    return [tensor(dtype, rows === undefined ? undefined : [rows, targets])];
  },
  ...unknownWork,
};

/** One kernel evaluation (a dot product, at least) for each support vector, one combination for each class. */
const supportMacs = (work: Work): number | undefined => {
  const rows = rowsOf(work.shape(0));
  const vectors = work.floats("support_vectors")?.length;
  const coefficients = work.floats("coefficients")?.length;
  return rows === undefined ? undefined : times(elementCount([rows]), plus(vectors, coefficients));
};

/** A linear SVM without support vectors gives as many scores as labels; a libsvm one a score for each class too. */
const svmClassifier: Op = {
  kind: "matmul",
  infer: (call) => classified(call, "classlabels_ints"),
  macs: supportMacs,
  ...unknownWork,
};

const svmRegressor: Op = {
  kind: "matmul",
  infer(call) {
    const rows = rowsOf(call.shape(0));
    return [tensor("float32", rows === undefined ? undefined : [rows, 1])];
  },
  macs: supportMacs,
  ...unknownWork,
};

/** The type that the labels are turned into. */
function encodedType(call: Call): DType | undefined {
  const stored = call.tensorAttribute("values_tensor");
  if (stored !== undefined) return stored.dtype;
  // Version 1 turns strings into integers and the reverse.
  if (call.version < 2) {
    const from = call.dtype(0);
    return from === undefined ? undefined : from === "string" ? "int64" : "string";
  }
  if (call.texts("values_strings") !== undefined) return "string";
  if (call.ints("values_int64s") !== undefined && call.node.attributes["values_int64s"]?.kind === "ints")
    return "int64";
  return call.floats("values_floats") === undefined ? undefined : "float32";
}

const mapper = (dtype: (call: Call) => DType | undefined): Op => ({
  kind: "other",
  infer: (call) => [tensor(dtype(call), call.shape(0))],
});

/** A new last axis, one place for each category. */
const oneHotEncoder: Op = {
  kind: "move",
  infer(call) {
    const count = (call.ints("cats_int64s") ?? call.texts("cats_strings"))?.length;
    const shape = call.shape(0);
    return [tensor("float32", shape === undefined || count === undefined ? undefined : [...shape, count])];
  },
};

/** Columns of all inputs side by side. */
const featureVectorizer: Op = {
  kind: "move",
  infer(call) {
    const shapes = call.node.inputs.map((_, index) => call.shape(index));
    const sizes = call.ints("inputdimensions") ?? [];
    const widths = shapes.map((shape, index): Dim | undefined => sizes[index] ?? (shape && product(shape.slice(1))));
    const known = widths.filter((width) => width !== undefined);
    const rows = rowsOf(shapes[0]);
    const all = known.length === widths.length && rows !== undefined;
    return [tensor("float32", all ? [rows, known.reduce(add, 0)] : undefined)];
  },
};

/** The chosen columns; a vector becomes one row. */
const arrayFeatureExtractor: Op = {
  kind: "move",
  infer(call) {
    const shape = call.shape(0);
    const indices = call.shape(1);
    if (shape === undefined || indices === undefined) return [tensor(call.dtype(0), undefined)];
    const leading = shape.length === 1 ? [1] : shape.slice(0, -1);
    return [tensor(call.dtype(0), [...leading, product(indices)])];
  },
};

/** A map for each row, from label to score. */
function zipMap(call: Call): Fact {
  const key = call.texts("classlabels_strings") === undefined ? "int64" : "string";
  const map: MapFact = { kind: "map", key, value: tensor("float32", []) };
  const rows = rowsOf(call.shape(0));
  return rows === undefined ? { kind: "sequence", element: map } : { kind: "sequence", element: map, length: rows };
}

const castTypes: Readonly<Record<string, DType>> = { TO_FLOAT: "float32", TO_INT64: "int64", TO_STRING: "string" };

/** Dense: as many values as the map has; sparse: max_map places. Always one row. */
const castMap: Op = {
  kind: "move",
  infer(call) {
    const to = call.text("cast_to", "TO_FLOAT");
    const sparse = call.text("map_form", "DENSE") === "SPARSE";
    const size = sparse ? call.int("max_map", 1) : call.unknown(`the entries of map ${call.node.inputs[0] ?? ""}`);
    return [tensor(Object.hasOwn(castTypes, to) ? castTypes[to] : undefined, [1, size])];
  },
};

const dictVectorizer: Op = {
  kind: "move",
  infer(call) {
    const count = (call.texts("string_vocabulary") ?? call.ints("int64_vocabulary"))?.length;
    const map = call.inputs[0];
    const value = map?.kind === "map" && map.value?.kind === "tensor" ? map.value.dtype : undefined;
    return [tensor(value, count === undefined ? undefined : [1, count])];
  },
};

export const ml: Ops = {
  ArrayFeatureExtractor: arrayFeatureExtractor,
  // x > threshold
  Binarizer: like(1),
  CastMap: castMap,
  CategoryMapper: mapper((call) => {
    const from = call.dtype(0);
    return from === undefined ? undefined : from === "string" ? "int64" : "string";
  }),
  DictVectorizer: dictVectorizer,
  FeatureVectorizer: featureVectorizer,
  // x = replaced_value ? imputed : x
  Imputer: like(1),
  LabelEncoder: mapper(encodedType),
  LinearClassifier: linearClassifier,
  LinearRegressor: linearRegressor,
  // Maximum, or sum of absolutes or squares (2), then a division.
  Normalizer: like(3, "float32"),
  OneHotEncoder: oneHotEncoder,
  // (x - offset)·scale
  Scaler: like(2, "float32"),
  SVMClassifier: svmClassifier,
  SVMRegressor: svmRegressor,
  TreeEnsemble: treeRegressor,
  TreeEnsembleClassifier: treeClassifier,
  TreeEnsembleRegressor: treeRegressor,
  ZipMap: { kind: "move", infer: (call) => [zipMap(call)] },
};
