/** TensorFlow.js, fetched when a learned predictor is first asked and never before; its files come from this site. */
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { env, setBackend } from "@tensorflow/tfjs-core";
import { tfEngine } from "../src/learn/engine-tf.ts";
import { type Engine, plainEngine } from "../src/learn/gcn.ts";

/** The network on WebAssembly; in plain arithmetic where that cannot start. */
export async function startEngine(): Promise<Engine> {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    // The threaded build is switched off, but its address is asked for.
    "tfjs-backend-wasm-threaded-simd.wasm": simd,
  });
  // On an isolated page the minified threaded build never finishes starting.
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return (await setBackend("wasm").catch(() => false)) ? tfEngine : plainEngine;
}
