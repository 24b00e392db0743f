/** The list of operator families. An operator is one entry in one family; nothing else in the program lists operators. */
import { activation } from "./activation.ts";
import { attention, previewAttention } from "./attention.ts";
import { constant } from "./constant.ts";
import { control } from "./control.ts";
import { conv } from "./conv.ts";
import { deform } from "./deform.ts";
import { einsum } from "./einsum.ts";
import { elementwise } from "./elementwise.ts";
import { gatherOps, microsoftGather } from "./gather.ts";
import { join } from "./join.ts";
import { legacy, microsoftLegacy } from "./legacy.ts";
import { loss } from "./loss.ts";
import { matmul } from "./matmul.ts";
import { microsoftAttention } from "./microsoft-attention.ts";
import { microsoftConv } from "./microsoft-conv.ts";
import { microsoftDecoder } from "./microsoft-decoder.ts";
import { fusedInOnnx, microsoftFused } from "./microsoft-fused.ts";
import { microsoftGeneration } from "./microsoft-generation.ts";
import { microsoftMatmul } from "./microsoft-matmul.ts";
import { microsoftOrdered } from "./microsoft-ordered.ts";
import { microsoftProjection } from "./microsoft-projection.ts";
import { microsoftQuantized } from "./microsoft-quantized.ts";
import { microsoftSequence } from "./microsoft-sequence.ts";
import { ml } from "./ml.ts";
import { normalize } from "./normalize.ts";
import type { Op, Ops } from "./op.ts";
import { pool } from "./pool.ts";
import { quantize } from "./quantize.ts";
import { random } from "./random.ts";
import { recurrentOps } from "./recurrent.ts";
import { reduce } from "./reduce.ts";
import { reshape } from "./reshape.ts";
import { resize } from "./resize.ts";
import { select } from "./select.ts";
import { sequence } from "./sequence.ts";
import { signal } from "./signal.ts";
import { sliceOps } from "./slice.ts";
import { contribText, microsoftText, textOps } from "./text.ts";
import { training } from "./training.ts";
import { unary } from "./unary.ts";

/** Families by domain. Later families must not repeat an operator of an earlier one (checked by a test). */
export const families: Readonly<Record<string, readonly Ops[]>> = {
  "ai.onnx": [
    conv,
    constant,
    reshape,
    join,
    sliceOps,
    resize,
    gatherOps,
    select,
    control,
    sequence,
    textOps,
    legacy,
    elementwise,
    unary,
    activation,
    matmul,
    einsum,
    pool,
    normalize,
    reduce,
    recurrentOps,
    quantize,
    random,
    signal,
    loss,
    attention,
    fusedInOnnx,
    deform,
  ],
  "ai.onnx.contrib": [contribText],
  "ai.onnx.ml": [ml],
  "ai.onnx.preview": [previewAttention],
  "ai.onnx.preview.training": [training],
  "com.microsoft": [
    microsoftGather,
    microsoftText,
    microsoftLegacy,
    microsoftAttention,
    microsoftConv,
    microsoftDecoder,
    microsoftFused,
    microsoftGeneration,
    microsoftMatmul,
    microsoftOrdered,
    microsoftProjection,
    microsoftQuantized,
    microsoftSequence,
  ],
};

const registry: ReadonlyMap<string, Op> = new Map(
  Object.entries(families).flatMap(([domain, list]) =>
    list.flatMap((ops) => Object.entries(ops).map(([name, op]): [string, Op] => [`${domain}\n${name}`, op])),
  ),
);

/** The entry of an operator; undefined when Ridgepoint does not know it. */
export const operatorOf = (domain: string, name: string): Op | undefined => registry.get(`${domain}\n${name}`);
