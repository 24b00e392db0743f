/**
 * Bytes that a matrix product moves into a memory of limited size, if it is cut into tiles as well as it can be.
 *
 * One of the three matrices stays in pieces while the other two stream past (Goto and van de Geijn, Anatomy of
 * high-performance matrix multiplication, ACM TOMS 34, 2008). With C = A·B of m × n × k:
 *
 *     a piece mt × nt of C stays    A · ceil(n/nt) + B · ceil(m/mt) + C
 *     a piece kt × nt of B stays    A · ceil(n/nt) + B + C · (2·ceil(k/kt) - 1)
 *     a piece mt × kt of A stays    A + B · ceil(m/mt) + C · (2·ceil(k/kt) - 1)
 *
 * where the piece and one row and one column of what streams fit the memory. The least of all is taken, which no
 * larger memory can exceed. For large matrices and a memory of S elements it comes near 2·m·n·k/√S, which no order of
 * the loops can beat (Smith et al., A tight I/O lower bound for matrix multiplication, arXiv 1702.02017).
 */
import type { Bytes } from "../../base/units.ts";

/** A matrix of a product, in bytes. */
export interface Operand {
  /** Of all its different elements. */
  readonly unique: Bytes;
  /** Of all its entries: more than `unique` where windows overlap, as in the matrix that im2col writes. */
  readonly entries: Bytes;
  /** What must be kept so that overlapping windows read an element once: the rows under one window. */
  readonly line: Bytes;
}

/** `batch` products of [m, k] · [k, n]; the operands are those of one of them. */
export interface TiledProduct {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: Operand;
  readonly b: Operand;
  readonly c: Operand;
}

/** An operand without overlaps. */
export const plainOperand = (bytes: Bytes): Operand => ({ unique: bytes, entries: bytes, line: 0 });

/** In how many parts a side is cut: 1, 2, 3, 4, 6, 8, 12, ... so that a tile is never far from the best. */
const cuts: readonly number[] = [1, ...Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 2 : 3) * 2 ** (i >> 1))];

/** One matrix stays in pieces: traffic is fixed + perCutX · (parts of x) + perCutY · (parts of y). */
interface Stay {
  readonly x: number;
  readonly y: number;
  /** Bytes of an element of the piece, and of what streams past it along x and along y. */
  readonly piece: Bytes;
  readonly alongX: Bytes;
  readonly alongY: Bytes;
  readonly fixed: Bytes;
  readonly perCutX: Bytes;
  readonly perCutY: Bytes;
}

/** The least traffic over the cuts of x, with the largest y that fits beside; `bound` where nothing does better. */
function leastOf({ x, y, piece, alongX, alongY, fixed, perCutX, perCutY }: Stay, capacity: Bytes, bound: Bytes): Bytes {
  let best = bound;
  const widest = (capacity - alongY) / (piece + alongX);
  if (widest < 1) return best;
  // Wider pieces than this leave no room for a single row of what streams.
  const first = Math.max(0, Math.floor(2 * Math.log2(x / widest)) - 2);
  for (let at = first; at < cuts.length; at += 1) {
    const cut = cuts[at] ?? x;
    const width = Math.ceil(x / Math.min(cut, x));
    const parts = fixed + perCutX * Math.ceil(x / width);
    // More parts of x alone already move more than the best so far.
    if (parts + perCutY >= best) break;
    const height = Math.min(y, Math.floor((capacity - width * alongX) / (width * piece + alongY)));
    if (height >= 1) best = Math.min(best, parts + perCutY * Math.ceil(y / height));
    if (width === 1) break;
  }
  return best;
}

/** Bytes of one pass over each matrix. */
interface Passes {
  readonly a: Bytes;
  readonly b: Bytes;
  readonly c: Bytes;
}

/** The least over the three matrices that can stay; at worst every multiplication loads both its operands. */
function leastTraffic({ m, n, k }: TiledProduct, { a, b, c }: Passes, entries: Passes, capacity: Bytes): Bytes {
  const wa = entries.a / (m * k);
  const wb = entries.b / (k * n);
  const wc = entries.c / (m * n);
  const ofC = { x: m, y: n, piece: wc, alongX: wa, alongY: wb, fixed: c, perCutX: b, perCutY: a };
  const ofB = { x: k, y: n, piece: wb, alongX: wa, alongY: wc, fixed: b - c, perCutX: 2 * c, perCutY: a };
  const ofA = { x: k, y: m, piece: wa, alongX: wb, alongY: wc, fixed: a - c, perCutX: 2 * c, perCutY: b };
  const withC = leastOf(ofC, capacity, a * n + b * m + c);
  return leastOf(ofA, capacity, leastOf(ofB, capacity, withC));
}

/**
 * Bytes moved into a memory of `capacity` bytes. Overlapping windows are read once while the rows under a window are
 * kept beside the tiles, which registers are never used for (`keepsLines`).
 */
export function productTraffic(product: TiledProduct, capacity: Bytes, keepsLines: boolean): Bytes {
  const { batch, a, b, c } = product;
  const least = a.unique + b.unique + c.unique;
  const entries = { a: a.entries, b: b.entries, c: c.entries };
  const lines = a.line + b.line + c.line;
  const gathered = leastTraffic(product, entries, entries, capacity);
  if (!keepsLines || lines === 0 || lines >= capacity || gathered <= least) return batch * Math.max(least, gathered);
  const unique = { a: a.unique, b: b.unique, c: c.unique };
  const kept = leastTraffic(product, unique, entries, capacity - lines);
  return batch * Math.max(least, Math.min(gathered, kept));
}
