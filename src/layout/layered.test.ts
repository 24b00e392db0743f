import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cnnLike, densenetLike, graphBuilder, inceptionLike, resnetLike, unetLike } from "../testing/layout-graphs.ts";
import { type Layout, type LayoutInput, layoutGraph } from "./layered.ts";

const size = fc.record({ width: fc.integer({ min: 1, max: 200 }), height: fc.integer({ min: 1, max: 90 }) });

const anyGraph = fc
  .array(size, { maxLength: 40 })
  .chain((nodes) => fc.record({ nodes: fc.constant(nodes), edges: edgesAmong(nodes.length, false) }));
const dag = fc
  .array(size, { minLength: 1, maxLength: 40 })
  .chain((nodes) => fc.record({ nodes: fc.constant(nodes), edges: edgesAmong(nodes.length, true) }));
/** Small so that gutters are in play. */
const options = fc.record({ gutterSpan: fc.integer({ min: 1, max: 6 }) });

function edgesAmong(count: number, forwardOnly: boolean): fc.Arbitrary<LayoutInput["edges"]> {
  if (count === 0) return fc.constant([]);
  const end = fc.nat(count - 1);
  const edges = fc.array(fc.record({ from: end, to: end }), { maxLength: 80 });
  if (!forwardOnly) return edges;
  return edges.map((all) =>
    all
      .filter(({ from, to }) => from !== to)
      .map(({ from, to }) => ({ from: Math.min(from, to), to: Math.max(from, to) })),
  );
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxes({ nodes }: LayoutInput, { x, y }: Layout): Box[] {
  return nodes.map(({ width, height }, i) => ({
    left: x[i]! - width / 2,
    right: x[i]! + width / 2,
    top: y[i]! - height / 2,
    bottom: y[i]! + height / 2,
  }));
}

function* segments(line: Float64Array) {
  for (let i = 0; i + 3 < line.length; i += 2) yield [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!] as const;
}

const SLACK = 1e-6;

/** Does the segment run through the inside of the box? Clips it to the box (Liang-Barsky). */
function runsThrough([x0, y0, x1, y1]: readonly [number, number, number, number], box: Box): boolean {
  let [enter, leave] = [0, 1];
  const sides = [
    [x0 - x1, x0 - box.left - SLACK],
    [x1 - x0, box.right - SLACK - x0],
    [y0 - y1, y0 - box.top - SLACK],
    [y1 - y0, box.bottom - SLACK - y0],
  ] as const;
  for (const [direction, distance] of sides) {
    if (direction === 0) {
      if (distance <= 0) return false;
    } else if (direction < 0) enter = Math.max(enter, distance / direction);
    else leave = Math.min(leave, distance / direction);
  }
  return enter < leave;
}

/** Proper crossings of two lines of different edges that share no end; parallel and touching ones do not count. */
function crossingCount(graph: LayoutInput, layout: Layout): number {
  const all = layout.edges.flatMap((line, edge) => [...segments(line)].map((at) => ({ edge, at })));
  let count = 0;
  all.forEach((a, i) => {
    for (const b of all.slice(i + 1)) {
      if (graph.edges[a.edge]!.from === graph.edges[b.edge]!.from) continue;
      if (graph.edges[a.edge]!.to === graph.edges[b.edge]!.to) continue;
      if (cross(a.at, b.at)) count += 1;
    }
  });
  return count;
}

function cross(a: readonly [number, number, number, number], b: readonly [number, number, number, number]): boolean {
  const side = (s: typeof a, x: number, y: number) => (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0]);
  return side(a, b[0], b[1]) * side(a, b[2], b[3]) < -SLACK && side(b, a[0], a[1]) * side(b, a[2], a[3]) < -SLACK;
}

