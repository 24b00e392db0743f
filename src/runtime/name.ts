/** Runtimes by their ids, as people write their names. */
export const runtimeNames = {
  tflite: "TFLite",
  "pytorch-mobile": "PyTorch Mobile",
  ort: "ONNX Runtime",
  ncnn: "ncnn",
  mnn: "MNN",
  armcl: "Arm Compute Library",
} as const;
