import { expect, test } from "vitest";
import { formatDim } from "../graph/dims.ts";
import type { Attribute, Model } from "../onnx/model.ts";
import { factsOf, factText, inferModel, modelOf } from "../testing/graph-text.ts";

const text = (model: string, name = "y"): string => {
  const fact = factsOf(model).get(name);
  const list = fact?.kind === "tensor" ? fact.elements?.map((e) => (e === undefined ? "?" : formatDim(e))) : undefined;
  return factText(fact) + (list === undefined ? "" : ` {${list.join(" ")}}`);
};
const two = "a: float32[2,3]\n b: float32[4,3]\n s = SequenceConstruct(a, b)\n";

test("a sequence remembers its elements", () => {
  expect(text(`${two} const i: int64[] = -1\n y = SequenceAt(s, i)`)).toBe("float32[4,3]");
  expect(text(`${two} y = SequenceLength(s)`)).toBe("int64[] {2}");
});

test("an element chosen at run time: the sizes that all share", () => {
  const { graph, unknowns } = inferModel(modelOf(`${two} i: int64[]\n y = SequenceAt(s, i)`));
  expect(factText(graph.facts.get("y"))).toBe("float32[SequenceAt_1#0,3]");
  expect([...unknowns.values()]).toEqual(["the values of input i"]);
});

test("inserting and erasing by position, at the end by default", () => {
  expect(text(`${two} t = SequenceInsert(s, a)\n const i: int64[] = 2\n y = SequenceAt(t, i)`)).toBe("float32[2,3]");
  expect(text(`${two} t = SequenceErase(s)\n const i: int64[] = -1\n y = SequenceAt(t, i)`)).toBe("float32[2,3]");
});

test("a position outside is a problem", () => {
  const { problems } = inferModel(modelOf(`${two} const i: int64[] = 5\n y = SequenceAt(s, i)`));
  expect(problems).toMatchObject([{ code: "bad-node", detail: "position 5 in a sequence of 2" }]);
});

test("an empty sequence knows its type and length", () => {
  expect(text("s = SequenceEmpty() dtype=7\n y = SequenceLength(s)")).toBe("int64[] {0}");
  expect(text("y = SequenceEmpty() dtype=7")).toBe("seq(int64[*])");
});

test("ConcatFromSequence: 2 + 4 along the axis, or a new axis of 2", () => {
  expect(text(`${two} y = ConcatFromSequence(s) axis=0`)).toBe("float32[6,3]");
  expect(text("a: float32[2,3]\n s = SequenceConstruct(a, a)\n y = ConcatFromSequence(s) axis=-1 new_axis=1")).toBe(
    "float32[2,3,2]",
  );
});

test("SplitToSequence: ceil(7 / 3) = 3 parts, the last of 1", () => {
  const split = "x: float32[7,2]\n const k: int64[] = 3\n s = SplitToSequence(x, k)\n const i: int64[] = -1\n";
  expect(text(`${split} y = SequenceLength(s)`)).toBe("int64[] {3}");
  expect(text(`${split} y = SequenceAt(s, i)`)).toBe("float32[1,2]");
  expect(text(`${split} y = ConcatFromSequence(s) axis=0`)).toBe("float32[7,2]");
});

test("SplitToSequence in single elements, the axis dropped, put together again", () => {
  expect(text("x: float32[T,2]\n y = SplitToSequence(x) keepdims=0")).toBe("seq(float32[2])");
  expect(
    text("x: float32[T,2]\n s = SplitToSequence(x) keepdims=0\n y = ConcatFromSequence(s) axis=0 new_axis=1"),
  ).toBe("float32[T,2]");
});

test("SequenceMap runs its body once for each element", () => {
  const model = modelOf(`${two} m = SequenceMap(s)\n const i: int64[] = 1\n y = SequenceAt(m, i)`);
  const body: Attribute = { kind: "graph", value: modelOf("e: float32[K,3]\n r = Transpose(e)").graph };
  const nodes = model.graph.nodes.map((node) => (node.op === "SequenceMap" ? { ...node, attributes: { body } } : node));
  const inferred = inferModel({ ...model, graph: { ...model.graph, nodes } } satisfies Model);
  expect(factText(inferred.graph.facts.get("y"))).toBe("float32[3,4]");
  expect(inferred.graph.nodes[1]?.bodies[0]?.trips).toBe(2);
});

test("an optional gives back what was put in", () => {
  expect(text("a: float32[2]\n o = Optional(a)\n y = OptionalGetElement(o)")).toBe("float32[2]");
  expect(text("a: float32[2]\n y = OptionalHasElement(a)")).toBe("bool[] {1}");
  expect(text("y = OptionalHasElement()")).toBe("bool[] {0}");
  expect(text("o = Optional()\n y = OptionalHasElement(o)")).toBe("bool[] {0}");
});
