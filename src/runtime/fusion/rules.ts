/** What a runtime fuses, as data. A rule set is one file of such data; the algorithms that read it know no runtime. */

/** Several nodes that are one kernel, whatever is around them. */
export interface Block {
  /** The type of the kernel, for chains, and its label. */
  readonly name: string;
  /**
   * The nodes as a term from the last one back: `mul(x, sigmoid(x))`. `a|b(…)` takes either type, a name without
   * brackets any value, the same one wherever it stands. Constant operands are not written down.
   */
  readonly terms: readonly string[];
}

/** Which nodes a kernel takes in behind the one it begins with. Only a value that nobody else reads is fused away. */
export interface Chain {
  /** Types of nodes or names of blocks, groups included. */
  readonly from: readonly string[];
  /** Each at most once and in this order, every one optional. */
  readonly takes: readonly string[];
  /** Any of `takes`, as often as they come. */
  readonly repeat?: true;
  /** The value may be read by others as well: the kernel writes it besides its result. */
  readonly keeps?: true;
}

export interface RuleSet {
  readonly id: string;
  readonly label: string;
  /** One or two sentences for people: what it stands for. */
  readonly about: string;
  /** Where the rules are from. */
  readonly source: string;
  /** Names for several types. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The first that fits takes its nodes. */
  readonly blocks: readonly Block[];
  /** The first whose `from` fits counts. */
  readonly chains: readonly Chain[];
  /** Types that take in the dequantization of their inputs and the quantization of their result. */
  readonly integer: readonly string[];
}
