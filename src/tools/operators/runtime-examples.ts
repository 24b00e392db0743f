/** Inputs for the operators that ONNX Runtime adds (domain com.microsoft), where the general examples do not fit. */
import { folded } from "../../graph/fact.ts";
import { batch as N, type Example, float, list, of, scalar } from "./example.ts";
import { map, quantized, rows, scale, weights, window, words, zero } from "./inputs.ts";

const heads = { num_heads: 4 };
/** A long list of inputs in several lines. */
const all = (...parts: readonly Example["inputs"][]): Example["inputs"] => parts.flat();
const absent = (length: number): readonly undefined[] => Array.from({ length }, () => undefined);

/** Operator → example. */
export const runtimeExamples: Readonly<Record<string, Example>> = {
  AttnLSTM: {
    inputs: all(
      [float(5, N, 6), float(1, 32, 16), float(1, 32, 8), ...absent(5), float(1, 8, 4), float(1, 7, 4)],
      [float(1, 4), float(N, 9, 7), of("int32", N), float(1, 15, 10)],
    ),
    attributes: { hidden_size: 8 },
    outputs: 3,
  },
  BifurcationDetector: { inputs: [of("int64", 8), of("int64", 3), of("int64", 1), of("int64", 8)], outputs: 2 },
  BitmaskBiasDropout: { inputs: [words, float(16)], outputs: 2 },
  BitmaskDropout: { inputs: [words], outputs: 2 },
  CausalConvWithState: { inputs: [float(N, 4, 8), float(4, 1, 3)], outputs: 2 },
  ConvTransposeWithDynamicPads: {
    inputs: [map, float(4, 8, 2, 2), list(1, 1, 1, 1)],
    attributes: { strides: [2, 2] },
  },
  DecoderAttention: {
    inputs: all(
      [float(8, N, 16), float(8, N, 16), float(16, 16), float(16, 32), float(48), ...absent(3)],
      [scalar(0, "bool"), scalar(0, "bool"), scalar(0, "bool"), scalar(0, "bool")],
    ),
    attributes: heads,
    outputs: 3,
  },
  DequantizeBFP: { inputs: [of("uint8", 80), list(4, 16), list(16, 1)], attributes: { bfp_type: 0 } },
  DequantizeWithOrder: { inputs: [of("int8", N, 16), scale], attributes: { to: 10 } },
  EngramGate: { inputs: [float(N, 8, 2, 16), float(N, 8, 2, 16), words, float(2, 16), float(2, 16)] },
  GatedAdd: { inputs: [words, words, float(N, 8, 1)] },
  GatedDeltaNet: { inputs: [float(6, 2, 8), float(6, 2, 8), float(6, 4, 16), of("int32", 3)], outputs: 2 },
  GatedRMSNorm: { inputs: [words, float(16), words] },
  GemmaRotaryEmbedding: {
    inputs: [words, float(N, 2, 8, 16), float(N, 2, 8, 16), float(N, 1, 8, 16), float(N, 1, 8, 16)],
    outputs: 2,
  },
  LinearAttention: {
    inputs: [float(N, 8, 16), float(N, 8, 16), float(N, 8, 16)],
    attributes: { q_num_heads: 4, kv_num_heads: 4 },
    outputs: 2,
  },
  LinearAttentionGate: { inputs: [float(N, 8, 4), float(4), float(4), float(N, 8, 4)], outputs: 2 },
  MRotaryEmbedding: {
    inputs: [words, of("int64", 3, N, 8), float(50, 2), float(50, 2)],
    attributes: { ...heads, mrope_section: [1, 1, 0] },
  },
  MatMulBlockQuantizedFp4Weight: { inputs: [words, of("uint8", 32, 8), of("uint8", 32, 1), scale] },
  MatMulBlockQuantizedFp8Weight: { inputs: [words, of("float8e4m3fn", 32, 16), float(32, 1)] },
  MatMulNBitsMlp: {
    inputs: [words, ...absent(2), of("uint8", 32, 1, 8), float(32), undefined, of("uint8", 32, 1, 8), float(32)],
    attributes: { K: 16, N: 32, block_size: 16, activation: "silu" },
  },
  MatMulNBitsQkv: {
    inputs: all(
      [words, undefined, float(16), of("uint8", 32, 1, 8), float(32), undefined, of("uint8", 8, 1, 8), float(8)],
      [undefined, of("uint8", 8, 1, 8), float(8)],
    ),
    attributes: { K: 16, Nq: 32, Nkv: 8, block_size: 16 },
    outputs: 3,
  },
  NGramHashMapping: {
    inputs: [of("int64", N, 8), of("int64", 3), of("int64", 8)],
    attributes: { max_ngram_size: 3, n_head_per_ngram: 4 },
    outputs: 2,
  },
  PagedAttention: {
    inputs: all(
      [float(20, 32), ...absent(2), float(10, 16, 2, 4), float(10, 16, 2, 4), of("int32", 3), of("int32", 2)],
      [of("int32", 2, 8)],
    ),
    attributes: { num_heads: 4, kv_num_heads: 2 },
    outputs: 3,
  },
  QEmbedLayerNormalization: {
    inputs: all(
      [of("int32", N, 8), undefined, of("uint8", 100, 16), of("uint8", 32, 16), undefined, of("uint8", 16)],
      [of("uint8", 16), undefined, scale, scale, undefined, scale, scale, zero, zero, undefined, zero, zero],
    ),
    outputs: 2,
  },
  QOrderedAttention: {
    inputs: all(
      [of("int8", N, 8, 16), scale, scale, scale, scale, of("int8", 16, 16), of("int8", 16, 16)],
      [of("int8", 16, 16), scale, scale, scale, float(16), float(16), float(16), scale, scale, scale],
    ),
    attributes: heads,
  },
  QOrderedGelu: { inputs: [of("int8", N, 16), scale, scale] },
  QOrderedLayerNormalization: { inputs: [of("int8", N, 16), scale, float(16), float(16), scale] },
  QOrderedLongformerAttention: {
    inputs: all(
      [of("int8", N, 8, 16), scale, of("int8", 16, 48), scale, float(48), scale, scale, float(N, 8)],
      [of("int8", 16, 48), scale, float(48), scale, of("int32", N, 8), scale],
    ),
    attributes: { num_heads: 4, window: 4 },
  },
  QOrderedMatMul: { inputs: [of("int8", N, 8, 16), scale, of("int8", 16, 32), scale, scale] },
  QuantizeBFP: { inputs: [float(4, 16)], attributes: { bfp_type: 0 }, outputs: 3 },
  QuantizeWithOrder: { inputs: [rows, scale] },
  ReduceSumInteger: { inputs: [quantized("int8", 4, 8)], attributes: { axes: [2], keepdims: 0 } },
  SparseAttention: {
    inputs: all(
      [float(N, 4, 64), float(N, 4, 32), float(N, 4, 32), float(N, 2, 32, 16), float(N, 2, 32, 16)],
      [folded("int32", [1, 3], [0, 1, 3]), folded("int32", [1, 3], [0, 0, 1]), scalar(20, "int32"), of("int32", N)],
    ),
    attributes: { num_heads: 4, kv_num_heads: 2, sparse_block_size: 16 },
    outputs: 3,
  },
  VarlenCausalConvWithState: {
    inputs: [float(20, 4), float(4, 1, 3), of("int32", 3), undefined, float(2, 4, 2)],
    outputs: 2,
  },
  WordConvEmbedding: { inputs: [of("int32", N, 10), float(6, 1, 3, 4), float(6), float(50, 4)] },
  DecoderMaskedMultiHeadAttention: { inputs: [float(N, 1, 16), float(N, 1, 16), float(N, 1, 16)], attributes: heads },
  DecoderMaskedSelfAttention: { inputs: [float(N, 1, 16), float(16, 48), float(48)], attributes: heads },
  MaxpoolWithMask: { inputs: [map, of("int32", N, 4, 8, 8)], attributes: window },
  Attention: { inputs: [words, float(16, 48), float(48)], attributes: heads },
  BiasAdd: { inputs: [float(N, 64, 16), float(16), float(N, 64, 16)] },
  BiasGelu: { inputs: [words, float(16)] },
  BiasSplitGelu: { inputs: [float(N, 64, 32), float(32)] },
  CDist: { inputs: [float(5, 16), float(6, 16)] },
  CropAndResize: { inputs: [map, float(3, 4), of("int32", 3), list(2, 2)] },
  DynamicQuantizeLSTM: {
    inputs: [float(5, N, 16), of("int8", 1, 16, 32), of("int8", 1, 8, 32), ...absent(5), scale, zero, scale, zero],
    attributes: { hidden_size: 8 },
    outputs: 3,
  },
  EmbedLayerNormalization: {
    inputs: [of("int32", N, 8), undefined, float(100, 16), float(32, 16), undefined, float(16), float(16)],
  },
  ExpandDims: { inputs: [rows, scalar(1)] },
  FusedConv: { inputs: [map, weights], attributes: { activation: "Relu" } },
  FusedGemm: { inputs: [rows, float(16, 32), float(32)], attributes: { activation: "Relu" } },
  FusedMatMul: { inputs: [words, float(16, 32)] },
  FusedMatMulActivation: { inputs: [words, float(16, 32)], attributes: { activation: "Relu" } },
  TransposeMatMul: { inputs: [words, float(16, 32)] },
  GatedRelativePositionBias: {
    inputs: [words, float(16), float(1, 4, 8, 8), float(4, 8), float(8), float(1, 4, 1, 1)],
    attributes: heads,
  },
  GatherBlockQuantized: {
    inputs: [of("uint8", 100, 8), of("int64", N, 8), float(100, 1)],
    attributes: { block_size: 16 },
  },
  GatherND: { inputs: [map, of("int64", N, 2)] },
  GemmFloat8: { inputs: [of("float8e4m3fn", 8, 16), of("float8e4m3fn", 16, 32)] },
  LongformerAttention: { inputs: [words, float(16, 48), float(48)], attributes: { num_heads: 4, window: 4 } },
  MatMulBnb4: { inputs: [words, of("uint8", 256), float(32)], attributes: { K: 16, N: 32, block_size: 16 } },
  MatMulFpQ4: { inputs: [words, of("uint8", 320), list(16, 32)] },
  MoE: { inputs: [words, float(8, 4), float(4, 16, 32), undefined, float(4, 32, 16)], attributes: { k: 2 } },
  MulInteger: { inputs: [quantized("uint8", 8, 1), zero, of("uint8", 1, 8), zero] },
  NGramRepeatBlock: { inputs: [of("int64", N, 8), float(N, 100)], attributes: { ngram_size: 3 } },
  PackedAttention: {
    inputs: [float(20, 16), float(16, 48), float(48), of("int32", 4, 8), of("int32", 5)],
    attributes: heads,
  },
  PackedMultiHeadAttention: {
    inputs: [float(20, 16), float(20, 16), float(20, 16), undefined, of("int32", 4, 8), of("int32", 5)],
    attributes: heads,
  },
  QLinearReduceMean: {
    inputs: [quantized("uint8", 4, 8, 8), scale, zero, scale, zero],
    attributes: { axes: [2, 3], keepdims: 1 },
  },
  QMoE: {
    inputs: [words, float(8, 4), of("uint8", 4, 16, 16), float(4, 32), undefined, of("uint8", 4, 32, 8), float(4, 16)],
    attributes: { k: 2 },
  },
  RelativePositionBias: { inputs: [float(32, 4), scalar(8), scalar(8)] },
  RestorePadding: { inputs: [float(20, 16), of("int32", 4, 8)] },
  SparseToDenseMatMul: { inputs: [float(8, 16), float(16, 32)] },
  Tokenizer: { inputs: [of("string", N)] },
  GemmFastGelu: { inputs: [words, float(16, 32)] },
  GridSample: { inputs: [map, float(N, 6, 6, 2)] },
  GroupNorm: { inputs: [float(N, 8, 8, 16), float(16), float(16)], attributes: { groups: 4 } },
  SkipGroupNorm: {
    inputs: [float(N, 8, 8, 16), float(16), float(16), float(N, 8, 8, 16)],
    attributes: { groups: 4 },
  },
  GroupQueryAttention: {
    inputs: [words, float(N, 8, 8), float(N, 8, 8), undefined, undefined, of("int32", N), scalar(8, "int32")],
    attributes: { num_heads: 4, kv_num_heads: 2 },
  },
  MultiHeadAttention: { inputs: [words, words, words], attributes: heads },
  MatMulInteger16: { inputs: [of("int16", N, 8, 16), of("int16", 16, 32)] },
  MatMulIntegerToFloat: { inputs: [quantized("uint8", 8, 16), of("uint8", 16, 32), scale, scale] },
  DynamicQuantizeMatMul: { inputs: [words, of("uint8", 16, 32), scale] },
  MatMulNBits: {
    inputs: [words, of("uint8", 32, 1, 8), float(32)],
    attributes: { K: 16, N: 32, bits: 4, block_size: 16 },
  },
  NhwcConv: { inputs: [float(N, 8, 8, 4), float(8, 3, 3, 4)] },
  NhwcFusedConv: { inputs: [float(N, 8, 8, 4), float(8, 3, 3, 4)], attributes: { activation: "Relu" } },
  NhwcMaxPool: { inputs: [quantized("uint8", 8, 8, 4)], attributes: window },
  Pad: { inputs: [map, list(0, 0, 1, 1, 0, 0, 1, 1)] },
  QAttention: {
    inputs: [quantized("uint8", 8, 16), of("uint8", 16, 48), float(48), scale, scale],
    attributes: heads,
  },
  QGemm: { inputs: [quantized("uint8", 16), scale, zero, of("uint8", 16, 32), scale, zero] },
  QLinearAdd: {
    inputs: [quantized("uint8", 4, 8, 8), scale, zero, quantized("uint8", 4, 8, 8), scale, zero, scale, zero],
  },
  QLinearMul: {
    inputs: [quantized("uint8", 4, 8, 8), scale, zero, quantized("uint8", 4, 8, 8), scale, zero, scale, zero],
  },
  QLinearAveragePool: { inputs: [quantized("uint8", 4, 8, 8), scale, zero, scale, zero], attributes: window },
  QLinearConcat: {
    inputs: [scale, zero, quantized("uint8", 4, 8), scale, zero, quantized("uint8", 2, 8), scale, zero],
    attributes: { axis: 1 },
  },
  QLinearConv: {
    inputs: [quantized("uint8", 4, 8, 8), scale, zero, of("uint8", 8, 4, 3, 3), scale, zero, scale, zero],
  },
  QLinearGlobalAveragePool: { inputs: [quantized("uint8", 4, 8, 8), scale, zero, scale, zero] },
  QLinearWhere: {
    inputs: [of("bool", N, 4), quantized("uint8", 4), scale, zero, quantized("uint8", 4), scale, zero, scale, zero],
  },
  DequantizeLinear: { inputs: [quantized("uint8", 4, 8, 8), scale, zero] },
  QuantizeLinear: { inputs: [map, scale, zero] },
  Range: { inputs: [scalar(0), scalar(10), scalar(2)] },
  RotaryEmbedding: { inputs: [float(N, 8, 16), of("int64", N, 8), float(50, 2), float(50, 2)], attributes: heads },
  SimplifiedLayerNormalization: { inputs: [words, float(16)] },
  SkipLayerNormalization: { inputs: [words, words, float(16), float(16)] },
  SkipSimplifiedLayerNormalization: { inputs: [words, words, float(16)] },
  TorchEmbedding: { inputs: [float(100, 16), of("int64", N, 8)] },
  UnfoldTensor: { inputs: [rows], attributes: { dim: 1, size: 4, step: 4 } },
  BeamSearch: {
    inputs: [of("int32", N, 4), scalar(20), scalar(1), scalar(3), scalar(2)],
  },
  GreedySearch: { inputs: [of("int32", N, 4), scalar(20)] },
  Sampling: { inputs: [of("int32", N, 4), scalar(20)] },
};
