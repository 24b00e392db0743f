/** What a node multiplies, in bytes: the bridge from costs to tiles. */
import type { Bytes } from "../../base/units.ts";
import type { NodeCost, Window } from "../../cost/node-cost.ts";
import { plainOperand, type Operand, type TiledProduct } from "./tiles.ts";

const volume = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** Rows under one window: its extent along the first axis, times the other axes whole. */
function rowsUnder(kernel: readonly number[], dilations: readonly number[], sizes: readonly number[]): number {
  const extent = ((kernel[0] ?? 1) - 1) * (dilations[0] ?? 1) + 1;
  return Math.min(extent, sizes[0] ?? 1) * volume(sizes.slice(1));
}

interface Overlap {
  /** Different elements, entries of the matrix, and elements of the rows that must stay, all per product. */
  readonly elements: number;
  readonly entries: number;
  readonly line: number;
}

function overlapping(bytes: Bytes, { elements, entries, line }: Overlap): Operand {
  const width = bytes / elements;
  // Without overlap there is nothing to keep: a 1 x 1 window reads each element once.
  return { unique: bytes, entries: entries * width, line: entries <= elements ? 0 : line * width };
}

/** Compulsory bytes of one execution. */
interface Moved {
  readonly reads: Bytes;
  readonly weights: Bytes;
  readonly writes: Bytes;
}

/** A convolution as implicit GEMM, a product per group: m positions x k kernel elements, times n output channels. */
function convolution(window: Window, { reads, weights, writes }: Moved): TiledProduct {
  const { batch, inputChannels, outputChannels, groups, input, output, kernel, dilations } = window;
  const m = batch * volume(output);
  const k = (inputChannels / groups) * volume(kernel);
  const n = outputChannels / groups;
  const elements = (batch * inputChannels * volume(input)) / groups;
  const line = (inputChannels / groups) * rowsUnder(kernel, dilations, input);
  // Weights that are computed come among the reads.
  const [a, b] = weights > 0 ? [reads, weights] : split(reads, elements, k * n);
  const operand = overlapping(a / groups, { elements, entries: m * k, line });
  return { batch: groups, m, n, k, a: operand, b: plainOperand(b / groups), c: plainOperand(writes / groups) };
}

/** A transposed convolution: a product of the input, whose columns are added up where windows overlap in the output. */
function transposed(window: Window, { reads, weights, writes }: Moved): TiledProduct {
  const { batch, inputChannels, outputChannels, groups, input, output, kernel, dilations } = window;
  const m = batch * volume(input);
  const k = inputChannels / groups;
  const n = (outputChannels / groups) * volume(kernel);
  const [a, b] = weights > 0 ? [reads, weights] : split(reads, m * k, k * n);
  const c = overlapping(writes / groups, {
    elements: (batch * outputChannels * volume(output)) / groups,
    entries: m * n,
    line: (outputChannels / groups) * rowsUnder(kernel, dilations, output),
  });
  return { batch: groups, m, n, k, a: plainOperand(a / groups), b: plainOperand(b / groups), c };
}

/** Pooling: every window gathers its elements, and nothing is multiplied, so that channels do not matter. */
function pooling(window: Window, { reads, weights, writes }: Moved): TiledProduct {
  const { batch, inputChannels, input, output, kernel, dilations } = window;
  const m = batch * inputChannels * volume(output);
  const k = volume(kernel);
  const a = overlapping(reads + weights, {
    elements: batch * inputChannels * volume(input),
    entries: m * k,
    line: rowsUnder(kernel, dilations, input),
  });
  return { batch: 1, m, n: 1, k, a, b: plainOperand(0), c: plainOperand(writes) };
}

/** Bytes read, shared out by elements. */
const split = (reads: Bytes, left: number, right: number): readonly [Bytes, Bytes] => [
  (reads * left) / (left + right),
  (reads * right) / (left + right),
];

const finite = (product: TiledProduct): TiledProduct | undefined =>
  product.m > 0 && product.n > 0 && product.k > 0 && product.a.unique > 0 && product.c.unique > 0 ? product : undefined;

/** The product behind a node; undefined where it is none, or its bytes are not known. `ratio` scales all bytes. */
export function productOf(node: NodeCost, ratio: number): TiledProduct | undefined {
  const { weightBytes, readBytes, writeBytes, window, product } = node;
  if (weightBytes === undefined || readBytes === undefined || writeBytes === undefined) return undefined;
  const moved: Moved = { reads: readBytes * ratio, weights: weightBytes * ratio, writes: writeBytes * ratio };
  if (window !== undefined) {
    switch (window.kind) {
      case "conv":
        return finite(convolution(window, moved));
      case "conv-transpose":
        return finite(transposed(window, moved));
      case "pool":
        return finite(pooling(window, moved));
    }
  }
  if (product === undefined) return undefined;
  const { batch, m, n, k } = product;
  // Weights stand on the right; where both sides are computed, or both constant, they share by size.
  const both = moved.reads + moved.weights;
  const [a, b] = moved.weights > 0 && moved.reads > 0 ? [moved.reads, moved.weights] : split(both, m * k, k * n);
  return finite({
    ...product,
    a: plainOperand(a / batch),
    b: plainOperand(b / batch),
    c: plainOperand(moved.writes / batch),
  });
}
