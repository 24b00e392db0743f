/**
 * The node tests of the ONNX project: one operator each, with declared output types. The declarations are taken away,
 * the types inferred, and both compared. Many tests feed at run time what models have as constants (axes, shapes, k):
 * what those values decide is honestly unknown, and must name the value that decides it.
 */
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { symbolsOf } from "../graph/dims.ts";
import type { Fact } from "../graph/fact.ts";
import type { Attribute, GraphDef, Model, TypeDef, ValueDef } from "../onnx/model.ts";
import { readModel } from "../onnx/read.ts";
import { factText, inferModel } from "../testing/graph-text.ts";
import { hasShared, sharedPath } from "../testing/shared.ts";
import { readTarGz } from "../testing/tar.ts";
import { twoShapes } from "../testing/undecided.ts";
import type { Inferred } from "./infer.ts";

type Verdict =
  | "right"
  | "unknown, explained"
  | "unknown, unexplained"
  | "not a valid file"
  | "wrong"
  | "no rule"
  | "unreadable";

/** The graph without any type but those of its inputs. */
const withoutTypes = (graph: GraphDef): GraphDef => ({
  ...graph,
  nodes: graph.nodes.map((node) => ({
    ...node,
    attributes: Object.fromEntries(
      Object.entries(node.attributes).map(([name, value]): [string, Attribute] => [
        name,
        value.kind === "graph" ? { kind: "graph", value: withoutTypes(value.value) } : value,
      ]),
    ),
  })),
  outputs: graph.outputs.map(({ name }) => ({ name, type: undefined })),
  valueInfo: [],
});

/** "right" when nothing declared is open or different; declared open sizes are met by anything. */
function compare(fact: Fact | undefined, type: TypeDef | undefined): "right" | "unknown" | "wrong" {
  if (type === undefined) return "right";
  if (fact === undefined) return "unknown";
  if (fact.kind !== type.kind) return "wrong";
  if (fact.kind === "map" || type.kind === "map") return "right";
  if (type.kind === "sequence" && fact.kind === "sequence") return compare(fact.element, type.element);
  if (type.kind === "optional" && fact.kind === "optional") return compare(fact.element, type.element);
  if (fact.kind !== "tensor" || type.kind !== "tensor") return "wrong";
  if (fact.dtype !== undefined && type.dtype !== undefined && fact.dtype !== type.dtype) return "wrong";
  if (type.shape === undefined) return fact.dtype === undefined ? "unknown" : "right";
  if (fact.shape === undefined || fact.dtype === undefined) return "unknown";
  const own = fact.shape;
  if (own.length !== type.shape.length) return "wrong";
  const sizes = type.shape.map((said, axis) => [said, own[axis]] as const);
  if (sizes.some(([said, size]) => typeof said === "number" && typeof size === "number" && said !== size))
    return "wrong";
  return sizes.some(([said, size]) => typeof said === "number" && typeof size !== "number") ? "unknown" : "right";
}

/** Everything the inference says about why a value is not known. */
function reasons(inferred: Inferred, fact: Fact | undefined): readonly string[] {
  const shape = fact?.kind === "tensor" ? (fact.shape ?? []) : [];
  const symbols = shape.flatMap((size) => [...symbolsOf(size)]);
  const named = symbols.flatMap((symbol) => inferred.unknowns.get(symbol) ?? []);
  return named.length > 0 ? named : inferred.graph.nodes.flatMap((node) => node.notes);
}

interface Judgement {
  readonly verdict: Verdict;
  readonly detail: string;
  /** The first reason of an output that is not known. */
  readonly because: string;
}

