import { expect, test } from "vitest";
import { layoutGraph } from "../../layout/layered.ts";
import { analysisOf } from "../../testing/analyze-text.ts";
import { drawingOf, drawsAlike, nodeSentence, sceneOf } from "./elements.ts";
import { walkerOf } from "./walk.ts";

const { nodes, edges } = analysisOf(`
  x: float32[1,8,16,16]
  const w: float32[16,8,3,3]
  const v: float32[16,16,1,1]
  const u: float32[16,8,1,1]
  const c: float32[16,16,1,1]
  folded = Identity(c)
  stem = Conv(x, w) pads=[1,1,1,1] strides=[2,2]
  left = Conv(stem, v)
  right = Conv(stem, folded)
  sum = Mystery(left, right, stem)
`);
const drawing = drawingOf({ nodes, edges });
const layout = layoutGraph({ nodes: drawing.nodes, edges: drawing.edges });
const scene = sceneOf(nodes, drawing, layout);

test("nodes computed once are left out, with their edges", () => {
  expect(nodes.map(({ folded }) => folded)).toEqual([true, false, false, false, false]);
  expect(drawing.visible).toEqual([1, 2, 3, 4]);
  expect(scene.edges.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [1, 3],
    [2, 4],
    [3, 4],
    [1, 4],
  ]);
});

test("a convolution says its kernel, stride and channels", () => {
  expect(scene.nodes[0]).toMatchObject({ lines: ["Conv 3×3 /2", "8 → 16 channels"], convolution: true });
  expect(scene.nodes[3]).toMatchObject({ lines: ["Mystery"], convolution: false });
});

test("lines run from the bottom of a node to the top of the next, within the box", () => {
  const [stem, left] = scene.nodes;
  const [line] = scene.edges;
  expect(line?.points[0]?.y).toBeCloseTo((stem?.y ?? 0) + (stem?.height ?? 0) / 2, 6);
  expect(line?.points.at(-1)?.y).toBeCloseTo((left?.y ?? 0) - (left?.height ?? 0) / 2, 6);
  for (const { x, y } of scene.nodes) {
    expect(x).toBeGreaterThan(scene.box.left);
    expect(y).toBeLessThan(scene.box.bottom);
  }
});

test("arrows walk: down along the first output, sideways within the level, and stay where the way ends", () => {
  const walker = walkerOf(scene);
  expect(walker.step(undefined, "down")).toBe(1);
  expect(walker.step(1, "down")).toBe(2);
  expect(walker.step(2, "right") === 3 || walker.step(2, "left") === 3).toBe(true);
  expect(walker.step(4, "up")).toBe(2);
  expect(walker.step(4, "down")).toBe(4);
  expect(walker.neighbours(4)).toEqual({ inputs: [2, 3, 1], outputs: [] });
});

test("a node in a sentence, for those who do not see the graph", () => {
  const [, stem] = nodes;
  expect(stem && nodeSentence(stem, "4.1 %", 0, 3)).toBe(
    `Conv ${stem?.name === "" ? stem.id : stem?.name}, 4.1 % of the latency, 0 inputs, 3 outputs`,
  );
});

test("other sizes of a model give the same picture, another kernel or another edge does not", () => {
  const conv = (batch: number, kernel: number, from = "x") =>
    analysisOf(`
      x: float32[${batch},3,16,16]
      const w: float32[3,3,${kernel},${kernel}]
      a = Relu(x)
      b = Conv(${from}, w)
      c = Add(a, a)
    `);
  expect(drawsAlike(conv(1, 3), conv(8, 3))).toBe(true);
  expect(drawsAlike(conv(1, 3), conv(1, 5))).toBe(false);
  expect(drawsAlike(conv(1, 3), conv(1, 3, "a"))).toBe(false);
});
