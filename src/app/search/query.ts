/** The language of searches: words that all must fit, as `op:Conv k:3 >5% -name:head`. */
import type { Bytes, Fraction, Seconds } from "../../base/units.ts";
import type { NodeCost } from "../../cost/node-cost.ts";
import type { Bound } from "../panels/shares.ts";
import { parseComparison } from "./numbers.ts";

/** What a node is searched by. Undefined is unknown, and fits no comparison. */
export interface Facts {
  readonly node: NodeCost;
  readonly name: string;
  readonly traffic: Bytes | undefined;
  readonly bound: Bound | undefined;
  readonly latency: Seconds | undefined;
  readonly share: Fraction | undefined;
}

type Test = (facts: Facts) => boolean;

export interface Query {
  /** A node is found where all of them fit; none: every node. */
  readonly tests: readonly Test[];
  /** What could not be understood, each as a sentence; the other words hold. */
  readonly problems: readonly string[];
}

interface Field {
  readonly key: string;
  /** What it must look like, in a sentence about a bad one. */
  readonly example: string;
  /** In the help sheet. */
  readonly about: string;
  /** Undefined: the value is not of its kind. */
  readonly testOf: (value: string) => Test | undefined;
}

const includes = (text: string, part: string): boolean => text.toLowerCase().includes(part);

const amount = (
  key: string,
  unit: string,
  example: string,
  about: string,
  valueOf: (facts: Facts) => number | undefined,
): Field => ({
  key,
  example,
  about,
  testOf: (text) => {
    const test = parseComparison(text, unit);
    return (
      test &&
      ((facts) => {
        const value = valueOf(facts);
        return value !== undefined && test(value);
      })
    );
  },
});

/** Sizes along the axes of a window: "3" fits 3×3, "1x3" only 1×3, ">3" any with an axis above 3. */
const sizes = (key: string, about: string, valueOf: (facts: Facts) => readonly number[] | undefined): Field => ({
  key,
  example: `${key}:3, ${key}:1x3 or ${key}:>3`,
  about,
  testOf: (text) => {
    if (/^\d+([x×]\d+)+$/i.test(text)) {
      const wanted = text.toLowerCase().replaceAll("×", "x");
      return (facts) => valueOf(facts)?.join("x") === wanted;
    }
    const test = parseComparison(text);
    if (test === undefined) return undefined;
    const isAny = /^[<>]/.test(text);
    return (facts) => {
      const values = valueOf(facts) ?? [];
      return values.length > 0 && (isAny ? values.some(test) : values.every(test));
    };
  },
});

const isConv: Test = ({ node }) => node.kind === "conv";
const isDepthwise: Test = ({ node: { window } }) =>
  window !== undefined && window.kind !== "pool" && window.groups > 1 && window.groups === window.inputChannels;

const classes: Readonly<Record<string, Test>> = {
  memory: ({ bound }) => bound === "memory",
  compute: ({ bound }) => bound === "compute",
  conv: isConv,
  depthwise: isDepthwise,
  grouped: (facts) => isConv(facts) && (facts.node.window?.groups ?? 1) > 1 && !isDepthwise(facts),
  pointwise: (facts) => isConv(facts) && facts.node.window?.kernel.every((size) => size === 1) === true,
};

const oneOf = (key: string, words: readonly string[], about: string): Field => ({
  key,
  example: words.map((word) => `${key}:${word}`).join(", "),
  about,
  testOf: (text) => (words.includes(text.toLowerCase()) ? classes[text.toLowerCase()] : undefined),
});

