import { expect, test } from "vitest";
import { analyzeModel } from "../engine/analyze.ts";
import { synthetic } from "./synthetic.ts";

test.each([3, 4, 5, 17, 1_000])("%d nodes asked for are as many, all of known shape", (nodes) => {
  const model = synthetic({ nodes });
  expect(model.graph.nodes).toHaveLength(nodes);
  const { totals, problems } = analyzeModel(model, { name: "", bytes: 0, bytesRead: 0 });
  expect(problems).toEqual([]);
  expect(totals.coveredNodes).toBe(nodes);
});

test("10,000 nodes with branches: joins of both kinds occur, and the seed decides everything", () => {
  const model = synthetic({ nodes: 10_000, seed: 7 });
  const ops = new Set(model.graph.nodes.map((node) => node.op));
  expect(ops).toEqual(new Set(["Conv", "Relu", "Add", "Concat", "MaxPool", "GlobalAveragePool", "Flatten", "Gemm"]));
  expect(model.graph.nodes).toHaveLength(10_000);
  expect(synthetic({ nodes: 10_000, seed: 7 })).toEqual(model);
  expect(synthetic({ nodes: 10_000, seed: 8 })).not.toEqual(model);
});