function judge(model: Model, declared: readonly ValueDef[]): Judgement {
  const inferred = inferModel(model);
  const ops = model.graph.nodes.map((node) => node.op).join(" ");
  const names = new Set(
    inferred.graph.graph.nodes.flatMap((node) => [...node.inputs, ...node.outputs]).concat(inferred.graph.graph.inputs),
  );
  const missing = inferred.problems.find((problem) => problem.code === "unknown-operator");
  let verdict: Verdict = "right";
  const details: string[] = [];
  let because = "";
  for (const { name, type } of declared) {
    const fact = inferred.graph.facts.get(name);
    const result = compare(fact, type);
    if (result === "right") continue;
    const why = reasons(inferred, fact);
    because ||= why[0] ?? "";
    const explained = why.some((text) => text.split(/[\s,()]+/).some((word) => names.has(word)));
    details.push(`${name}: ${factText(fact)} for ${JSON.stringify(type)} (${why.join("; ")})`);
    if (result === "wrong") verdict = "wrong";
    else if (missing !== undefined && verdict !== "wrong") verdict = "no rule";
    else if (verdict === "right" || verdict === "unknown, explained") {
      verdict = explained ? "unknown, explained" : "unknown, unexplained";
    }
  }
  if (inferred.problems.some((problem) => problem.code === "bad-node")) verdict = "not a valid file";
  details.push(...inferred.problems.map(({ code, detail }) => `${code} ${detail}`));
  return { verdict, because, detail: `${ops.slice(0, 80)} | ${details.join(" | ")}` };
}

/** Declare outputs of another element type than their input, which no version of TopK and Hardmax allows. */
const mistaken = ["test_top_k", "test_hardmax_axis_0", "test_hardmax_default_axis"].map(
  (name) => `rel-1.1.2/node/${name}.onnx`,
);

/**
 * Operators whose output size depends, by their definition, on values that no inference computes: which elements are not
 * zero or distinct, which words are stopwords, what boxes overlap, what an encoded image holds.
 */
const byDefinition = [
  "Compress",
  "ImageDecoder",
  "NonMaxSuppression",
  "NonZero",
  "StringNormalizer",
  "StringSplit",
  "Unique",
];

/** Use RNN and LSTM of version 1 as if their output had three axes. */
const invalid = ["test_operator_lstm", "test_operator_rnn"].map((name) => `rel-1.1.2/pytorch-operator/${name}.onnx`);

const kindOf = (because: string): string =>
  because
    .replace(/(values of inputs? )\S*_function_?(\S+)\s*$/, "$1$2 inside a function")
    .replace(/condition \S+/, "condition of a loop");

/** Sums by key, most first. */
const tally = (keys: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([key, count]) => `${String(count).padStart(6)}  ${key}`);
};

test.skipIf(!hasShared)("no node test is wrong, and all are right that no run-time value decides", async () => {
  const verdicts: Verdict[] = [];
  const lines: string[] = [];
  const deciding: string[] = [];
  const proofs: string[] = [];
  const unproven: string[] = [];
  const broken: string[] = [];
  const files = readTarGz(sharedPath("models", "onnx-node-tests.tar.gz"));
  expect(files).toHaveLength(2103);
  for (const { name, bytes } of files) {
    if (mistaken.some((ending) => name.endsWith(ending))) continue;
    const model = await readModel(bytesSource(name, bytes)).catch((error: unknown) => String(error));
    if (typeof model === "string") {
      verdicts.push("unreadable");
      lines.push(`unreadable: ${name}: ${model}`);
      continue;
    }
    const bare: Model = { ...model, graph: withoutTypes(model.graph) };
    const { verdict, because, detail } = judge(bare, model.graph.outputs);
    verdicts.push(verdict);
    if (verdict === "right") continue;
    const short = name.split("/").slice(-3).join("/");
    if (verdict === "not a valid file") broken.push(short);
    if (verdict !== "unknown, explained") {
      lines.push(`${verdict}: ${short}: ${detail}`);
      continue;
    }
    deciding.push(kindOf(because));
    const ops = new Set(model.graph.nodes.map((node) => node.op));
    if (byDefinition.some((op) => ops.has(op))) proofs.push("by the definition of the operator");
    else if (twoShapes(bare) !== undefined)
      proofs.push("by two runs of the same file with outputs of different shapes");
    else unproven.push(`${short}: ${detail}`);
  }
  const count = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length;
  const shares = tally(verdicts).map(
    (line) => `${line} (${((100 * Number.parseInt(line)) / files.length).toFixed(1)} %)`,
  );
  const shown = [...lines, ...shares, "What decides the unknown ones:", ...tally(deciding)];
  process.stdout.write(`${[...shown, "Shown to be undecided:", ...tally(proofs), ...unproven].join("\n")}\n`);
  expect(count("wrong")).toBe(0);
  expect(count("unknown, unexplained")).toBe(0);
  expect(count("no rule") + count("unreadable")).toBe(0);
  expect(broken).toEqual(invalid);
  expect(unproven).toEqual([]);
  expect(count("right")).toBeGreaterThanOrEqual(1797);
});
