import { describe, expect, test } from "vitest";
import { inputOf } from "../testing/gcn-weights.ts";
import { kernelTerms, type KernelScheme, multipliesOf, terms, termSums } from "./conv-regression.ts";
import { workGraph } from "./kernels.ts";

function amountsOf(source: string, scheme: KernelScheme): Readonly<Record<string, number>> {
  const sums = termSums(kernelTerms(workGraph(inputOf(source)), scheme));
  return Object.fromEntries(terms.flatMap((name, at) => ((sums[at] ?? 0) === 0 ? [] : [[name, sums[at] ?? 0]])));
}

const conv3x3 = `
  x: float32[1,16,28,28]
  const w: float32[32,16,3,3]
  y = Conv(x, w) pads=[1,1,1,1]
`;

describe("a 3x3 convolution of 16 to 32 channels at 28x28", () => {
  test("by ARM Compute Library: 36 multiplications per tile of 16 outputs and pair of channels, 49 tiles", () => {
    const amounts = amountsOf(conv3x3, "armcl");
    expect(amounts["winograd.mac"]).toBe(36 * 16 * 32 * 49);
    expect(amounts["winograd.in"]).toBe(36 * 16 * 49);
    expect(amounts["winograd.out"]).toBe(36 * 32 * 49);
    expect(amounts["winograd.weight"]).toBe(36 * 16 * 32);
    expect(amounts["dense.mac"]).toBeUndefined();
  });

  test("as all libraries can: a matrix product of Cin · 9 · Cout · P · Q", () => {
    const amounts = amountsOf(conv3x3, "common");
    expect(amounts["dense.mac"]).toBe(16 * 9 * 32 * 28 * 28);
    expect(amounts["winograd.mac"]).toBeUndefined();
  });

  test("Winograd multiplies a quarter as often where tiles fit: what no peak may be held against", () => {
    const graph = workGraph(inputOf(conv3x3));
    const [node] = graph.nodes;
    const multiplies = (["armcl", "common"] as const).map((one) => multipliesOf(node!, kernelTerms(graph, one)[0]));
    expect(multiplies).toEqual([node!.macs! / 4, node!.macs]);
  });
});

test.each([
  ["hard-swish", "b = HardSwish(a)", "b = Add(a, 3)|c = Clip(b, 0, 6)|d = Mul(a, c)|y = Div(d, 6)"],
  ["hard-sigmoid", "y = HardSigmoid(a)", "b = Add(a, 3)|c = Clip(b, 0, 6)|y = Div(c, 6)"],
])("%s counts the same as one node and spelled out", (_, one, spelled) => {
  const inModel = (nodes: string): string => `
    x: float32[1,16,28,28]
    const w: float32[32,16,3,3]
    const 0: float32[1]
    const 3: float32[1]
    const 6: float32[1]
    a = Conv(x, w) pads=[1,1,1,1]
    ${nodes.replaceAll("|", "\n    ")}
  `;
  expect(amountsOf(inModel(one), "common")).toEqual(amountsOf(inModel(spelled), "common"));
});

test("ARM Compute Library runs two groups as two convolutions of half the channels", () => {
  const whole = amountsOf(
    `
      x: float32[1,96,27,27]
      const w: float32[256,48,5,5]
      y = Conv(x, w) group=2 pads=[2,2,2,2]
    `,
    "armcl",
  );
  const half = amountsOf(
    `
      x: float32[1,48,27,27]
      const w: float32[128,48,5,5]
      y = Conv(x, w) pads=[2,2,2,2]
    `,
    "armcl",
  );
  for (const [name, amount] of Object.entries(half)) expect([name, whole[name]]).toEqual([name, 2 * amount]);
});

test("a local response normalization has a share of its own: it is no other element-wise kernel", () => {
  const amounts = amountsOf("x: float32[1,8,4,4]\ny = LRN(x) size=5", "armcl");
  expect(amounts["+lrn.byte"]).toBe(2 * 8 * 4 * 4 * 4);
});
