import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analysisOf } from "../../testing/analyze-text.ts";
import { parseComparison, parseNumber } from "./numbers.ts";
import { type Facts, fields, fits, parseQuery } from "./query.ts";

const { nodes } = analysisOf(`
  x: float32[1,8,16,16]
  const w1: float32[16,8,3,3]
  const w2: float32[16,1,5,5]
  const w3: float32[32,16,1,1]
  a = Conv(x, w1) pads=[1,1,1,1]
  b = Conv(a, w2) group=16 strides=[2,2] pads=[2,2,2,2]
  c = Conv(b, w3)
  d = Relu(c)
  e = Mystery(d)
`);
const names = ["layer1.0.conv1", "layer1.0.conv2", "head.conv", "head.relu", "end:0"];
const shares = [0.5, 0.3, 0.15, 0.05, undefined];
const all: readonly Facts[] = nodes.map((node, index) => ({
  node,
  name: names[index]!,
  traffic: 1000 * (index + 1),
  bound: index === 0 ? "compute" : "memory",
  latency: shares[index] === undefined ? undefined : shares[index] * 1e-2,
  share: shares[index],
}));
const found = (text: string): readonly number[] => {
  const query = parseQuery(text);
  return all.flatMap((facts, index) => (fits(query, facts) ? [index] : []));
};

describe("what is found", () => {
  test.each([
    ["", [0, 1, 2, 3, 4]],
    ["op:Conv", [0, 1, 2]],
    ["op:conv k:3", [0]],
    ["k:5x5", [1]],
    ["k:>3", [1]],
    ["s:2", [1]],
    ["g:>1", [1]],
    ["cin:>=16 cout:32", [2]],
    [">5%", [0, 1, 2]],
    [">=5%", [0, 1, 2, 3]],
    ["<=15%", [2, 3]],
    ["share:10..40", [1, 2]],
    ["latency:>2ms", [0, 1]],
    ["traffic:2kB..3kB", [1, 2]],
    ["bound:memory op:conv", [1, 2]],
    ["is:compute", [0]],
    ["is:depthwise", [1]],
    ["is:pointwise", [2]],
    ["name:layer1", [0, 1]],
    ["-name:layer1 op:conv", [2]],
    ["head", [2, 3]],
    ["relu", [3]],
    ["params:>1k", [0]],
    ['"end:0"', [4]],
    ["nowhere", []],
  ])("%j finds %j", (text, expected) => {
    expect(parseQuery(text).problems).toEqual([]);
    expect(found(text)).toEqual(expected);
  });

  test("FLOPs and MACs take SI prefixes with or without their unit", () => {
    const { macs = 0, flops = 0 } = nodes[0]!;
    // 16 · 8 · 9 · 16 · 16
    expect(macs).toBe(294_912);
    expect(found("macs:294.912k")).toEqual([0]);
    expect(found("macs:0.294912MMAC")).toEqual([0]);
    expect(found(`flops:>=${flops}`)).toEqual([0]);
    expect(found("flops:>100kFLOPs")).toEqual(found("flops:>1e5"));
  });
});

describe("what is no good is said, and the rest holds", () => {
  test.each([
    ["k:abc", "“k:abc” does not say what k should be: write k:3, k:1x3 or k:>3."],
    ["op:", "“op:” needs a value, such as op:Conv."],
    ["bound:slow", "“bound:slow” does not say what bound should be: write bound:memory, bound:compute."],
    [">5", "“>5” compares nothing: write >5% for the share of the latency, or a field such as flops:>1G."],
  ])("%j", (text, sentence) => {
    expect(parseQuery(text).problems).toEqual([sentence]);
    expect(found(`op:relu ${text}`)).toEqual([3]);
  });

  test("an unknown field names those there are, and how to search for the text", () => {
    const [problem = ""] = parseQuery("kernel:3").problems;
    expect(problem).toContain("There is no field “kernel”");
    for (const { key } of fields) expect(problem).toContain(key);
    expect(problem).toContain('"kernel:3"');
  });
});

describe("laws", () => {
  const good = fc.constantFrom("op:conv", "k:1", ">10%", "head", "-relu", "traffic:<3k", "is:memory", "nowhere");
  const words = fc.array(good, { maxLength: 4 });

  test("any text is a query, and each of its problems is a sentence", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const sentence of parseQuery(text).problems) expect(sentence).toMatch(/[.]$/);
        expect(found(text).length).toBeLessThanOrEqual(all.length);
      }),
    );
  });

  test("words together find what each of them finds, in any order and with any spaces", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const both = found(a.join(" ")).filter((index) => found(b.join(" ")).includes(index));
        expect(found([...a, ...b].join("  "))).toEqual(both);
        expect(found([...b, ...a].join("\t"))).toEqual(both);
      }),
    );
  });

  test("a minus finds what the word does not", () => {
    fc.assert(
      fc.property(
        good.filter((word) => !word.startsWith("-")),
        (word) => {
          const kept = found(word);
          expect(found(`-${word}`)).toEqual([0, 1, 2, 3, 4].filter((index) => !kept.includes(index)));
        },
      ),
    );
  });

  test("a comparison holds for exactly the numbers it names, a range for those between its ends", () => {
    const number = fc.double({ min: 0, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(number, number, (limit, value) => {
        expect(parseComparison(`>${limit}`)?.(value)).toBe(value > limit);
        expect(parseComparison(`>=${limit}`)?.(value)).toBe(value >= limit);
        expect(parseComparison(`<${limit}`)?.(value)).toBe(value < limit);
        expect(parseComparison(`<=${limit}`)?.(value)).toBe(value <= limit);
        expect(parseComparison(`${limit}`)?.(value)).toBe(value === limit);
        const [low, high] = [Math.min(limit, 1e6), Math.max(limit, 1e6)];
        expect(parseComparison(`${low}..${high}`)?.(value)).toBe(value >= low && value <= high);
      }),
    );
  });

  test("prefixes are powers of ten, upper and lower case apart: m is a thousandth and M a million", () => {
    expect(
      ["1p", "1n", "1u", "1µ", "1m", "1", "1k", "1K", "1M", "1G", "1T"].map((text) => parseNumber(text, "")),
    ).toEqual([1e-12, 1e-9, 1e-6, 1e-6, 1e-3, 1, 1e3, 1e3, 1e6, 1e9, 1e12]);
    expect(parseNumber("2.5ms", "s")).toBe(2.5e-3);
    expect(["", "k", "1x", "1e", "--1", "1..2"].map((text) => parseNumber(text, ""))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});
