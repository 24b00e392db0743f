/** What nn-Meter's three published rule sets have in common: its blocks, and pairs of types by the type a kernel begins with. */
import type { Block, Chain, RuleSet } from "./rules.ts";

export const nnMeterSource =
  "microsoft/nn-Meter, rule files of May 2021 at 4ca1750 (kerneldetection/rulelib/rules), read as its rule_splitter.py at " +
  "76d7f88 reads them; Zhang et al., MobiSys 2021";

/** Rules speak of pooling, dense and add; an addition of a constant is TensorFlow's BiasAdd, which counts as add. */
export const nnMeterGroups: RuleSet["groups"] = {
  pooling: ["maxpool", "avgpool"],
  dense: ["fc", "projection"],
  add: ["add", "bias"],
};

/**
 * Matched before any pair. Triples are blocks of their own, which then fuse with nothing more; channel shuffle and
 * global pooling are single working nodes here, since views launch nothing.
 */
export const nnMeterBlocks: readonly Block[] = [
  { name: "conv-bn-relu", terms: ["relu(bn(conv(x)))"] },
  { name: "dwconv-bn-relu", terms: ["relu(bn(dwconv(x)))"] },
  {
    name: "se",
    terms: ["mul(x, hardsigmoid(conv(relu(conv(gap(x))))))", "mul(x, mul|div(relu(bias(conv(relu(conv(gap(x))))))))"],
  },
  { name: "hswish", terms: ["mul(x, mul|div(relu(bias(x))))", "mul(mul(x, relu(bias(x))))"] },
];

/**
 * Fusible pairs. A kernel goes on as long as the type it began with and the next type are a pair, so conv → relu and
 * conv → pooling make conv-relu-maxpool. Whether a value with several readers is fused away was not measured (its rule
 * is empty in all three files); the tool then never does.
 */
export const pairs = (table: Readonly<Record<string, readonly string[]>>): readonly Chain[] =>
  Object.entries(table).map(([from, takes]) => ({ from: [from], takes, repeat: true }));
