import { nnMeterBlocks, nnMeterGroups, nnMeterSource, pairs } from "./nn-meter.ts";
import type { RuleSet } from "./rules.ts";

/** Pairs that ran faster together than apart; those of reshape are left out, since a view launches nothing. */
export const tfliteCpu: RuleSet = {
  id: "tflite-cpu",
  label: "TFLite, CPU (nn-Meter)",
  about: "What TFLite 2.1 fuses on a Cortex-A76, measured pair by pair.",
  source: nnMeterSource,
  groups: nnMeterGroups,
  blocks: nnMeterBlocks,
  chains: pairs({
    conv: ["bn", "relu", "hswish", "pooling"],
    dwconv: ["bn", "relu"],
    bn: ["relu"],
    dense: ["add", "concat", "relu"],
    add: ["relu"],
    concat: ["dense"],
    relu: ["dense", "relu"],
    se: ["relu"],
  }),
  integer: [],
};
