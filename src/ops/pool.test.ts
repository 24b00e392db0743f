import { expect, test } from "vitest";
import { inferModel, modelOf } from "../testing/graph-text.ts";
import { lastNode } from "../testing/op-text.ts";

const pooled = (line: string, x = "1,64,112,112") => lastNode(`x: float32[${x}]\n y = ${line}`);

test("ResNet stem: floor((112 + 2 - 3) / 2) + 1 = 56; a 3x3 maximum is 8 comparisons", () => {
  const node = pooled("MaxPool(x) kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]");
  expect(node).toMatchObject({ output: "float32[1,64,56,56]", macs: 0, flops: 8 * 64 * 56 * 56 });
});

test("ceil_mode rounds up: ceil((8 - 3) / 2) + 1 = 4", () => {
  expect(pooled("MaxPool(x) kernel_shape=[3] strides=[2] ceil_mode=1", "1,1,8").output).toBe("float32[1,1,4]");
});

test("ceil_mode leaves out a window that would start in the end padding: size 2, pads 1 and 1, stride 3", () => {
  // ceil((2 + 2 - 1) / 3) + 1 = 2 windows, but the second starts at 3 = 2 + 1.
  expect(pooled("MaxPool(x) kernel_shape=[1] strides=[3] pads=[1,1] ceil_mode=1", "1,1,2").output).toBe(
    "float32[1,1,1]",
  );
});

test("ceil_mode on a symbolic size", () => {
  expect(pooled("MaxPool(x) kernel_shape=[3] strides=[2] ceil_mode=1", "1,1,W").output).toBe(
    "float32[1,1,floor((W - 2)/(2)) + 1]",
  );
});

test("dilation 2 makes a kernel of 3 span 5; auto_pad SAME_UPPER gives ceil(5 / 2) = 3", () => {
  expect(pooled("MaxPool(x) kernel_shape=[3] dilations=[2]", "1,1,8").output).toBe("float32[1,1,4]");
  expect(pooled('MaxPool(x) kernel_shape=[3] strides=[2] auto_pad="SAME_UPPER"', "1,1,5").output).toBe(
    "float32[1,1,3]",
  );
});

test("MaxPool tells where each maximum was, in int64", () => {
  expect(lastNode("x: float32[1,1,4,4]\n y, i = MaxPool(x) kernel_shape=[2,2] strides=[2,2]").outputs).toEqual([
    "float32[1,1,2,2]",
    "int64[1,1,2,2]",
  ]);
});

test("an average of k elements: k - 1 additions and a division", () => {
  expect(pooled("AveragePool(x) kernel_shape=[2,2] strides=[2,2]", "1,3,4,4").flops).toBe(4 * 12);
  expect(pooled("GlobalAveragePool(x)", "1,2048,7,7")).toMatchObject({
    output: "float32[1,2048,1,1]",
    flops: 49 * 2048,
  });
});

test("MaxUnpool: (3 - 1)·2 + 2 = 6, or the shape that is given", () => {
  const start = "x: float32[1,1,3]\n i: int64[1,1,3]\n";
  expect(lastNode(`${start} y = MaxUnpool(x, i) kernel_shape=[2] strides=[2]`).output).toBe("float32[1,1,6]");
  const shape = "const s: int64[3] = 1,1,7\n";
  expect(lastNode(`${start} ${shape} y = MaxUnpool(x, i, s) kernel_shape=[2] strides=[2]`).output).toBe(
    "float32[1,1,7]",
  );
});

test("MaxRoiPool: one map per region, its work unknown", () => {
  const node = lastNode("x: float32[1,8,32,32]\n r: float32[R,5]\n y = MaxRoiPool(x, r) pooled_shape=[7,7]");
  expect(node.output).toBe("float32[R,8,7,7]");
  expect(node.flops).toBeUndefined();
});

test("the window that predictors see has its real pads", () => {
  const { graph } = inferModel(
    modelOf('x: float32[2,8,5,5]\n y = MaxPool(x) kernel_shape=[3,3] strides=[2,2] auto_pad="SAME_UPPER"'),
  );
  const [node] = graph.nodes;
  expect(node?.op?.window?.(node.work)).toEqual({
    kind: "pool",
    batch: 2,
    inputChannels: 8,
    outputChannels: 8,
    groups: 8,
    input: [5, 5],
    output: [3, 3],
    kernel: [3, 3],
    strides: [2, 2],
    dilations: [1, 1],
    pads: [1, 1, 1, 1],
  });
});

test("a window that does not fit, or without a kernel, is a problem", () => {
  expect(pooled("MaxPool(x) kernel_shape=[9]", "1,1,4").problems[0]).toMatch("a kernel of 9 does not fit size 4");
  expect(pooled("MaxPool(x)", "1,1,4").problems[0]).toMatch("kernel_shape is missing");
});
