import { expect, test } from "vitest";
import { lastNode } from "../testing/op-text.ts";

test("DFT: real and imaginary parts; one-sided n / 2 + 1", () => {
  const dft = (attributes: string) => lastNode(`x: float32[2,16,1]\n y = DFT(x) axis=1 ${attributes}`, 17);
  expect(dft("").output).toBe("float32[2,16,2]");
  expect(dft("onesided=1").output).toBe("float32[2,9,2]");
});

test("a fast transform of n real points: 2.5·n·log2(n) operations", () => {
  expect(lastNode("x: float32[2,16,1]\n y = DFT(x) axis=1", 17).flops).toBe(2 * 2.5 * 16 * 4);
});

test("back from one side: 2·(9 - 1) = 16 real points", () => {
  expect(lastNode("x: float32[2,9,2]\n y = DFT(x) axis=1 inverse=1 onesided=1", 17).output).toBe("float32[2,16,1]");
});

test("STFT: floor((1000 - 256) / 128) + 1 = 6 frames of 256 / 2 + 1 bins", () => {
  const text = "x: float32[1,1000,1]\n const s: int64[] = 128\n const w: float32[256]\n y = STFT(x, s, w)";
  expect(lastNode(text, 17).output).toBe("float32[1,6,129,2]");
});

test("windows and mel weights take their sizes from values", () => {
  expect(lastNode("const n: int64[] = 10\n y = HannWindow(n)").output).toBe("float32[10]");
  expect(lastNode("n: int64[]\n y = HannWindow(n)").output).toBe("float32[HannWindow_0#0]");
  const bounds = "const m: int64[] = 8\n const d: int64[] = 16\n const r: int64[] = 8192\n const l: float32[] = 0\n";
  expect(lastNode(`${bounds} y = MelWeightMatrix(m, d, r, l, l)`).output).toBe("float32[9,8]");
});
