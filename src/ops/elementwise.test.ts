import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("broadcasting from the right: [8,1,6,1] + [7,1,5] = [8,7,6,5], one addition per element", () => {
  const node = lastNode("a: float32[8,1,6,1]\n b: float32[7,1,5]\n y = Add(a, b)");
  expect(node.output).toBe("float32[8,7,6,5]");
  expect(node.flops).toBe(8 * 7 * 6 * 5);
});

test("sizes 3 and 4 do not broadcast", () => {
  expect(lastNode("a: float32[3]\n b: float32[4]\n y = Mul(a, b)").problems[0]).toMatch(
    "sizes 3 and 4 do not broadcast",
  );
});

test("before version 7 the second input lies at `axis` of the first: [2,3,4,5] + [3,4] at 1", () => {
  const text = "a: float32[2,3,4,5]\n b: float32[3,4]\n y = Add(a, b) broadcast=1 axis=1";
  expect(lastNode(text, 6).output).toBe("float32[2,3,4,5]");
  expect(lastNode(text, 7).problems).toHaveLength(1);
});

const sized = (lines: string): string => lastNode(`x: float32[N,12]\n s = Shape(x)\n ${lines}`).output;

test("arithmetic on sizes: (N,12) · 2 + 1", () => {
  expect(sized("const k: int64[] = 2\n const o: int64[] = 1\n d = Mul(s, k)\n y = Add(d, o)")).toBe(
    "int64[2] {2*N + 1 25}",
  );
});

test("integers divide towards zero, sizes downwards: N / 2, -7 / 2 = -3", () => {
  expect(sized("const k: int64[] = 2\n y = Div(s, k)")).toBe("int64[2] {floor((N)/(2)) 6}");
  expect(lastNode("const a: int64[1] = -7\n const b: int64[1] = 2\n y = Div(a, b)").output).toBe("int64[1] {-3}");
});

test("a division by zero in the file is unknown, not infinite", () => {
  expect(lastNode("const a: int64[1] = 7\n const b: int64[1] = 0\n y = Div(a, b)").output).toBe("int64[1] {?}");
});

test("Mod has the sign of the divisor, with fmod that of the dividend: -7 mod 3 = 2, fmod -1", () => {
  const mod = (attribute: string) =>
    lastNode(`const a: int64[1] = -7\n const b: int64[1] = 3\n y = Mod(a, b) ${attribute}`).output;
  expect(mod("")).toBe("int64[1] {2}");
  expect(mod("fmod=1")).toBe("int64[1] {-1}");
});

test("a size through float and back: floor(0.5 · N) as floor(N / 2)", () => {
  const text = "f = Cast(s) to=1\n const k: float32[] = 0.5\n h = Mul(f, k)\n g = Floor(h)\n y = Cast(g) to=7";
  expect(sized(text)).toBe("int64[2] {floor((N)/(2)) 6}");
});

test("float quotients of sizes fold only where exact: 4·N / 2 = 2·N, N / 12 stays unknown on its way back", () => {
  const start = "f = Cast(s) to=1\n const four: float32[] = 4\n q = Mul(f, four)\n const two: float32[] = 2\n";
  expect(sized(`${start} h = Div(q, two)\n y = Cast(h) to=7`)).toBe("int64[2] {2*N 24}");
  expect(sized("f = Cast(s) to=1\n const k: float32[] = 12.7\n h = Div(f, k)\n y = Cast(h) to=7")).toBe(
    "int64[2] {? 0}",
  );
});

test("a size is never -1: the usual `Where(shape == -1, ones, shape)` folds", () => {
  const text = "const m: int64[] = -1\n e = Equal(s, m)\n const one: int64[] = 1\n y = Where(e, one, s)";
  expect(sized(text)).toBe("int64[2] {N 12}");
});

test("comparisons are bool, and unknown where the size decides", () => {
  expect(sized("const k: int64[] = 5\n y = Greater(s, k)")).toBe("bool[2] {? 1}");
  expect(sized("const k: int64[] = 0\n y = Less(s, k)")).toBe("bool[2] {0 0}");
});

test("an And with false is false whatever the other is", () => {
  expect(sized("const k: int64[] = 5\n g = Greater(s, k)\n const f: bool[2] = 0,1\n y = And(g, f)")).toBe(
    "bool[2] {0 1}",
  );
});

test("Max of n inputs: n - 1 comparisons per element; Mean: n - 1 additions and a division", () => {
  const inputs = "a: float32[2,3]\n b: float32[3]\n c: float32[1]\n";
  expect(lastNode(`${inputs} y = Max(a, b, c)`)).toMatchObject({ output: "float32[2,3]", flops: 2 * 6 });
  expect(lastNode(`${inputs} y = Mean(a, b, c)`)).toMatchObject({ output: "float32[2,3]", flops: 3 * 6 });
});

test("max(N, 1) is left as it is, max(N + 2, 1) is N + 2", () => {
  expect(sized("const k: int64[] = 1\n y = Max(s, k)")).toBe("int64[2] {max(N, 1) 12}");
  expect(sized("const t: int64[] = 2\n u = Add(s, t)\n const k: int64[] = 1\n y = Max(u, k)")).toBe(
    "int64[2] {N + 2 14}",
  );
});

test("bits: 12 & 10 = 8, 3 << 2 = 12 in uint8, 255 << 1 loses its top bit", () => {
  const two = (op: string, a: number, b: number, dtype: string) =>
    lastNode(`const a: ${dtype}[] = ${a}\n const b: ${dtype}[] = ${b}\n y = ${op.replace("(", "(a, b")}`).output;
  expect(two("BitwiseAnd()", 12, 10, "int32")).toBe("int32[] {8}");
  expect(two('BitShift() direction="LEFT"', 3, 2, "uint8")).toBe("uint8[] {12}");
  expect(two('BitShift() direction="LEFT"', 255, 1, "uint8")).toBe("uint8[] {254}");
});

test("a sum that leaves the type is unknown: 200 + 100 in uint8", () => {
  expect(lastNode("const a: uint8[] = 200\n const b: uint8[] = 100\n y = Add(a, b)").output).toBe("uint8[] {?}");
});

test("PRelu keeps its first shape: a slope per channel", () => {
  expect(lastNode("x: float32[1,8,4,4]\n const s: float32[8,1,1]\n y = PRelu(x, s)")).toMatchObject({
    output: "float32[1,8,4,4]",
    flops: 2 * 128,
  });
});

test("the type of Pow is the base's", () => {
  expect(lastNode("x: float32[2]\n const e: int64[] = 2\n y = Pow(x, e)").output).toBe("float32[2]");
});
