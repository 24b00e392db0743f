/** Matrix products. https://onnx.ai/onnx/operators/onnx__MatMul.html and neighbours; Einsum is in einsum.ts. */
import { type DType } from "../base/dtype.ts";
import { type Dim, formatDim } from "../graph/dims.ts";
import { elementCount, type Shape, tensor } from "../graph/fact.ts";
import { plus, times } from "./counts.ts";
import type { Call, Op, Ops, Product, Work } from "./op.ts";
import { broadcast } from "./shapes.ts";

/** The summed size, from whichever side knows it; fails when the two differ. */
function inner(call: Call, a: Dim | undefined, b: Dim | undefined): Dim | undefined {
  if (typeof a === "number" && typeof b === "number" && a !== b) {
    return call.fail(`inner sizes ${a} and ${b} differ`);
  }
  return typeof a === "number" ? a : (b ?? a);
}

/** numpy's matmul: [.., m, k] x [.., k, n]; a vector is a row on the left, a column on the right, and vanishes. */
export function productShape(call: Call, a: Shape | undefined, b: Shape | undefined): Shape | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.length === 0 || b.length === 0) return call.fail("a scalar is no matrix");
  inner(call, a.at(-1), b.length === 1 ? b[0] : b.at(-2));
  const batch = broadcast(call, [a.slice(0, -2), b.slice(0, -2)]) ?? [];
  return [...batch, ...(a.length === 1 ? [] : a.slice(-2, -1)), ...(b.length === 1 ? [] : b.slice(-1))];
}

/** Output elements times the summed size. */
const productMacs =
  (aAt: number, bAt: number) =>
  (work: Work): number | undefined => {
    const a = work.shape(aAt);
    const b = work.shape(bAt);
    const size = inner(work, a?.at(-1), b === undefined ? undefined : b.length === 1 ? b[0] : b.at(-2));
    return typeof size === "number" ? times(work.outputCountOf(0), size) : undefined;
  };

/**
 * m, n, k and how often, of the shapes as `productShape` takes them. A batch that the right side lacks is more rows of
 * the left, since one matrix then serves them all.
 */
export function productSizes(work: Work, a: Shape | undefined, b: Shape | undefined): Product | undefined {
  const out = work.outputCountOf(0);
  const k = inner(work, a?.at(-1), b === undefined ? undefined : b.length === 1 ? b[0] : b.at(-2));
  const n = b?.length === 1 ? 1 : b?.at(-1);
  const rows = a?.length === 1 ? 1 : a?.at(-2);
  if (typeof k !== "number" || typeof n !== "number" || typeof rows !== "number" || !out) return undefined;
  const m = elementCount(b?.slice(0, -2)) === 1 ? out / n : rows;
  return { batch: out / n / m, m, n, k };
}

/** A matrix product of inputs `aAt` and `bAt`; `flops` per output element besides the MACs. */
export const productOp = (
  aAt: number,
  bAt: number,
  dtype: (call: Call) => DType | undefined,
  flops?: Op["flops"],
): Op => ({
  kind: "matmul",
  infer: (call) => [tensor(dtype(call), productShape(call, call.shape(aAt), call.shape(bAt)))],
  macs: productMacs(aAt, bAt),
  product: (work) => productSizes(work, work.shape(aAt), work.shape(bAt)),
  ...(flops === undefined ? {} : { flops }),
});

interface Sides {
  readonly rows: Dim;
  readonly inner: Dim;
  readonly columns: Dim;
}

/** m, k, n of a product of two matrices, either given transposed. */
function sides(call: Call, aAt: number, bAt: number): Sides | undefined {
  const a = call.shape(aAt);
  const b = call.shape(bAt);
  if (a === undefined || b === undefined) return undefined;
  const [a0, a1] = a;
  const [b0, b1] = b;
  if (
    a.length !== 2 ||
    b.length !== 2 ||
    a0 === undefined ||
    a1 === undefined ||
    b0 === undefined ||
    b1 === undefined
  ) {
    return call.fail(`ranks ${a.length} and ${b.length} where matrices are needed`);
  }
  const [rows, left] = call.int("transA", 0) === 0 ? [a0, a1] : [a1, a0];
  const [right, columns] = call.int("transB", 0) === 0 ? [b0, b1] : [b1, b0];
  return { rows, columns, inner: inner(call, left, right) ?? left };
}

/** alpha·A'·B' + beta·C for matrices, C at input `cAt`. Used by Gemm and its quantized and fused kin. */
export function gemmOp(aAt: number, bAt: number, cAt: number, dtype: (call: Call) => DType | undefined): Op {
  return {
    kind: "matmul",
    infer(call) {
      const found = sides(call, aAt, bAt);
      const c = call.shape(cAt);
      const out = found && [found.rows, found.columns];
      if (out !== undefined && c !== undefined && c.length <= 2) checkAddend(call, c, out);
      return [tensor(dtype(call), out)];
    },
    macs(work) {
      const found = sides(work, aAt, bAt);
      return typeof found?.inner === "number" ? times(work.outputCountOf(0), found.inner) : undefined;
    },
    product(work) {
      const found = sides(work, aAt, bAt);
      if (found === undefined) return undefined;
      const { rows: m, columns: n, inner: k } = found;
      return typeof m === "number" && typeof n === "number" && typeof k === "number" && m * n > 0
        ? { batch: 1, m, n, k }
        : undefined;
    },
    // An addition per output element; a multiplication for each factor that is not 1.
    flops(work) {
      const out = work.outputCountOf(0);
      const scaled = work.float("alpha", 1) === 1 ? 0 : out;
      if (!work.has(cAt)) return scaled;
      return plus(out, scaled, work.float("beta", 1) === 1 ? 0 : work.inputCountOf(cAt));
    },
  };
}

/** C is stretched to the product, never the other way. */
function checkAddend(call: Call, c: Shape, out: Shape): void {
  c.forEach((size, axis) => {
    const target = out[axis + out.length - c.length];
    if (typeof size === "number" && size !== 1 && typeof target === "number" && size !== target && call.version >= 7) {
      call.fail(`C of [${c.map(formatDim).join(",")}] does not stretch to [${out.map(formatDim).join(",")}]`);
    }
  });
}

/** det of square matrices by elimination: 2/3·n³ operations each. */
const det: Op = {
  kind: "other",
  infer(call) {
    const shape = call.shape(0);
    if (shape !== undefined && shape.length < 2) return call.fail(`rank ${shape.length} where matrices are needed`);
    return [tensor(call.dtype(0), shape?.slice(0, -2))];
  },
  flops(work) {
    const size = work.shape(0)?.at(-1);
    return typeof size === "number" ? times(work.outputCountOf(0), Math.round((2 * size ** 3) / 3)) : undefined;
  },
};

export const matmul: Ops = {
  MatMul: productOp(0, 1, (call) => call.dtype(0) ?? call.dtype(1)),
  Gemm: gemmOp(0, 1, 2, (call) => call.dtype(0) ?? call.dtype(1)),
  MatMulInteger: productOp(0, 1, () => "int32"),
  // Requantization: one multiplication and one rounding addition per output element.
  QLinearMatMul: productOp(
    0,
    3,
    (call) => call.dtype(7),
    (work) => times(2, work.outputCountOf(0)),
  ),
  Det: det,
};
