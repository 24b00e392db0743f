import { expect, test } from "vitest";
import { factsOf, factText } from "../testing/graph-text.ts";

const type = (text: string, name = "y"): string =>
  factText(factsOf(text, { "ai.onnx": 20, "com.microsoft": 1, "ai.onnx.contrib": 1 }).get(name));

test("StringNormalizer keeps the shape unless stop words go", () => {
  expect(type("x: string[1,4]\n y = StringNormalizer(x)")).toBe("string[1,4]");
  expect(type('x: string[1,4]\n y = StringNormalizer(x) stopwords=["the"]')).toBe("string[1,StringNormalizer_0#0]");
});

test("StringConcat broadcasts", () => {
  expect(type("a: string[3,1]\n b: string[4]\n y = StringConcat(a, b)")).toBe("string[3,4]");
});

test("StringSplit: a new axis as long as the most pieces, and how many there are", () => {
  const model = "x: string[N]\n y, z = StringSplit(x)";
  expect(type(model)).toBe("string[N,StringSplit_0#0]");
  expect(type(model, "z")).toBe("int64[N]");
});

test("RegexFullMatch tells for each string", () => {
  expect(type('x: string[2,3]\n y = RegexFullMatch(x) pattern="a+"')).toBe("bool[2,3]");
});

test("TfIdfVectorizer: one column for each position named, max(0, 1, 4) + 1 = 5", () => {
  const attributes = 'mode="TF" ngram_counts=[0] ngram_indexes=[0,1,4] max_skip_count=0 min_gram_length=1';
  expect(type(`x: int64[N,12]\n y = TfIdfVectorizer(x) ${attributes}`)).toBe("float32[N,5]");
});

test("operators of extensions", () => {
  expect(type("x: string[3]\n y = ai.onnx.contrib.StringLength(x)")).toBe("int64[3]");
  expect(type("x: string[3]\n y = com.microsoft.Tokenizer(x)")).toBe("string[3,Tokenizer_0#0]");
});
