import { nnMeterBlocks, nnMeterGroups, nnMeterSource, pairs } from "./nn-meter.ts";
import type { RuleSet } from "./rules.ts";

export const vpu: RuleSet = {
  id: "vpu",
  label: "OpenVINO, VPU (nn-Meter)",
  about: "What OpenVINO 2019R2 fuses on a Myriad VPU, measured pair by pair.",
  source: nnMeterSource,
  groups: nnMeterGroups,
  blocks: nnMeterBlocks,
  chains: pairs({
    conv: ["bn", "relu", "hswish", "pooling"],
    dwconv: ["bn", "relu", "concat"],
    convtrans: ["relu", "concat"],
    add: ["relu", "pooling"],
    concat: ["dense", "dwconv"],
    pooling: ["add", "relu"],
    se: ["relu"],
  }),
  integer: [],
};
