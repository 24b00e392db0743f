/** Starts TensorFlow.js: WebAssembly where it can be had, plain JavaScript where not. */
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { env, ready, setBackend } from "@tensorflow/tfjs-core";

/** Addresses of the backend's files by name, or the folder they all lie in. */
export type WasmFiles = Parameters<typeof setWasmPaths>[0];

/** Resolves with the name of the backend in use, "wasm" or "cpu". */
export async function startBackend(files: WasmFiles): Promise<"wasm" | "cpu"> {
  setWasmPaths(files);
  // On an isolated page the minified threaded backend never finishes starting.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (await setBackend("wasm").catch(() => false)) return "wasm";
  await import("@tensorflow/tfjs-backend-cpu");
  await setBackend("cpu");
  await ready();
  return "cpu";
}
