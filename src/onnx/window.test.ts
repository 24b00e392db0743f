import { expect, test } from "vitest";
import type { ByteSource } from "../base/source.ts";
import { field, int, join } from "../testing/wire-text.ts";
import { outputOf, writeTag, writeVarint, writtenBytes } from "./output.ts";
import { readModel } from "./read.ts";

/** A file of weights that are all zero: only what lies between them is in memory. */
interface SparseFile extends ByteSource {
  reads(): number;
}

function sparseFile(weights: readonly number[]): SparseFile {
  const parts: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  const heads = weights.map((count, index) => weightHead(`layer.${index}.weight`, count));
  const nodes = join(...weights.map((_, index) => field(1, field(1, `layer.${index}.weight`), field(4, "MatMul"))));
  const graphBytes = heads.reduce((sum, head, index) => sum + head.length + 4 * (weights[index] ?? 0), nodes.length);
  let size = 0;
  const put = (bytes: Uint8Array) => {
    parts.push({ offset: size, bytes });
    size += bytes.length;
  };
  put(join(int(1, 8), field(8, int(2, 13)), header(7, graphBytes)));
  put(nodes);
  for (const [index, head] of heads.entries()) {
    put(head);
    size += 4 * (weights[index] ?? 0);
  }
  let total = 0;
  let reads = 0;
  return {
    name: "sparse.onnx",
    size,
    bytesRead: () => total,
    reads: () => reads,
    read(offset, length) {
      const bytes = new Uint8Array(Math.min(length, size - offset));
      total += bytes.length;
      reads += 1;
      // The last part that begins at or before the end of what is asked for, and those before it.
      for (let index = lastBefore(parts, offset + bytes.length); index >= 0; index -= 1) {
        const part = parts[index];
        if (part === undefined || part.offset + part.bytes.length <= offset) break;
        const from = Math.max(0, offset - part.offset);
        bytes.set(
          part.bytes.subarray(from, from + bytes.length - Math.max(0, part.offset - offset)),
          Math.max(0, part.offset - offset),
        );
      }
      return Promise.resolve(bytes);
    },
  };
}

function lastBefore(parts: readonly { readonly offset: number }[], offset: number): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Tag and length of a field whose content follows elsewhere. */
function header(number: number, length: number): Uint8Array {
  const out = outputOf(16);
  writeTag(out, number, 2);
  writeVarint(out, length);
  return writtenBytes(out);
}

function weightHead(name: string, count: number): Uint8Array {
  const tensor = join(int(1, count), int(2, 1), field(8, name), header(9, 4 * count));
  return join(header(5, tensor.length + 4 * count), tensor);
}

test("of 1 GB in 8 weights less than half a megabyte is read", async () => {
  const file = sparseFile(Array.from({ length: 8 }, () => 2 ** 25));
  const { graph, problems } = await readModel(file);
  expect(file.size).toBeGreaterThan(2 ** 30);
  expect(file.bytesRead()).toBeLessThan(500_000);
  expect(graph.initializers.map(({ dims }) => dims)).toEqual(Array.from({ length: 8 }, () => [2 ** 25]));
  expect(problems).toEqual([]);
});

test("of 200 MB in 10,000 weights of 20 kB less than a fifth is read, with one small read a weight at most", async () => {
  const file = sparseFile(Array.from({ length: 10_000 }, () => 5000));
  const { graph, problems } = await readModel(file);
  expect([graph.nodes.length, graph.initializers.length, problems]).toEqual([10_000, 10_000, []]);
  expect(file.bytesRead() / file.size).toBeLessThan(0.2);
  expect(file.reads()).toBeLessThan(10_500);
});

test("weights of 4 to 12 kB are read over: reads of a megabyte, not thousands of small ones", async () => {
  const file = sparseFile(Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? 1000 : 3000)));
  const { graph } = await readModel(file);
  expect(graph.initializers).toHaveLength(4000);
  expect(file.reads()).toBeLessThan(60);
});

test("a source that is slow to start a read has more read over", async () => {
  const file = sparseFile(Array.from({ length: 10_000 }, () => 5000));
  await readModel({ ...file, readOver: 1 << 19 });
  expect(file.bytesRead() / file.size).toBeGreaterThan(0.9);
  expect(file.reads()).toBeLessThan(100);
});

test("progress rises to the size of the file", async () => {
  const file = sparseFile([2 ** 25, 2 ** 25]);
  const seen: number[] = [];
  await readModel(file, { onProgress: ({ bytes, total }) => seen.push(bytes / total) });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});
