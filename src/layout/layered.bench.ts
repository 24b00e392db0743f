import { bench, describe } from "vitest";
import { cnnLike, densenetLike, unetLike } from "../testing/layout-graphs.ts";
import { layoutGraph } from "./layered.ts";

/** Budgets: 2,000 nodes 30 ms, 10,000 nodes 150 ms, the DenseNet-201-like graph 50 ms. */
describe("layout", () => {
  const graphs = {
    "CNN-like, 500 nodes": cnnLike(500),
    "CNN-like, 2,000 nodes": cnnLike(2_000),
    "CNN-like, 10,000 nodes": cnnLike(10_000),
    "DenseNet-201-like": densenetLike([6, 12, 48, 32]),
    "U-Net, 200 skips": unetLike(200),
  };
  for (const [name, graph] of Object.entries(graphs)) {
    bench(`${name} (${graph.nodes.length} nodes, ${graph.edges.length} edges)`, () => void layoutGraph(graph), {
      time: 500,
    });
  }
});
