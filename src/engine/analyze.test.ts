import { expect, test } from "vitest";
import { ProblemError } from "../base/problem.ts";
import { analysisOf } from "../testing/analyze-text.ts";
import { body, withBodies } from "../testing/body-text.ts";
import { analyzeModel } from "./analyze.ts";

const dynamic = `
  x: float32[batch,3,H,W]
  const w: float32[8,3,3,3]
  y = Conv(x, w) strides=[2,2] pads=[1,1,1,1]
`;

test("open sizes get stated values, and types keep their names: floor((H - 1) / 2) + 1", () => {
  const { model, nodes, problems } = analysisOf(dynamic);
  expect(model.dims).toEqual({ batch: 1, H: 224, W: 224 });
  expect(model.inputs[0]).toMatchObject({ shape: [1, 3, 224, 224], type: "float32[batch, 3, H, W]" });
  expect(Object.keys(model.assumed)).toEqual(["batch", "H", "W"]);
  expect(nodes[0]?.outputs[0]).toMatchObject({
    shape: [1, 8, 112, 112],
    type: "float32[batch, 8, floor((H - 1)/(2)) + 1, floor((W - 1)/(2)) + 1]",
  });
  expect(problems.map((problem) => problem.code)).toEqual(["assumed-dim", "assumed-dim", "assumed-dim"]);
});

test("a chosen size is used and not reported as assumed", () => {
  const { model, nodes } = analysisOf(dynamic, { dims: { H: 64, W: 32, batch: 2 } });
  expect(nodes[0]?.outputs[0]?.shape).toEqual([2, 8, 32, 16]);
  expect(model.assumed).toEqual({});
});

test("nothing is assumed for an input whose whole shape is given", () => {
  const { model, problems } = analysisOf(dynamic, { inputShapes: { x: [4, 3, 8, 8] } });
  expect(model.dims).toEqual({});
  expect(problems).toEqual([]);
});

test("a whole input shape may be given; an input that does not exist is a problem that lists those that do", () => {
  expect(analysisOf(dynamic, { inputShapes: { x: [4, 3, 8, 8] } }).nodes[0]?.outputs[0]?.shape).toEqual([4, 8, 4, 4]);
  expect(() => analysisOf(dynamic, { inputShapes: { image: [1] } })).toThrow(ProblemError);
});

test("a model that contradicts the usual length gets a shorter one: a position table of 100 allows 64 tokens", () => {
  const { model, nodes } = analysisOf(`
    x: float32[batch,sequence,8]
    const positions: float32[1,100,8]
    const from: int64[1] = 0
    const axes: int64[1] = 1
    size = Shape(x) start=1 end=2
    own = Slice(positions, from, size, axes)
    y = Add(x, own)
  `);
  expect(model.dims["sequence"]).toBe(64);
  expect(nodes.at(-1)?.outputs[0]?.shape).toEqual([1, 64, 8]);
});

const file = { name: "test.onnx", bytes: 0, bytesRead: 0 };

test("sizes at which both branches can run are better: a kernel of 200 does not fit 128 or 64, but 512", () => {
  const model = withBodies("x: float32[1,1,length]\n c: bool[]\n y = If(c)", {
    then_branch: body("const w: float32[1,1,200]\n t = Conv(x, w)", ["t"]),
    else_branch: body("e = Identity(x)", ["e"]),
  });
  const { model: described, nodes, problems } = analyzeModel(model, file);
  expect(described.dims["length"]).toBe(512);
  expect(problems.map((problem) => problem.code)).toEqual(["assumed-dim", "unknown-shape"]);
  expect(nodes.map(({ op, times, note }) => [op, times, note])).toEqual([
    ["If", 1, "counts the then branch, the costlier: c decides at run time; sizes depend on If_0#0"],
    ["Conv", 1, ""],
    ["Identity", 0, ""],
  ]);
});

test("a branch that never runs leaves no open sizes behind", () => {
  const model = withBodies("x: float32[4,5]\n c: bool[]\n y = If(c)", {
    then_branch: body("n = NonZero(x)\n const a: int64[1] = 0\n t = Squeeze(x, a)", ["t"]),
    else_branch: body("e = Identity(x)", ["e"]),
  });
  expect(analyzeModel(model, file).problems).toEqual([]);
});
