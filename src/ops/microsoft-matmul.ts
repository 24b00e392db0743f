/**
 * Matrix products of ONNX Runtime (domain com.microsoft): fused, quantized, expert.
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import { type DType, dtypeOfCode } from "../base/dtype.ts";
import { type Dim, floorDivide } from "../graph/dims.ts";
import { elementCount, type Shape, tensor } from "../graph/fact.ts";
import { fusedActivationFlops, geluFlops } from "./activation.ts";
import { perOutput, plus, times } from "./counts.ts";
import { countedBy } from "./entries.ts";
import { gemmOp, productOp, productShape, productSizes } from "./matmul.ts";
import type { Call, Op, Ops, Work } from "./op.ts";
import { broadcast } from "./shapes.ts";

const firstType = (call: Call): DType | undefined => call.dtype(0);

/** Last two axes swapped; `batch` moves the first axis between them, as transBatchA and transBatchB say. */
function transposed(shape: Shape | undefined, swap: boolean, batch: boolean): Shape | undefined {
  if (shape === undefined || shape.length < 2) return shape;
  const [first, ...rest] = shape;
  const moved = batch && first !== undefined ? [...rest.slice(0, -1), first, ...rest.slice(-1)] : shape;
  return swap ? [...moved.slice(0, -2), ...moved.slice(-2).toReversed()] : moved;
}

interface Sides {
  readonly a: Shape | undefined;
  readonly b: Shape | undefined;
}

const fusedSides = (call: Call): Sides => ({
  a: transposed(call.shape(0), call.int("transA", 0) !== 0, call.int("transBatchA", 0) !== 0),
  b: transposed(call.shape(1), call.int("transB", 0) !== 0, call.int("transBatchB", 0) !== 0),
});

/** alpha·A·B with either side transposed, and an activation where one is named. */
const fusedMatMul: Op = {
  kind: "matmul",
  infer(call) {
    const { a, b } = fusedSides(call);
    return [tensor(call.dtype(0), productShape(call, a, b))];
  },
  macs(work) {
    const inner = fusedSides(work).a?.at(-1);
    return typeof inner === "number" ? times(work.outputCountOf(0), inner) : undefined;
  },
  product(work) {
    const { a, b } = fusedSides(work);
    return productSizes(work, a, b);
  },
  flops: (work) =>
    times(
      plus(work.float("alpha", 1) === 1 ? 0 : 1, fusedActivationFlops(work.text("activation"))),
      work.outputCountOf(0),
    ),
};

/** A times packed weights of K rows and N columns, which are attributes. Each weight is scaled where it is unpacked. */
const packedMatMul = (flops: (work: Work, weights: number) => number | undefined): Op => ({
  kind: "matmul",
  infer(call) {
    const shape = call.shape(0);
    const rows = call.int("K");
    const columns = call.int("N") ?? call.fail("N is missing");
    const inner = shape?.at(-1);
    if (typeof inner === "number" && rows !== undefined && inner !== rows && call.int("transB", 1) !== 0) {
      return call.fail(`inner sizes ${inner} and ${rows} differ`);
    }
    return [tensor(call.dtype(0), shape && [...shape.slice(0, -1), columns])];
  },
  macs(work) {
    const inner = work.shape(0)?.at(-1);
    return typeof inner === "number" ? times(work.outputCountOf(0), inner) : undefined;
  },
  product(work) {
    const inner = work.shape(0)?.at(-1);
    return productSizes(work, work.shape(0), inner === undefined ? undefined : [inner, work.int("N") ?? 0]);
  },
  flops(work) {
    const weights = times(work.int("K"), work.int("N"));
    return weights === undefined ? undefined : flops(work, weights);
  },
});

/** (w - zero point)·scale for each weight, and the bias. */
const blockQuantized = packedMatMul((work, weights) =>
  plus(weights * (work.has(3) ? 2 : 1), work.has(5) ? work.outputCountOf(0) : 0),
);

/** A table of 16 values scaled per block. */
const tableQuantized = packedMatMul((_, weights) => weights);

/** The weights' own shape comes as input. */
const matMulFpQ4: Op = {
  kind: "matmul",
  infer(call) {
    const [rows, columns] = call.numbers(2) ?? [];
    if (rows === undefined || columns === undefined) return [tensor(call.dtype(0), undefined)];
    return [tensor(call.dtype(0), productShape(call, call.shape(0), [rows, columns]))];
  },
  macs(work) {
    const inner = work.shape(0)?.at(-1);
    return typeof inner === "number" ? times(work.outputCountOf(0), inner) : undefined;
  },
  product: (work) => productSizes(work, work.shape(0), work.numbers(2)),
  flops: (work) => times(...(work.numbers(2) ?? [undefined])),
};

/** Integer product back to float: a factor per element, and a bias at `biasAt`. */
const scaled = (biasAt: number, perInputElement: number) => (work: Work) =>
  plus(times(1 + (work.has(biasAt) ? 1 : 0), work.outputCountOf(0)), times(perInputElement, work.inputCountOf(0)));

/** Quantized gemm: float out unless an output zero point is given. */
const qGemm: Op = {
  ...gemmOp(0, 3, 6, (call) => (call.has(8) ? call.dtype(8) : "float32")),
  flops: (work) => perOutput((work.has(6) ? 1 : 0) + (work.has(8) ? 2 : 1))(work),
};

const plainGemm = gemmOp(0, 1, 2, firstType);

const fusedGemm: Op = {
  ...plainGemm,
  flops: (work) =>
    plus(plainGemm.flops?.(work), times(fusedActivationFlops(work.text("activation")), work.outputCountOf(0))),
};

