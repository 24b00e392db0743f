import type { RuntimeId } from "../../predict/predictor.ts";

const names: Readonly<Record<RuntimeId, string>> = {
  tflite: "TFLite",
  "pytorch-mobile": "PyTorch Mobile",
  ort: "ONNX Runtime",
  ncnn: "ncnn",
  mnn: "MNN",
  armcl: "Arm Compute Library",
};

const isRuntime = (id: string): id is RuntimeId => Object.hasOwn(names, id);

/** Runtimes as people know them, in the order of the picker. */
export const runtimeNames: readonly (readonly [RuntimeId, string])[] = Object.entries(names).flatMap(([id, name]) =>
  isRuntime(id) ? [[id, name] as const] : [],
);
