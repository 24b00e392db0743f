/** TensorFlow.js in Node: on WebAssembly from its package, with gradients. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";

const require = createRequire(import.meta.url);

export async function startWasm(): Promise<void> {
  setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await tf.setBackend("wasm"))) throw new Error("tfjs's WebAssembly backend does not start");
}

let training: Promise<void> | undefined;

/** Backend and gradients, once however many methods train. */
export const startTraining = (): Promise<void> => (training ??= startWasm().then(registerGradients));

/** The package registers its gradients in a file that only a CommonJS loader takes. */
function registerGradients(): void {
  require("@tensorflow/tfjs-core/dist/register_all_gradients");
}
