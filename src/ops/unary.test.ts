import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

const of = (op: string, values: string, dtype = "float32", version = 21): string => {
  const count = values.split(",").length;
  return lastNode(`const x: ${dtype}[${count}] = ${values}\n y = ${op}`, version).output;
};

test("one operation per element, elementary functions included", () => {
  expect(lastNode("x: float32[3,5]\n y = Erf(x)")).toMatchObject({ output: "float32[3,5]", flops: 15 });
});

test("rounding goes to even: 0.5, 1.5, 2.5 → 0, 2, 2", () => {
  expect(of("Round(x)", "0.5,1.5,2.5,-0.5")).toBe("float32[4] {0 2 2 0}");
  expect(of("Ceil(x)", "1.2,-1.2")).toBe("float32[2] {2 -1}");
});

test("float32 results are rounded to float32: √2", () => {
  expect(of("Sqrt(x)", "2")).toBe(`float32[1] {${Math.fround(Math.SQRT2)}}`);
});

test("Cast to integer cuts off, to bool asks for zero", () => {
  expect(of("Cast(x) to=7", "1.9,-1.9")).toBe("int64[2] {1 -1}");
  expect(of("Cast(x) to=9", "0,0.5")).toBe("bool[2] {0 1}");
});

test("Cast to a type the value does not fit is unknown: 300 in uint8", () => {
  expect(of("Cast(x) to=2", "300", "int64")).toBe("uint8[1] {?}");
});

test('the int64 limit that means "to the end" survives', () => {
  expect(of("Cast(x) to=7", "9223372036854775807", "int64")).toBe("int64[1] {9223372036854776000}");
});

test("Cast to float16 rounds to 11 significant bits: 2049 → 2048", () => {
  expect(of("Cast(x) to=10", "2049")).toBe("float16[1] {2048}");
});

test("before version 6 the type is a word", () => {
  expect(of('Cast(x) to="INT64"', "3", "float32", 1)).toBe("int64[1] {3}");
});

test("a cast keeps size expressions", () => {
  expect(lastNode("x: float32[N,3]\n s = Shape(x)\n y = Cast(s) to=6").output).toBe("int32[2] {N 3}");
});

test("CastLike and BitCast: the type of the other, the type written", () => {
  expect(lastNode("x: float32[2]\n t: float16[1]\n y = CastLike(x, t)").output).toBe("float16[2]");
  expect(lastNode("x: float32[2]\n y = BitCast(x) to=6", 26).output).toBe("int32[2]");
});

test("Clip: a comparison for each bound that is given, by input or (version 6) attribute", () => {
  expect(lastNode("x: float32[10]\n const low: float32[] = 0\n y = Clip(x, low)").flops).toBe(10);
  expect(lastNode("x: float32[10]\n y = Clip(x) min=0.0 max=6.0", 6).flops).toBe(20);
  expect(
    lastNode("const x: int64[3] = -1,5,9\n const a: int64[] = 0\n const b: int64[] = 6\n y = Clip(x, a, b)").output,
  ).toBe("int64[3] {0 5 6}");
});

test("Not, Neg, Abs, Sign of sizes", () => {
  const sized = (lines: string) => lastNode(`x: float32[N,3]\n s = Shape(x)\n ${lines}`).output;
  expect(sized("y = Neg(s)")).toBe("int64[2] {-N -3}");
  expect(sized("y = Abs(s)")).toBe("int64[2] {N 3}");
  expect(sized("y = Sign(s)")).toBe("int64[2] {? 1}");
  expect(of("Not(x)", "0,1", "bool")).toBe("bool[2] {1 0}");
  expect(of("BitwiseNot(x)", "1,0", "uint8")).toBe("uint8[2] {254 255}");
});

test("IsInf and IsNaN are bool", () => {
  expect(lastNode("x: float32[N]\n y = IsNaN(x)").output).toBe("bool[N]");
  expect(lastNode("x: float32[N]\n y = IsInf(x)").output).toBe("bool[N]");
});