describe("any graph, cycles and loose pieces included", () => {
  test("all coordinates are finite and inside the drawing", () => {
    fc.assert(
      fc.property(anyGraph, options, (graph, spacing) => {
        const layout = layoutGraph(graph, spacing);
        expect(layout.edges.length).toBe(graph.edges.length);
        const inside = (value: number, end: number) => value >= -SLACK && value <= end + SLACK;
        for (const box of boxes(graph, layout)) {
          expect(inside(box.left, layout.width) && inside(box.right, layout.width)).toBe(true);
          expect(inside(box.top, layout.height) && inside(box.bottom, layout.height)).toBe(true);
        }
        for (const line of layout.edges) {
          line.forEach((value, i) => expect(inside(value, i % 2 === 0 ? layout.width : layout.height)).toBe(true));
        }
      }),
    );
  });

  test("no two nodes overlap", () => {
    fc.assert(
      fc.property(anyGraph, options, (graph, spacing) => {
        const all = boxes(graph, layoutGraph(graph, spacing));
        all.forEach((a, i) => {
          for (const b of all.slice(i + 1)) {
            const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            expect(apart).toBe(true);
          }
        });
      }),
    );
  });

  test("no line, in the gutter or not, runs through a node", () => {
    fc.assert(
      fc.property(anyGraph, options, (graph, spacing) => {
        const layout = layoutGraph(graph, spacing);
        const all = boxes(graph, layout);
        for (const line of layout.edges) {
          for (const segment of segments(line)) expect(all.some((box) => runsThrough(segment, box))).toBe(false);
        }
      }),
    );
  });

  test("lines go from the bottom of `from` to the top of `to`", () => {
    fc.assert(
      fc.property(anyGraph, options, (graph, spacing) => {
        const layout = layoutGraph(graph, spacing);
        const all = boxes(graph, layout);
        graph.edges.forEach(({ from, to }, i) => {
          const line = layout.edges[i]!;
          expect(line[1]).toBeCloseTo(all[from]!.bottom);
          expect(line.at(-1)).toBeCloseTo(all[to]!.top);
          expect(Math.abs(line[0]! - layout.x[from]!)).toBeLessThanOrEqual(graph.nodes[from]!.width / 2);
          expect(Math.abs(line.at(-2)! - layout.x[to]!)).toBeLessThanOrEqual(graph.nodes[to]!.width / 2);
        });
      }),
    );
  });

  test("the same graph gives the same drawing", () => {
    fc.assert(
      fc.property(anyGraph, options, (graph, spacing) => {
        expect(layoutGraph(graph, spacing)).toEqual(layoutGraph(graph, spacing));
      }),
    );
  });
});

test("every line of a graph without cycles only goes down", () => {
  fc.assert(
    fc.property(dag, options, (graph, spacing) => {
      const layout = layoutGraph(graph, spacing);
      graph.edges.forEach(({ from, to }, i) => {
        expect(layout.layers[to]).toBeGreaterThan(layout.layers[from]!);
        for (const [, y0, , y1] of segments(layout.edges[i]!)) expect(y1).toBeGreaterThan(y0 - SLACK);
      });
    }),
  );
});

test("lanes of different nodes never run over each other", () => {
  fc.assert(
    fc.property(dag, options, (graph, spacing) => {
      const layout = layoutGraph(graph, spacing);
      const lanes = layout.edges.flatMap((line, edge) =>
        [...segments(line)]
          .filter(([x0, , x1]) => x0 === x1)
          .map(([x, y0, , y1]) => ({ from: graph.edges[edge]!.from, to: graph.edges[edge]!.to, x, y0, y1 })),
      );
      lanes.forEach((a, i) => {
        for (const b of lanes.slice(i + 1)) {
          if (a.from === b.from || a.to === b.to || Math.abs(a.x - b.x) > SLACK) continue;
          expect(Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)).toBeLessThanOrEqual(SLACK);
        }
      });
    }),
  );
});

