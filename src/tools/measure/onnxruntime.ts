/** ONNX Runtime for Node, which only those who measure install: it weighs hundreds of megabytes. */

export interface Session {
  run(feeds: Readonly<Record<string, unknown>>): Promise<unknown>;
  endProfiling(): void;
  release(): Promise<void>;
}

/** The part of its interface that is used here. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(path: string, options: Readonly<Record<string, unknown>>): Promise<Session> };
  readonly Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => unknown;
  readonly env: { readonly versions: Readonly<Record<string, string | undefined>> };
}

export const onnxruntimeVersion = "1.30.0";
const name = "onnxruntime-node";

const isRuntime = (loaded: unknown): loaded is OnnxRuntime =>
  typeof loaded === "object" && loaded !== null && "InferenceSession" in loaded && "Tensor" in loaded;

/** @throws Error that says how to install it. */
export async function onnxruntime(): Promise<OnnxRuntime> {
  let loaded: unknown;
  try {
    loaded = await import(name);
  } catch {
    throw new Error(`Measuring needs ONNX Runtime: npm install --no-save ${name}@${onnxruntimeVersion}`);
  }
  if (isRuntime(loaded)) return loaded;
  throw new Error(`${name} is not the library that was expected`);
}
