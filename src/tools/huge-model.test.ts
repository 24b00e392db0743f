import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bytesSource } from "../base/source.ts";
import { analyzeFile } from "../engine/analyze.ts";
import { writeHugeModel } from "./huge-model.ts";

function inFolder<T>(job: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "huge-model-"));
  try {
    return job(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("1 MB in 10 weights: floor(sqrt((1,000,000 - 2,200) / 40)) = 157 channels, MACs 10 · 64 · 157²", async () => {
  const content = inFolder((folder) => {
    const path = join(folder, "model.onnx");
    const made = writeHugeModel(path, { bytes: 1_000_000, initializers: 10 });
    expect(made).toEqual({ bytes: statSync(path).size, initializers: 10, channels: 157 });
    expect(made.bytes).toBeGreaterThan(950_000);
    expect(made.bytes).toBeLessThanOrEqual(1_000_000);
    return new Uint8Array(readFileSync(path));
  });
  const { nodes, totals, problems } = await analyzeFile(bytesSource("model.onnx", content));
  expect(problems).toEqual([]);
  expect(nodes.map((node) => node.op)).toEqual(Array.from({ length: 10 }, () => "Conv"));
  expect(totals).toMatchObject({ macs: 10 * 64 * 157 ** 2, params: 10 * 157 ** 2 });
});

test("lengths beyond 2^31 are written right: a sparse 3 GB file ends where its last field does", () => {
  inFolder((folder) => {
    const path = join(folder, "model.onnx");
    const made = writeHugeModel(path, { bytes: 3e9, initializers: 3 });
    expect(statSync(path).size).toBe(made.bytes);
    expect(made.bytes).toBeGreaterThan(2.99e9);
  });
});

test("too few bytes for so many weights are refused", () => {
  expect(() => writeHugeModel("unwritten.onnx", { bytes: 1_000, initializers: 100 })).toThrow("too few");
});