export const fields: readonly Field[] = [
  {
    key: "op",
    example: "op:Conv",
    about: "operators that begin with it",
    testOf: (text) => {
      const start = text.toLowerCase();
      return ({ node }) => node.op.toLowerCase().startsWith(start);
    },
  },
  {
    key: "name",
    example: "name:layer1",
    about: "a part of the name",
    testOf: (text) => {
      const part = text.toLowerCase();
      return ({ name, node }) => includes(name, part) || includes(node.id, part);
    },
  },
  sizes("k", "kernel: 3 is 3×3, 1x3, >3", ({ node }) => node.window?.kernel),
  sizes("s", "stride", ({ node }) => node.window?.strides),
  sizes("d", "dilation", ({ node }) => node.window?.dilations),
  amount("g", "", "g:1 or g:>1", "groups of a convolution", ({ node }) => node.window?.groups),
  amount("cin", "", "cin:64 or cin:>=256", "input channels", ({ node }) => node.window?.inputChannels),
  amount("cout", "", "cout:64 or cout:>=256", "output channels", ({ node }) => node.window?.outputChannels),
  amount("macs", "MAC", "macs:>1e9 or macs:>1G", "multiply-accumulates", ({ node }) => node.macs),
  amount("flops", "FLOP", "flops:>1e9 or flops:>1G", "arithmetic", ({ node }) => node.flops),
  amount("traffic", "B", "traffic:>1MB or traffic:10k..1M", "bytes moved", ({ traffic }) => traffic),
  amount("intensity", "FLOP/B", "intensity:<10", "FLOPs per byte", ({ node }) => node.intensity),
  amount("params", "", "params:>1M", "elements of weights", ({ node }) => node.params),
  amount("latency", "s", "latency:>1ms", "predicted seconds", ({ latency }) => latency),
  amount("share", "%", "share:>5%", "share of the latency, as >5% alone", ({ share }) => share),
  oneOf("bound", ["memory", "compute"], "the roof it meets first"),
  oneOf("is", Object.keys(classes), "kinds of nodes"),
];

const fieldOf = new Map(fields.map((field) => [field.key, field]));

/** Any text is a query; what is no good in it is said in `problems`. */
export function parseQuery(text: string): Query {
  const tests: Test[] = [];
  const problems: string[] = [];
  for (const word of wordsOf(text)) {
    const test = testOf(word);
    if (typeof test === "string") problems.push(test);
    else tests.push(word.negated ? (facts) => !test(facts) : test);
  }
  return { tests, problems };
}

export const fits = ({ tests }: Query, facts: Facts): boolean => tests.every((test) => test(facts));

interface Word {
  readonly negated: boolean;
  /** Undefined: the word is plain text. */
  readonly key: string | undefined;
  readonly value: string;
}

/** Words at spaces; quotes keep spaces, and colons as they are: `"a b"`, `name:"a b"`, `-op:Relu`. */
function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (const [, minus, field, quoted, plain] of text.matchAll(/(-?)(?:([A-Za-z]+):(?!:))?(?:"([^"]*)"?|([^\s"]*))/g)) {
    const value = quoted ?? plain ?? "";
    if (value === "" && field === undefined) continue;
    words.push({ negated: minus === "-", key: field?.toLowerCase(), value });
  }
  return words;
}

/** The test of a word, or a sentence that says why it is none. */
function testOf({ key, value }: Word): Test | string {
  if (key === undefined) return wordTest(value);
  const field = fieldOf.get(key);
  if (field === undefined) {
    const known = fields.map((one) => one.key).join(", ");
    return `There is no field “${key}”. There are ${known}; quotes search for the text itself: "${key}:${value}".`;
  }
  if (value === "") return `“${key}:” needs a value, such as ${field.example}.`;
  return field.testOf(value) ?? `“${key}:${value}” does not say what ${key} should be: write ${field.example}.`;
}

/** A word by itself: a share, or a part of a name, an id or an operator. */
function wordTest(word: string): Test | string {
  if (/^[<>]/.test(word)) {
    const share = word.endsWith("%") ? fieldOf.get("share")?.testOf(word) : undefined;
    return share ?? `“${word}” compares nothing: write >5% for the share of the latency, or a field such as flops:>1G.`;
  }
  const part = word.toLowerCase();
  return ({ node, name }) => includes(name, part) || includes(node.op, part) || includes(node.id, part);
}
