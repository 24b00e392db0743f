import { expect, test } from "vitest";
import { inputOf } from "../testing/gcn-weights.ts";
import { rolesOf, workGraph } from "./kernels.ts";

/** Role of each operator in a graph whose operators are all unlike. */
function rolesByOp(text: string, fusing: "usual" | "linked" | "clamped"): Readonly<Record<string, string>> {
  const graph = { ...workGraph(inputOf(text)), fusing };
  const roles = rolesOf(graph);
  return Object.fromEntries(graph.nodes.map(({ op }, at) => [op, roles[at] ?? ""]));
}

const residual = `
  x: float32[1,8,14,14]
  const w: float32[8,8,3,3]
  a = Conv(x, w) pads=[1,1,1,1]
  b = Add(a, x)
  y = Relu(b)
`;

test("a sum and the clamp behind it are linked into the convolution before them", () => {
  expect(rolesByOp(residual, "linked")).toEqual({ Conv: "kernel", Add: "fused", Relu: "fused" });
});

test("where only convolutions take clamps, both are kernels", () => {
  expect(rolesByOp(residual, "clamped")).toEqual({ Conv: "kernel", Add: "kernel", Relu: "kernel" });
});

test("a value that two nodes read is not linked away; what ends the branches joins the later one", () => {
  const text = `
    x: float32[1,8,14,14]
    const w: float32[8,8,3,3]
    a = Conv(x, w) pads=[1,1,1,1]
    b = Sigmoid(a)
    c = Relu(a)
    y = Add(b, c)
  `;
  expect(rolesByOp(text, "linked")).toEqual({ Conv: "kernel", Sigmoid: "kernel", Relu: "kernel", Add: "fused" });
});

test("a gate of another shape is no step of the kernel before it", () => {
  const text = `
    x: float32[1,8,14,14]
    g = GlobalAveragePool(x)
    y = Mul(x, g)
  `;
  expect(rolesByOp(text, "linked")).toEqual({ GlobalAveragePool: "kernel", Mul: "kernel" });
});

test("a hard-swish written as x · clip(x + 3) / 6 is one step of the convolution", () => {
  const text = `
    x: float32[1,8,14,14]
    const w: float32[8,8,3,3]
    const three: float32[1]
    const low: float32[]
    a = Conv(x, w) pads=[1,1,1,1]
    b = Add(a, three)
    c = Clip(b, low)
    d = Div(c, three)
    y = Mul(a, d)
  `;
  expect(Object.values(rolesByOp(text, "linked"))).toEqual(["kernel", "fused", "fused", "fused", "fused"]);
  expect(rolesByOp(text, "usual")["Mul"]).toBe("gate");
});
