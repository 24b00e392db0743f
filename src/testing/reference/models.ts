/**
 * What the shared models must give. Nodes, sizes and element types were compared with what ONNX Runtime computes when
 * every value is an output (version 1.30.0, 32 files, all equal), multiply-accumulates with a count over those shapes; the rest by hand.
 */
import type { FileProblem, Lookalike, ModelProblem } from "../../base/problem.ts";

export type Expected =
  | { readonly refused: FileProblem["code"]; readonly lookalike?: Lookalike | undefined }
  | {
      readonly nodes: number;
      /** Multiply-accumulates of convolutions and matrix products at `dims`. */
      readonly macs: number;
      /** Values taken for open sizes. */
      readonly dims?: Readonly<Record<string, number>>;
      readonly problems?: readonly ModelProblem["code"][];
      /** What nodes with a shape that is not known say about it → how many say so. */
      readonly gaps?: Readonly<Record<string, number>>;
      /** What nodes whose cost is not known say about it → how many say so. */
      readonly uncounted?: Readonly<Record<string, number>>;
    };

export const expectedModels: Readonly<Record<string, Expected>> = {
  "DTLN__model_1.onnx": {
    nodes: 36,
    macs: 361_088,
  },
  "FastestDet.onnx": {
    nodes: 211,
    macs: 121_491_744,
  },
  "SqueezeNet_fp16.onnx": {
    nodes: 66,
    macs: 349_151_936,
  },
  "ch_ppocr_mobile_v2.0_cls_infer.onnx": {
    nodes: 511,
    macs: 76_053_872,
    dims: {
      "p2o.DynamicDimension.0": 1,
      "p2o.DynamicDimension.1": 224,
      "p2o.DynamicDimension.2": 224,
    },
  },
  "corrupt-model.onnx": {
    refused: "not-onnx",
    lookalike: "text",
  },
  "ds_cnn.onnx": {
    nodes: 23,
    macs: 2_656_768,
  },
  "en_PP-OCRv3_det_infer.onnx": {
    nodes: 660,
    macs: 234_210_576,
    dims: {
      "p2o.DynamicDimension.0": 1,
      "p2o.DynamicDimension.1": 224,
      "p2o.DynamicDimension.2": 224,
    },
  },
  "face_detection_front_128x128_barracuda.onnx": {
    nodes: 104,
    macs: 30_760_960,
  },
  "ferroflow__resnet18.onnx": {
    nodes: 49,
    macs: 1_814_073_344,
    problems: ["external-data"],
  },
  "go1_policy.onnx": {
    nodes: 14,
    macs: 191_488,
  },
  "gtcrn_simple.onnx": {
    nodes: 415,
    macs: 496_976,
  },
  "lfs-pointer__mnist-12.onnx": {
    refused: "not-onnx",
    lookalike: "lfs-pointer",
  },
  "light_bvlc_alexnet.onnx": {
    nodes: 40,
    macs: 654_560_384,
  },
  "light_inception_v1.onnx": {
    nodes: 237,
    macs: 1_431_556_352,
  },
  "light_resnet50.onnx": {
    nodes: 415,
    macs: 4_089_184_256,
  },
  "light_shufflenet.onnx": {
    nodes: 446,
    macs: 124_664_528,
  },
  "light_squeezenet.onnx": {
    nodes: 105,
    macs: 349_151_936,
  },
  "light_vgg19.onnx": {
    nodes: 82,
    macs: 19_632_062_464,
  },
  "magika__model.onnx": {
    nodes: 88,
    macs: 126_054_656,
    dims: {
      unk__122: 1,
    },
  },
  "micro_kws_m_qdq.onnx": {
    nodes: 60,
    macs: 5_709_472,
    dims: {
      unk__68: 1,
    },
  },
  "micro_kws_m_static_qoperator.onnx": {
    nodes: 20,
    macs: 5_709_472,
  },
  "mobilenet_v1.onnx": {
    nodes: 59,
    macs: 7_489_664,
  },
  "mobilenetv2.onnx": {
    nodes: 170,
    macs: 300_774_272,
    problems: ["external-data"],
  },
  "model_with_function.onnx": {
    nodes: 28,
    macs: 26_214_400,
  },
  "nested_if_loop_if_scan.onnx": {
    nodes: 17,
    macs: 0,
    problems: ["unknown-shape"],
    uncounted: {
      "only run time knows how often outer_if/then/Loop_0 runs it": 9,
      "counts the else branch, the costlier: cond2 decides at run time; only run time knows how often outer_if/then/Loop_0 runs it": 1,
      "computed once, from weights or shapes alone; only run time knows how often outer_if/then/Loop_0 runs it": 1,
    },
  },
  "nmp.onnx": {
    nodes: 248,
    macs: 524_079_648,
    dims: {
      unk__749: 1,
    },
  },
  "resnet18-v1-7-no-weight.onnx": {
    nodes: 69,
    macs: 1_814_073_344,
    problems: ["missing-data"],
  },
  "silero_vad.onnx": {
    nodes: 415,
    macs: 308_224,
    dims: {
      "input.0": 1,
      "input.1": 256,
      "state.1": 1,
    },
  },
  "sklearn_randomforest.onnx": {
    nodes: 3,
    macs: 0,
    dims: {
      "X.0": 1,
    },
    uncounted: {
      "how many comparisons a row takes depends on its path through the trees": 1,
      "the bytes of a sequence are not known before run time": 1,
    },
  },
  "super_resolution.onnx": {
    nodes: 12,
    macs: 2_984_869_888,
    dims: {
      batch_size: 1,
    },
  },
  "swiglu_32_32_32.onnx": {
    nodes: 7,
    macs: 98_304,
  },
  "test_dequantizelinear_int4__model.onnx": {
    nodes: 1,
    macs: 0,
  },
  "test_sequence_model4__model.onnx": {
    nodes: 2,
    macs: 0,
  },
  "tiny_gpt2_beamsearch.onnx": {
    nodes: 60,
    macs: 32_000,
    dims: {
      batch_size: 1,
      sequence_length: 128,
    },
    problems: ["unknown-shape"],
    gaps: {
      "the work depends on how many tokens are generated; sizes depend on BeamSearch_gpt2#1, BeamSearch_gpt2#0": 1,
      "only run time knows how often BeamSearch_gpt2 runs it; sizes depend on BeamSearch_gpt2#2": 53,
      "shape as the file declares it; only run time knows how often BeamSearch_gpt2 runs it; sizes depend on BeamSearch_gpt2#2, BeamSearch_gpt2#3": 5,
    },
    uncounted: {
      "only run time knows how often BeamSearch_gpt2 runs it; sizes depend on BeamSearch_gpt2#2": 53,
      "shape as the file declares it; only run time knows how often BeamSearch_gpt2 runs it; sizes depend on BeamSearch_gpt2#2, BeamSearch_gpt2#3": 5,
      "shape as the file declares it; only run time knows how often BeamSearch_gpt2 runs it; sizes depend on BeamSearch_gpt2#2": 1,
    },
  },
  "tinybert.onnx": {
    nodes: 129,
    macs: 2_332_100,
    dims: {
      batch: 1,
      sequence: 64,
    },
  },
  "version-RFB-320.onnx": {
    nodes: 242,
    macs: 100_418_560,
  },
  "vitTracker.onnx": {
    nodes: 267,
    macs: 84_571_136,
  },
  "yolox_nano.onnx": {
    nodes: 369,
    macs: 522_553_408,
  },
  "yunet_n_dynamic.onnx": {
    nodes: 163,
    macs: 66_443_216,
    dims: {
      batch: 1,
      height: 224,
      width: 224,
    },
  },
  "upsample.ort": {
    refused: "not-onnx",
    lookalike: "ort",
  },
  "gemmTransA.onnxtxt": {
    nodes: 1,
    macs: 24,
  },
  "mnist.onnx": {
    nodes: 13,
    macs: 4_516_480,
    problems: ["external-data"],
  },
};
