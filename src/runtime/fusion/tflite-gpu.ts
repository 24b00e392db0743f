import { nnMeterBlocks, nnMeterGroups, nnMeterSource, pairs } from "./nn-meter.ts";
import type { RuleSet } from "./rules.ts";

/** Against the CPU: additions join what is before them, pooling does not. */
export const tfliteGpu: RuleSet = {
  id: "tflite-gpu",
  label: "TFLite, GPU (nn-Meter)",
  about: "What TFLite 2.1 fuses on an Adreno GPU, measured pair by pair.",
  source: nnMeterSource,
  groups: nnMeterGroups,
  blocks: nnMeterBlocks,
  chains: pairs({
    conv: ["bn", "relu", "hswish", "add"],
    dwconv: ["bn", "relu", "add"],
    convtrans: ["relu", "add"],
    bn: ["relu"],
    dense: ["add", "relu"],
    add: ["add", "relu"],
    concat: ["add", "relu"],
    pooling: ["add", "relu"],
    relu: ["add", "relu"],
    se: ["relu"],
  }),
  integer: [],
};
