/** The engines that run models: their ids, which are the atlas' own, their names, and the usual one of a device. */
import type { Device, Precision } from "../device/device.ts";

export const runtimes = ["tflite", "pytorch-mobile", "ort", "ncnn", "mnn", "armcl"] as const;
export type RuntimeId = (typeof runtimes)[number];

/** As people write their names. */
export const runtimeNames: Readonly<Record<RuntimeId, string>> = {
  tflite: "TFLite",
  "pytorch-mobile": "PyTorch Mobile",
  ort: "ONNX Runtime",
  ncnn: "ncnn",
  mnn: "MNN",
  armcl: "Arm Compute Library",
};

/** The runtime of an id; undefined for an id that is none's. */
export const runtimeById = (id: unknown): RuntimeId | undefined => runtimes.find((one) => one === id);

/** Where the kind of a device does not tell: what it was measured with, and graphics cards of computers. */
const usual: Readonly<Record<string, RuntimeId>> = {
  rk3399: "armcl",
  "rk3399-gpu": "armcl",
  gtx_1080ti: "ort",
  v100: "ort",
  a100_40: "ort",
  h100_sxm: "ort",
};

/** The runtime that is meant where nothing is said. */
export const usualRuntime = ({ id, kind }: Device): RuntimeId => usual[id] ?? (kind === "computer" ? "ort" : "tflite");

/**
 * What the usual runtime of a device computes in where nothing else is asked: TensorFlow Lite's GPU delegate uses half precision
 * on GPUs that share a phone's memory, as PyTorch Mobile's Vulkan and Metal do.
 */
export const usualPrecision = (device: Device): Precision => {
  const isMobile = device.kind === "gpu" && device.memory.type?.value.startsWith("LPDDR") === true;
  return isMobile && usualRuntime(device) === "tflite" ? "fp16" : "fp32";
};
