/** The list of rule sets. */
import type { DeviceKind } from "../../device/device.ts";
import { general } from "./general.ts";
import { ort } from "./ort.ts";
import type { RuleSet } from "./rules.ts";
import { tfliteCpu } from "./tflite-cpu.ts";
import { tfliteGpu } from "./tflite-gpu.ts";
import { vpu } from "./vpu.ts";

export const ruleSets: readonly RuleSet[] = [tfliteCpu, tfliteGpu, vpu, ort, general];

export const ruleSetById = (id: string): RuleSet | undefined => ruleSets.find((one) => one.id === id);

/** The rule set of a runtime by the atlas' id, on such a device; the general one where there is none of its own. */
export function ruleSetOf(runtime: string, kind: DeviceKind): RuleSet {
  if (runtime === "tflite") return kind === "gpu" ? tfliteGpu : tfliteCpu;
  return runtime === "ort" ? ort : general;
}
