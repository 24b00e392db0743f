import { expect, test } from "vitest";
import { ProblemError } from "../base/problem.ts";
import type { FunctionDef, GraphDef, Model, NodeDef } from "../onnx/model.ts";
import { modelOf } from "../testing/graph-text.ts";
import { graphOf } from "./from-onnx.ts";
import { freeNames } from "./order.ts";

const named = (node: NodeDef, name: string): NodeDef => ({ ...node, name });
const withNodes = (model: Model, nodes: readonly NodeDef[]): Model => ({ ...model, graph: { ...model.graph, nodes } });

test("nodes are sorted, ties in file order, and the sorting is reported", () => {
  const model = modelOf("x: float32[1]\n b = Relu(a)\n a = Neg(x)\n c = Abs(x)");
  const { graph, problems } = graphOf(model);
  expect(graph.nodes.map((node) => node.op)).toEqual(["Neg", "Relu", "Abs"]);
  expect(problems.map((problem) => problem.code)).toEqual(["unsorted"]);
});

test("a cycle is a problem that names the nodes waiting for each other", () => {
  const model = modelOf("x: float32[1]\n a = Add(x, b)\n b = Relu(a)\n c = Abs(x)");
  expect(() => graphOf(model)).toThrow(ProblemError);
  try {
    graphOf(model);
  } catch (error) {
    expect(error).toMatchObject({ problem: { code: "cyclic-graph", nodes: ["Add_0", "Relu_1"] } });
  }
});

test("an id is the name where it is unique, else operator and position", () => {
  const model = modelOf("x: float32[1]\n a = Relu(x)\n b = Relu(a)\n c = Relu(b)");
  const [first, second, third] = model.graph.nodes;
  const { graph } = graphOf(withNodes(model, [named(first!, "stem"), named(second!, "twin"), named(third!, "twin")]));
  expect(graph.nodes.map((node) => node.id)).toEqual(["stem", "Relu_1", "Relu_2"]);
});

const branch = (text: string): GraphDef => modelOf(text).graph;

test("subgraphs are bodies with ids below their parent, and see values from outside", () => {
  const model = modelOf("x: float32[1]\n const c: bool[] = 1\n y = If(c)");
  const [holder] = model.graph.nodes;
  const attributes = {
    then_branch: { kind: "graph", value: branch("t = Relu(x)") },
    else_branch: { kind: "graph", value: branch("e = Neg(x)") },
  } as const;
  const { graph } = graphOf(withNodes(model, [{ ...holder!, attributes }]));
  const [parent] = graph.nodes;
  expect(parent?.bodies.map((body) => [body.label, body.graph.nodes[0]?.id])).toEqual([
    ["then", "If_0/then/Relu_0"],
    ["else", "If_0/else/Neg_0"],
  ]);
  expect([...freeNames(parent!.bodies[0]!.graph)]).toEqual(["x"]);
});

const scaled: FunctionDef = {
  name: "Scaled",
  domain: "my",
  overload: "",
  inputs: ["a"],
  outputs: ["r"],
  attributes: ["slope"],
  defaults: {},
  opsets: { "ai.onnx": 18 },
  nodes: modelOf("r = LeakyRelu(a)").graph.nodes.map((node) => ({
    ...node,
    attributes: { alpha: { kind: "reference", value: "slope" } },
  })),
  valueInfo: [],
};

test("a function is expanded below its caller, with the caller's attributes in place of references", () => {
  const model = {
    ...modelOf("x: float32[1]\n y = my.Scaled(x) slope=0.25", { "ai.onnx": 21, my: 1 }),
    functions: [scaled],
  };
  const [call] = graphOf(model).graph.nodes;
  const [inner] = call!.bodies[0]!.graph.nodes;
  expect(inner).toMatchObject({ id: "Scaled_0/LeakyRelu_0", version: 18, attributes: { alpha: { value: 0.25 } } });
});

test("functions that call each other without end are refused", () => {
  const endless: FunctionDef = { ...scaled, nodes: modelOf("r = my.Scaled(a)").graph.nodes };
  const model = { ...modelOf("x: float32[1]\n y = my.Scaled(x)"), functions: [endless] };
  expect(() => graphOf(model)).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: "too-large" }) }),
  );
});

test("bodies of functions and functions in bodies nest up to a bound that no stack suffers from", () => {
  const call = (name: string): NodeDef => ({ ...modelOf("y = Relu(x)").graph.nodes[0]!, op: name, domain: "my" });
  const wrapped = (inner: NodeDef, depth: number): NodeDef =>
    Array.from({ length: depth }).reduce<NodeDef>((node) => {
      const value: GraphDef = { ...modelOf("y = Relu(x)").graph, nodes: [node] };
      return { ...modelOf("y = If(x)").graph.nodes[0]!, attributes: { then_branch: { kind: "graph", value } } };
    }, inner);
  const chain = (depth: number): Model => ({
    ...modelOf("x: float32[1]\n y = Relu(x)"),
    functions: ["A", "B", "C"].map((name, index) => ({
      ...scaled,
      name,
      nodes: [wrapped(call("BCD"[index] ?? ""), depth)],
    })),
  });
  const depthOf = (depth: number) => graphOf(withNodes(chain(depth), [call("A")]));
  expect(depthOf(30).graph.nodes).toHaveLength(1);
  expect(() => depthOf(40)).toThrow(ProblemError);
});