test("no node, one node, one node that feeds itself", () => {
  expect(layoutGraph({ nodes: [], edges: [] })).toMatchObject({ width: 0, height: 0 });
  const node = { width: 80, height: 20 };
  const one = layoutGraph({ nodes: [node], edges: [] });
  expect([one.x[0], one.y[0], one.width, one.height]).toEqual([40, 10, 80, 20]);
  const self = layoutGraph({ nodes: [node], edges: [{ from: 0, to: 0 }] });
  expect(Math.max(...self.edges[0]!.filter((_, i) => i % 2 === 0))).toBeGreaterThan(self.x[0]! + 40);
});

test("a chain is one straight vertical, whatever the sizes of its nodes", () => {
  const builder = graphBuilder((i) => ({ width: 40 + 17 * (i % 5), height: 20 + 3 * (i % 4) }));
  builder.chain(50, builder.add());
  const layout = layoutGraph(builder.graph);
  expect(new Set(layout.x).size).toBe(1);
  for (const line of layout.edges) expect(line.length).toBe(4);
});

test("a diamond is symmetric, its first branch on the left", () => {
  const { x, y } = drawn("0 1, 0 2, 1 3, 2 3");
  expect(x[0]).toBe(x[3]);
  expect(x[0]! - x[1]!).toBe(x[2]! - x[0]!);
  expect(x[1]).toBeLessThan(x[2]!);
  expect(y[1]).toBe(y[2]);
});

test("the body of a residual block stays straight and its shortcut passes on the right", () => {
  const layout = drawn("0 1, 1 2, 2 3, 3 4, 0 4, 4 5");
  expect(new Set(layout.x).size).toBe(1);
  const shortcut = layout.edges[4]!;
  expect(Math.max(...shortcut.filter((_, i) => i % 2 === 0))).toBeGreaterThan(layout.x[1]! + 50);
});

test("ResNet-50: the spine is straight, nothing crosses", () => {
  const graph = resnetLike([3, 4, 6, 3]);
  const layout = layoutGraph(graph);
  expect(crossingCount(graph, layout)).toBe(0);
  // All but the four convolutions of the downsampling shortcuts stand in one line.
  const aside = layout.x.filter((x) => x !== layout.x[0]);
  expect(aside.length).toBe(4);
});

test("Inception: branches in the order of the file, symmetric, nothing crosses, joins in one line", () => {
  const graph = inceptionLike(3);
  const { x, ...layout } = layoutGraph(graph);
  expect(crossingCount(graph, { x, ...layout })).toBe(0);
  const [split, one, two, three, four, join] = [3, 4, 6, 10, 16, 19].map((node) => x[node]!);
  expect([one, two, three, four]).toEqual([one, two, three, four].toSorted((a, b) => a! - b!));
  expect(join).toBe(split);
  expect(one! + four!).toBeCloseTo(2 * split!);
  expect(two! + three!).toBeCloseTo(2 * split!);
});

test("a nested fork is symmetric too, and its branch stands above its middle", () => {
  // 0 forks to 1 and 6; 1 forks to 2 and 3, joined by 4.
  const { x } = drawn("0 1, 1 2, 1 3, 2 4, 3 4, 0 6, 6 7, 7 8, 4 5, 5 9, 8 9");
  expect(x[1]).toBeCloseTo((x[2]! + x[3]!) / 2);
  expect(x[4]).toBeCloseTo((x[2]! + x[3]!) / 2);
  expect(x[9]).toBeCloseTo(x[0]!);
});

test("a second input stands right above the node that reads it", () => {
  const { layers } = drawn("0 1, 1 2, 2 3, 3 4, 5 4");
  expect(layers[5]).toBe(3);
});

test("DenseNet: the spine is straight and one lane serves all readers of a tensor", () => {
  const graph = densenetLike([8]);
  const layout = layoutGraph(graph);
  expect(new Set(layout.x).size).toBe(1);
  const first = graph.edges.flatMap(({ from, to }, i) => (from === 4 && to !== 5 ? [layout.edges[i]!] : []));
  expect(first.length).toBe(8);
  expect(new Set(first.map((line) => Math.max(...line.filter((_, i) => i % 2 === 0)))).size).toBe(1);
});

