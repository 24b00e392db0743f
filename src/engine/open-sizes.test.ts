import { expect, test } from "vitest";
import { analysisOf } from "../testing/analyze-text.ts";
import { body, withBodies } from "../testing/body-text.ts";
import { analyzeModel } from "./analyze.ts";

const detector = `
  boxes: float32[1,100,4]
  scores: float32[1,3,100]
  const most: int64[1] = 20
  kept = NonMaxSuppression(boxes, scores, most)
  const one: int64[1] = 1
  const axis: int64[1] = 0
  rows = Cast(kept) to=1
  y = Relu(rows)
`;

test("how many boxes stay is asked, with the bound 1 batch · 3 classes · 20 boxes, and the nodes that wait", () => {
  const { model, totals, nodes, problems } = analysisOf(detector);
  expect(model.open).toEqual([
    {
      name: "NonMaxSuppression_0#0",
      node: "NonMaxSuppression_0",
      question: "How many boxes does NonMaxSuppression_0 keep?",
      because: "the values of inputs boxes and scores",
      atMost: 60,
      waiting: 3,
    },
  ]);
  expect(model.dims).toEqual({});
  expect(nodes.at(-1)?.outputs[0]?.shape).toEqual([undefined, 3]);
  expect([totals.nodes, totals.coveredNodes]).toEqual([3, 0]);
  expect(problems.map(({ code }) => code)).toEqual(["unknown-shape"]);
});

test("a chosen number of boxes gives the rest its cost: Relu on 10 × 3", () => {
  const { model, nodes, totals, problems } = analysisOf(detector, { dims: { "NonMaxSuppression_0#0": 10 } });
  expect(model.dims).toEqual({ "NonMaxSuppression_0#0": 10 });
  expect(model.open).toMatchObject([{ name: "NonMaxSuppression_0#0", atMost: 60, waiting: 0 }]);
  expect(nodes.at(-1)).toMatchObject({ flops: 30, outputs: [{ shape: [10, 3] }] });
  expect(nodes.at(-1)?.outputs[0]?.type).toBe("float32[NonMaxSuppression_0#0, 3]");
  expect(totals.coveredNodes).toBe(2);
  expect(problems).toEqual([]);
});

test.each([
  ["x: float32[4,5]\n y = NonZero(x)", "NonZero_0#0", 20],
  ["x: float32[4,5]\n c: bool[3]\n y = Compress(x, c) axis=0", "Compress_0#0", 3],
  ["x: float32[4,5]\n y = Unique(x)", "Unique_0#0", 20],
  ["x: float32[4,5]\n y = Unique(x) axis=1", "Unique_0#0", 5],
  ["x: float32[9]\n s: int64[1]\n const e: int64[1] = 8\n y = Slice(x, s, e)", "Slice_0#0", 9],
  ["x: float32[batch,5]\n y = NonZero(x)", "NonZero_0#0", 5],
])("the natural bound of %j: %s is at most %d", (text, name, atMost) => {
  expect(analysisOf(text).model.open).toMatchObject([{ name, atMost }]);
});

const repeated = withBodies("n: int64[]\n go: bool[]\n x: float32[8]\n y = Loop(n, go, x)", {
  body: body("i: int64[]\n c: bool[]\n s: float32[8]\n c2 = Identity(c)\n t = Relu(s)", ["c2", "t"]),
});
const file = { name: "loop.onnx", bytes: 0, bytesRead: 0 };

test("how often a loop repeats is asked, and its body counts as often as is answered: 5 · 8 FLOPs", () => {
  const { model, totals } = analyzeModel(repeated, file);
  const [size] = model.open;
  expect(size).toMatchObject({ question: "How often does Loop_0 repeat?", waiting: 2 });
  expect(totals.coveredNodes).toBe(1);
  const answered = analyzeModel(repeated, file, { dims: { [size?.name ?? ""]: 5 } });
  expect(answered.totals).toMatchObject({ flops: 40, coveredNodes: 3 });
});

test("a size that grows in a loop is asked for as all iterations are to have it: 3 · 10 FLOPs, then one row more", () => {
  const growing = withBodies("const n: int64[] = 3\n x: float32[1]\n y = Loop(n, _, x)", {
    body: body("i: int64[]\n c: bool[]\n s: float32[1]\n r = Relu(s)\n t = Concat(r, x) axis=0", ["c", "t"]),
  });
  const open = analyzeModel(growing, file);
  expect(open.model.open).toMatchObject([
    { name: "Loop_0#0", question: "How large is size 0 of carried value 0 while Loop_0 repeats?", waiting: 2 },
  ]);
  expect(open.model.outputs[0]?.shape).toEqual([undefined]);
  const answered = analyzeModel(growing, file, { dims: { "Loop_0#0": 10 } });
  expect(answered.totals).toMatchObject({ flops: 30, coveredNodes: 3 });
  expect(answered.model.outputs[0]?.shape).toEqual([11]);
  expect(answered.problems).toEqual([]);
});

test("a name that asks nothing is reported, with or without a #", () => {
  for (const name of ["M", "Relu_9#0"]) {
    const { problems } = analysisOf("x: float32[4]\n y = Relu(x)", { dims: { [name]: 2 } });
    expect(problems).toEqual([
      { code: "assumed-dim", detail: `${name} was set, but the model has no open size of that name` },
    ]);
  }
});

test("several sizes of a node are told apart, and other operators ask by what decides them", () => {
  const questions = (text: string) => analysisOf(text).model.open.map(({ question }) => question);
  expect(questions("x: float32[4,5]\n s: int64[2]\n e: int64[2]\n y = Slice(x, s, e)")).toEqual([
    "How much does Slice_0 cut out? (1 of 2)",
    "How much does Slice_0 cut out? (2 of 2)",
  ]);
  expect(questions("s: int64[1]\n y = ConstantOfShape(s)")).toEqual(["Which size does ConstantOfShape_0 get from s?"]);
});
