import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("the zero point's type decides, else output_dtype, else uint8", () => {
  const start = "x: float32[2,3]\n const s: float32[] = 1\n const z: int8[] = 0\n";
  expect(lastNode(`${start} y = QuantizeLinear(x, s, z)`).output).toBe("int8[2,3]");
  expect(lastNode(`${start} y = QuantizeLinear(x, s) output_dtype=22`).output).toBe("int4[2,3]");
  expect(lastNode(`${start} y = QuantizeLinear(x, s)`).output).toBe("uint8[2,3]");
});

test("quantizing is /, rounding, +, and two comparisons; dequantizing - and ·", () => {
  const start = "const s: float32[] = 1\n const z: uint8[] = 0\n";
  expect(lastNode(`x: float32[6]\n ${start} y = QuantizeLinear(x, s, z)`).flops).toBe(30);
  expect(lastNode(`x: uint8[6]\n ${start} y = DequantizeLinear(x, s, z)`)).toMatchObject({
    output: "float32[6]",
    flops: 12,
  });
  expect(lastNode(`x: uint8[6]\n ${start} y = DequantizeLinear(x, s)`).flops).toBe(6);
});

test("a float16 scale gives float16", () => {
  expect(lastNode("x: int8[4]\n const s: float16[] = 1\n y = DequantizeLinear(x, s)").output).toBe("float16[4]");
});

test("dynamic quantization tells its scale and zero point", () => {
  expect(lastNode("x: float32[N,3]\n y, s, z = DynamicQuantizeLinear(x)").outputs).toEqual([
    "uint8[N,3]",
    "float32[]",
    "uint8[]",
  ]);
});