test("U-Net: nested skips nest in the gutter and do not cross", () => {
  const graph = unetLike(9);
  const layout = layoutGraph(graph);
  expect(crossingCount(graph, layout)).toBe(0);
  expect(new Set(layout.x).size).toBe(1);
});

test("a ladder of shortcuts stays as narrow as one that is short", () => {
  const ladder = (length: number) => {
    const edges = Array.from({ length }, (_, i) => [i + 1, i + 4].map((to) => ({ from: i, to }))).flat();
    return layoutGraph({ nodes: Array.from({ length: length + 4 }, () => ({ width: 100, height: 30 })), edges });
  };
  expect(ladder(500).width).toBeLessThan(ladder(10).width + 100);
});

test("a cycle: the edge that closes it goes round, all others go down", () => {
  const { layers, edges, y } = drawn("0 1, 1 2, 2 3, 3 1, 3 4");
  expect([...layers]).toEqual([0, 1, 2, 3, 4]);
  const back = edges[3]!;
  expect(back[1]).toBeGreaterThan(y[3]!);
  expect(back.at(-1)).toBeLessThan(y[1]!);
});

test("two pieces stand side by side", () => {
  const { x, y, layers } = drawn("0 1, 1 2, 3 4, 4 5");
  expect(Math.min(x[3]!, x[4]!, x[5]!) - Math.max(x[0]!, x[1]!, x[2]!)).toBeGreaterThan(100);
  expect(y[3]).toBe(y[0]);
  expect([...layers]).toEqual([0, 1, 2, 0, 1, 2]);
});

test("repeated edges are drawn alike and count once", () => {
  const layout = drawn("0 1, 0 1, 1 2");
  expect(layout.edges[0]).toEqual(layout.edges[1]);
  expect(new Set(layout.x).size).toBe(1);
});

test("lines are views of one buffer, so that a worker hands them over in one piece", () => {
  const { edges } = layoutGraph(resnetLike([2]));
  expect(new Set(edges.map((line) => line.buffer)).size).toBe(1);
  expect(structuredClone(edges)).toEqual(edges);
});

test("a chain of 100,000 nodes needs no deep stack, and many skips no points of their own", { timeout: 30_000 }, () => {
  const chain = graphBuilder();
  chain.chain(100_000, chain.add());
  expect(new Set(layoutGraph(chain.graph).x).size).toBe(1);
  // Loose enough for a busy machine; a layout that grows with the square takes minutes.
  const started = performance.now();
  layoutGraph(cnnLike(10_000));
  layoutGraph(densenetLike([6, 12, 48, 32]));
  layoutGraph(unetLike(200));
  expect(performance.now() - started).toBeLessThan(15_000);
});

function drawn(text: string): Layout {
  const edges = text.split(", ").map((pair) => {
    const [from = 0, to = 0] = pair.split(" ").map(Number);
    return { from, to };
  });
  const count = 1 + Math.max(...edges.flatMap(({ from, to }) => [from, to]));
  return layoutGraph({ nodes: Array.from({ length: count }, () => ({ width: 100, height: 30 })), edges });
}

test("what is done is told ascending, from 0 to 1, over all loose pieces", () => {
  const told: number[] = [];
  const [a, b] = [cnnLike(500), densenetLike([3, 6])];
  const nodes = [...a.nodes, ...b.nodes];
  const beside = b.edges.map(({ from, to }) => ({ from: from + a.nodes.length, to: to + a.nodes.length }));
  layoutGraph({ nodes, edges: [...a.edges, ...beside] }, {}, (done) => void told.push(done));
  expect(told.length).toBeGreaterThan(4);
  expect(told).toEqual(told.toSorted((x, y) => x - y));
  expect(told[0]).toBeGreaterThan(0);
  expect(told.at(-1)).toBeLessThan(1);
  expect(told.some((done) => done > a.nodes.length / nodes.length)).toBe(true);
});
