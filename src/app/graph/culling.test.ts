import fc from "fast-check";
import { expect, test } from "vitest";
import { opClasses } from "../ui/op-class.ts";
import { cullingOf } from "./culling.ts";
import type { Box, Scene } from "./surface.ts";

const [opClass] = opClasses;
if (opClass === undefined) throw new Error("no classes");

const coordinate = fc.integer({ min: -5000, max: 50_000 });
const scenes = fc
  .array(
    fc.record({
      x: coordinate,
      y: coordinate,
      width: fc.integer({ min: 1, max: 300 }),
      height: fc.integer({ min: 1, max: 5000 }),
    }),
  )
  .map((places): Scene => {
    const nodes = places.map((place, index) => ({
      ...place,
      index,
      lines: [],
      opClass,
      convolution: false,
      group: false,
    }));
    const edges = nodes.slice(1).map((node, i) => {
      const before = nodes[i] ?? node;
      return { from: before.index, to: node.index, points: [before, node].map(({ x, y }) => ({ x, y })) };
    });
    return { nodes, edges, box: { left: 0, top: 0, right: 1, bottom: 1 } };
  });
const boxes = fc
  .tuple(coordinate, coordinate, fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 9000 }))
  .map(([left, top, width, height]): Box => ({ left, top, right: left + width, bottom: top + height }));

test("finds exactly what a look at everything finds", () => {
  fc.assert(
    fc.property(scenes, boxes, (scene, box) => {
      const culling = cullingOf(scene);
      const nodes = scene.nodes.filter(
        ({ x, y, width, height }) =>
          x - width / 2 <= box.right &&
          x + width / 2 >= box.left &&
          y - height / 2 <= box.bottom &&
          y + height / 2 >= box.top,
      );
      const edges = scene.edges.filter(({ points }) => {
        const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
        return (
          Math.min(...xs) <= box.right &&
          Math.max(...xs) >= box.left &&
          Math.min(...ys) <= box.bottom &&
          Math.max(...ys) >= box.top
        );
      });
      expect(new Set(culling.nodesIn(box))).toEqual(new Set(nodes));
      expect(new Set(culling.edgesIn(box))).toEqual(new Set(edges));
    }),
  );
});

test("the node at a point is one that covers it", () => {
  const node = { index: 0, x: 50, y: 20, width: 100, height: 40, lines: [], opClass, convolution: false, group: false };
  const culling = cullingOf({ nodes: [node], edges: [], box: { left: 0, top: 0, right: 100, bottom: 40 } });
  expect(culling.nodeAt(99, 39)).toBe(node);
  expect(culling.nodeAt(101, 39)).toBeUndefined();
});