const gemmFloat8: Op = gemmOp(0, 1, 2, (call) => dtypeOfCode(call.int("dtype", 1)));

/** Weights of one expert: all sizes after the first, `packed` values to an element. */
const expertWeights = (work: Work, index: number, packed: number): number | undefined =>
  work.has(index) ? times(packed, elementCount(work.shape(index)?.slice(1))) : 0;

/** Each token goes through the k experts that the router likes best. */
const mixture = (weightsAt: readonly number[], packed: (work: Work) => number): Op => ({
  kind: "matmul",
  infer(call) {
    countedBy(call, "k", 1);
    return [tensor(call.dtype(0), call.shape(0))];
  },
  macs(work) {
    const tokens = elementCount(work.shape(0)?.slice(0, -1));
    const each = plus(...weightsAt.map((index) => expertWeights(work, index, packed(work))));
    return times(tokens, work.int("k", 1), each);
  },
  // Softmax over the experts (5 each); the mixed outputs, a product and an addition for each of k. Activations between
  // the layers depend on sizes that differ between versions and are left out.
  flops: (work) => plus(times(5, work.inputCountOf(1)), times(2 * work.int("k", 1), work.outputCountOf(0))),
});

const valuesPerByte = (work: Work): number => 8 / Math.max(1, work.int("expert_weight_bits", 4));

/** Inverse by elimination: 2·n³ operations for each matrix. */
const inverse: Op = {
  kind: "other",
  infer: (call) => [tensor(call.dtype(0), call.shape(0))],
  flops(work) {
    const size = work.shape(0)?.at(-1);
    return typeof size === "number" ? times(2 * size, work.inputCountOf(0)) : undefined;
  },
};

/** Distances between all rows of A and B: -, square, + for each column. */
const cdist: Op = {
  kind: "other",
  infer(call) {
    const rows = call.shape(0)?.[0];
    const columns = call.shape(1)?.[0];
    return [tensor(call.dtype(0), rows === undefined || columns === undefined ? undefined : [rows, columns])];
  },
  flops(work) {
    const size = work.shape(0)?.[1];
    return typeof size === "number" ? times(3 * size, work.outputCountOf(0)) : undefined;
  },
};

/** (real, imaginary) pairs in the last axis: four products and two additions for each pair. */
const complexProduct: Op = {
  kind: "elementwise",
  infer: (call) => [tensor(call.dtype(0), broadcast(call, [call.shape(0), call.shape(1)]))],
  flops: perOutput(3),
};

/** Products with the zeros of a sparse side are skipped; how many only its values tell. */
const sparseToDense: Op = {
  kind: "matmul",
  infer(call) {
    call.note("the work depends on how many elements of the sparse matrix are not zero");
    const { a, b } = fusedSides(call);
    return [tensor(call.dtype(1), productShape(call, a, b))];
  },
  macs: () => undefined,
};

/** Real and imaginary parts after one, two or three transformed axes. */
const rfftOp = (inverseTransform: boolean): Op => ({
  kind: "other",
  infer(call) {
    const shape = call.shape(0);
    if (shape === undefined) return [tensor(call.dtype(0), undefined)];
    return [tensor(call.dtype(0), inverseTransform ? fromSpectrum(shape) : toSpectrum(shape))];
  },
  // 2.5·n·log2(n) over the last transformed axis; other axes only with signal_ndim above 1.
  flops(work) {
    const real = inverseTransform ? work.outputShape(0) : work.shape(0);
    const size = real?.at(-1);
    if (typeof size !== "number" || work.int("signal_ndim", 1) !== 1) return undefined;
    const others = elementCount(real?.slice(0, -1));
    return times(others, Math.round(2.5 * size * Math.log2(Math.max(2, size))));
  },
});

const half = (size: Dim): Dim => floorDivide(size, 2) ?? 0;

const toSpectrum = (shape: Shape): Shape => {
  const last = half(shape.at(-1) ?? 1);
  return [...shape.slice(0, -1), typeof last === "number" ? last + 1 : last, 2];
};

const fromSpectrum = (shape: Shape): Shape => {
  const bins = shape.at(-2) ?? 1;
  return [...shape.slice(0, -2), typeof bins === "number" ? 2 * (bins - 1) : bins];
};

export const microsoftMatmul: Ops = {
  FusedMatMul: fusedMatMul,
  TransposeMatMul: fusedMatMul,
  FusedMatMulActivation: fusedMatMul,
  FusedGemm: fusedGemm,
  GemmFloat8: gemmFloat8,
  GemmFastGelu: productOp(0, 1, firstType, (work) => perOutput(geluFlops.tanh + (work.has(2) ? 1 : 0))(work)),
  MatMulNBits: blockQuantized,
  MatMulBnb4: tableQuantized,
  MatMulFpQ4: matMulFpQ4,
  MatMulInteger16: productOp(0, 1, () => "int32"),
  MatMulIntegerToFloat: productOp(0, 1, (call) => call.dtype(2), scaled(6, 0)),
  // The input is quantized first: smallest, largest, /, rounding, +, two comparisons.
  DynamicQuantizeMatMul: productOp(0, 1, firstType, scaled(4, 7)),
  QGemm: qGemm,
  MoE: mixture([2, 4, 6], () => 1),
  QMoE: mixture([2, 5, 8], valuesPerByte),
  Inverse: inverse,
  CDist: cdist,
  ComplexMul: complexProduct,
  ComplexMulConj: complexProduct,
  SparseToDenseMatMul: sparseToDense,
  Rfft: rfftOp(false),
  Irfft: rfftOp(true),
};
