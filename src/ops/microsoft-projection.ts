/**
 * Projections with packed weights that ONNX Runtime fuses with a normalization or an activation, and weights in blocks of
 * 8 and 4-bit floats (domain com.microsoft). https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */
import type { Dim } from "../graph/dims.ts";
import { elementCount, tensor } from "../graph/fact.ts";
import { fusedActivationFlops } from "./activation.ts";
import { plus, times } from "./counts.ts";
import { countedBy } from "./entries.ts";
import type { Call, Op, Ops, Work } from "./op.ts";

const withColumns = (call: Call, columns: Dim) => {
  const shape = call.shape(0);
  return tensor(call.dtype(0), shape && [...shape.slice(0, -1), columns]);
};

const rowsOf = (work: Work): number | undefined => elementCount(work.shape(0)?.slice(0, -1));

/** RMS normalization of the input where a scale is given: 4 an element and 4 a row; an input added before is 1 more. */
const normFlops = (work: Work): number | undefined =>
  plus(
    work.has(1) ? work.inputCountOf(0) : 0,
    work.has(2) ? plus(times(4, work.inputCountOf(0)), times(4, rowsOf(work))) : 0,
  );

/** One addition for each element of the outputs whose bias is given. */
const biasFlops = (work: Work, biases: readonly number[], columns: number): number | undefined =>
  times(rowsOf(work), biases.filter((index) => work.has(index)).length * columns);

/** Query, key and value of one normalized input; each weight is scaled where it is unpacked. */
const queryKeyValue: Op = {
  kind: "matmul",
  infer(call) {
    countedBy(call, "K");
    const [query, other] = [countedBy(call, "Nq"), countedBy(call, "Nkv")];
    const sum = tensor(call.dtype(0), call.shape(0));
    return [withColumns(call, query), withColumns(call, other), withColumns(call, other), sum];
  },
  macs: (work) => times(rowsOf(work), countedBy(work, "K"), columnsOf(work)),
  flops: (work) =>
    plus(
      times(countedBy(work, "K"), columnsOf(work)),
      normFlops(work),
      biasFlops(work, [5], countedBy(work, "Nq")),
      biasFlops(work, [8, 11], countedBy(work, "Nkv")),
    ),
};

const columnsOf = (work: Work): number => countedBy(work, "Nq") + 2 * countedBy(work, "Nkv");

/** ONNX Runtime's names of activations in gates are lower case. */
const gateFlops = (name: string): number | undefined =>
  name === "silu" ? 5 : fusedActivationFlops(name.charAt(0).toUpperCase() + name.slice(1));

/** activation(gate)·up, both products of one normalized input. */
const gatedMlp: Op = {
  kind: "matmul",
  infer(call) {
    countedBy(call, "K");
    return [withColumns(call, countedBy(call, "N")), tensor(call.dtype(0), call.shape(0))];
  },
  macs: (work) => times(rowsOf(work), countedBy(work, "K"), 2 * countedBy(work, "N")),
  flops: (work) =>
    plus(
      times(countedBy(work, "K"), 2 * countedBy(work, "N")),
      normFlops(work),
      biasFlops(work, [5, 8], countedBy(work, "N")),
      times(plus(gateFlops(work.text("activation", "silu")), 1), work.outputCountOf(0)),
    ),
};

/** Weights [N, K / perByte] with a scale for each block; `scales` factors unpack a weight. */
const blockFloat = (perByte: number, scales: number, biasAt: number, more: (work: Work) => number | undefined): Op => ({
  kind: "matmul",
  infer(call) {
    const [columns, packed] = call.shape(1) ?? [];
    const inner = call.shape(0)?.at(-1);
    if (typeof inner === "number" && typeof packed === "number" && inner !== packed * perByte) {
      return call.fail(`inner sizes ${inner} and ${packed * perByte} differ`);
    }
    return [columns === undefined ? tensor(call.dtype(0), undefined) : withColumns(call, columns)];
  },
  macs(work) {
    const inner = work.shape(0)?.at(-1);
    return typeof inner === "number" ? times(inner, work.outputCountOf(0)) : undefined;
  },
  flops: (work) =>
    plus(times(scales * perByte, work.inputCountOf(1)), work.has(biasAt) ? work.outputCountOf(0) : 0, more(work)),
});

export const microsoftProjection: Ops = {
  MatMulNBitsQkv: queryKeyValue,
  MatMulNBitsMlp: gatedMlp,
  // With a scale of its own the input goes to 8 bits (/) and back (·).
  MatMulBlockQuantizedFp8Weight: blockFloat(1, 1, 4, (work) => (work.has(3) ? times(2, work.inputCountOf(0)) : 0)),
  MatMulBlockQuantizedFp4Weight: blockFloat(2, 2, 5, () => 0),
};
