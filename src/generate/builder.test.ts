import { expect, test } from "vitest";
import { analyzeModel } from "../engine/analyze.ts";
import { Builder, type Value } from "./builder.ts";

/** The value's shape as the builder tracks it, and as the engine infers it. */
function shapes(layers: (net: Builder, x: Value) => Value, sizes: readonly number[]) {
  const net = new Builder({ name: "test" });
  const y = layers(net, net.input("x", sizes));
  const model = net.finish(y);
  const { nodes } = analyzeModel(model, { name: "test", bytes: 0, bytesRead: 0 });
  return [y.shape, nodes.at(-1)?.outputs[0]?.shape];
}

const cases: readonly (readonly [string, readonly number[], readonly number[], (net: Builder, x: Value) => Value])[] = [
  ["stem", [3, 224, 224], [1, 64, 112, 112], (n, x) => n.conv("y", x, { channels: 64, kernel: 7, stride: 2 })],
  ["dilation", [4, 32, 32], [1, 8, 28, 28], (n, x) => n.conv("y", x, { channels: 8, kernel: 3, dilation: 2, pad: 0 })],
  ["groups", [8, 9, 9], [1, 16, 9, 9], (n, x) => n.conv("y", x, { channels: 16, kernel: 5, groups: 4 })],
  ["ceil pool", [8, 111, 111], [1, 8, 55, 55], (n, x) => n.maxPool("y", x, { kernel: 3, stride: 2, ceil: true })],
  [
    "ceil pool, half window",
    [8, 12, 12],
    [1, 8, 6, 6],
    (n, x) => n.maxPool("y", x, { kernel: 3, stride: 2, ceil: true }),
  ],
  ["average to 6", [8, 13, 13], [1, 8, 6, 6], (n, x) => n.averageTo("y", x, 6)],
  ["hard swish", [8, 4, 4], [1, 8, 4, 4], (n, x) => n.hardSwish("y", x)],
  ["sigmoid gate", [8, 4, 4], [1, 8, 4, 4], (n, x) => n.mul("y", x, n.sigmoid("s", n.globalAveragePool("p", x)))],
  ["gelu", [5, 8], [1, 5, 8], (n, x) => n.gelu("y", x)],
  ["layer norm", [5, 8], [1, 5, 8], (n, x) => n.layerNorm("y", x)],
  ["linear", [5, 8], [1, 5, 3], (n, x) => n.linear("y", x, 3)],
  ["second half", [6, 4], [1, 3, 4], (n, x) => n.split("y", x, 2, 1)[1] ?? x],
  ["class token", [6, 4], [1, 4], (n, x) => n.pick("y", x, 0, 1)],
];

test.each(cases)("%s: %j gives %j, tracked and inferred", (_, sizes, expected, layers) => {
  expect(shapes(layers, sizes)).toEqual([expected, expected]);
});

test("what does not fit is refused where it is written", () => {
  const net = new Builder({ name: "test" });
  const x = net.input("x", [6, 5, 5]);
  expect(() => net.conv("a", x, { channels: 8, groups: 4 })).toThrow("a: 4 groups do not divide 6 and 8 channels");
  expect(() => net.conv("b", x, { channels: 8, kernel: 7, pad: 0 })).toThrow("b: a window of 7 does not fit 5");
  expect(() => net.reshape("c", x, [7])).toThrow("c: 150 elements into [7]");
  expect(() => net.add("d", x, net.maxPool("p", x, { kernel: 2, stride: 1 }))).toThrow("does not broadcast");
  expect(() => net.split("e", x, 4, 1)).toThrow("e: 6 does not divide by 4");
});

test("a second use of a name gets a number, equal constants are one tensor", () => {
  const net = new Builder({ name: "test" });
  const x = net.input("x", [2]);
  const model = net.finish(net.relu6("act", net.relu6("act", x)));
  expect(model.graph.nodes.map((node) => node.name)).toEqual(["act", "act_1"]);
  expect(model.graph.initializers.map((tensor) => tensor.name)).toEqual(["constant.float32.0", "constant.float32.6"]);
});
