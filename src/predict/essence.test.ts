import { expect, test } from "vitest";
import { inputOf, smallNetwork } from "../testing/gcn-weights.ts";
import { kernelSchemes, kernelTerms } from "./conv-regression.ts";
import { essenceOf } from "./essence.ts";
import { nodeFeatures } from "./features.ts";
import { type WorkGraph, workGraph } from "./kernels.ts";
import { shapeCells } from "./shape-cells.ts";

/** A view is bridged, an activation written twice is computed once, constants are folded. */
const withViews = `
  x: float32[1,8,6,6]
  const w: float32[16,8,3,3]
  const v: float32[576,10]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Relu(a)
  c = Relu(a)
  d = Add(b, c)
  e = Flatten(d)
  y = MatMul(e, v)
`;

const read = (graph: WorkGraph) => ({
  producers: graph.producers,
  features: nodeFeatures(graph),
  cells: shapeCells(graph),
  terms: kernelSchemes.map((scheme) => kernelTerms(graph, scheme)),
});

test.each([
  ["a small network", smallNetwork],
  ["views and twins", withViews],
])("of %s it holds all that predictors read", (_, text) => {
  const input = inputOf(text);
  expect(read(workGraph(essenceOf(input)))).toEqual(read(workGraph(input)));
  expect(essenceOf(input).nodes.length).toBeLessThanOrEqual(input.nodes.length);
});

test("it is plain data without names, and taking it twice changes nothing", () => {
  const input = inputOf(smallNetwork);
  const once = essenceOf({ ...input, unfused: true });
  expect(once.unfused).toBe(true);
  expect(structuredClone(once)).toEqual(once);
  expect(essenceOf(once)).toEqual(once);
  expect(once.nodes.every(({ id, name, inputs }) => id === "" && name === "" && inputs.length === 0)).toBe(true);
  expect(JSON.stringify(once).length / once.nodes.length).toBeLessThan(700);
});
