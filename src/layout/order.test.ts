import fc from "fast-check";
import { expect, test } from "vitest";
import { layersOf } from "./layers.ts";
import { crossings, rowsOf } from "./order.ts";
import { type Points, pointsOf } from "./points.ts";

const graph = fc
  .array(fc.record({ from: fc.nat(19), to: fc.nat(19) }), { maxLength: 50 })
  .map((edges) => edges.filter(({ from, to }) => from < to));

function pointsFrom(edges: readonly { from: number; to: number }[]): Points {
  const links = {
    width: new Float64Array(20).fill(50),
    height: new Float64Array(20).fill(20),
    from: Int32Array.from(edges, (edge) => edge.from),
    to: Int32Array.from(edges, (edge) => edge.to),
  };
  return pointsOf(links, layersOf(links), 24);
}

function segmentsOf({ down, layer }: Points, place: Int32Array) {
  return Array.from(layer).flatMap((l, point) =>
    [...down.items.subarray(down.start[point], down.start[point + 1])].map((to) => ({
      layer: l,
      top: place[point]!,
      bottom: place[to]!,
    })),
  );
}

test("crossings equal those of all pairs", () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const points = pointsFrom(edges);
      const rows = rowsOf(points, 0);
      const all = segmentsOf(points, rows.place);
      let slow = 0;
      for (const a of all) {
        for (const b of all) slow += a.layer === b.layer && a.top < b.top && a.bottom > b.bottom ? 1 : 0;
      }
      expect(crossings(points, rows)).toBe(slow);
    }),
  );
});

test("sweeps never add crossings", () => {
  fc.assert(
    fc.property(graph, (edges) => {
      const points = pointsFrom(edges);
      expect(crossings(points, rowsOf(points, 4))).toBeLessThanOrEqual(crossings(points, rowsOf(points, 0)));
    }),
  );
});

test("sweeps undo a crossing that the file's order makes", () => {
  // 0 and 1 read nothing; 2 reads 1, 3 reads 0, and 4 joins them.
  const points = pointsFrom([
    { from: 0, to: 3 },
    { from: 1, to: 2 },
    { from: 2, to: 4 },
    { from: 3, to: 4 },
  ]);
  expect(crossings(points, rowsOf(points, 4))).toBe(0);
});
