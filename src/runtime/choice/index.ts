/** The list of libraries whose choice of algorithm is known. */
import { armcl } from "./armcl.ts";
import type { Library } from "./library.ts";
import { mindsporeLite } from "./mindspore-lite.ts";
import { mnn } from "./mnn.ts";
import { ncnnArm } from "./ncnn-arm.ts";
import { ncnnX86 } from "./ncnn-x86.ts";
import { onednnAarch64, onednnX64 } from "./onednn.ts";
import { ort, ortNchwc } from "./ort.ts";
import { paddleLite } from "./paddle-lite.ts";
import { pytorch, pytorchMobile } from "./pytorch.ts";
import { xnnpack } from "./xnnpack.ts";

export const libraries: readonly Library[] = [
  xnnpack,
  pytorchMobile,
  ort,
  ortNchwc,
  ncnnArm,
  ncnnX86,
  mnn,
  armcl,
  mindsporeLite,
  paddleLite,
  onednnX64,
  onednnAarch64,
  pytorch,
];

export const libraryById = (id: string): Library | undefined => libraries.find((one) => one.id === id);

/** The library that computes convolutions in a runtime of the atlas, by the processor where that decides. */
export function libraryOf(runtime: string, isX86: boolean): Library {
  switch (runtime) {
    case "tflite":
      return xnnpack;
    case "ncnn":
      return isX86 ? ncnnX86 : ncnnArm;
    default:
      return libraryById(runtime) ?? xnnpack;
  }
}
