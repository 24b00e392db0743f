/** The list of rule sets. */
import { general } from "./general.ts";
import { ort } from "./ort.ts";
import type { RuleSet } from "./rules.ts";
import { tfliteCpu } from "./tflite-cpu.ts";
import { tfliteGpu } from "./tflite-gpu.ts";
import { vpu } from "./vpu.ts";

export const ruleSets: readonly RuleSet[] = [tfliteCpu, tfliteGpu, vpu, ort, general];

export const ruleSetById = (id: string): RuleSet | undefined => ruleSets.find((one) => one.id === id);

/** The rule set of a runtime by the atlas' id; the general one where there is none of its own. */
export const ruleSetOf = (runtime: string): RuleSet =>
  runtime === "tflite" ? tfliteCpu : runtime === "ort" ? ort : general;
