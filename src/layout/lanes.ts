/** A range of layers, both ends included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Lanes of ranges (0 is the innermost), and the layers that each group of overlapping ranges covers. */
export interface Lanes {
  readonly lane: Int32Array;
  readonly group: Int32Array;
  readonly groups: readonly Range[];
}

/**
 * Interval colouring: ranges in one lane never meet. By their ends, of equal ends the shorter first, each takes the
 * innermost lane that is free: nested ranges nest, and a ladder of overlapping ones uses its lanes again.
 */
export function lanesOf(ranges: readonly Range[]): Lanes {
  const order = ranges.map((_, i) => i);
  const [first, last] = [(i: number) => ranges[i]?.first ?? 0, (i: number) => ranges[i]?.last ?? 0];
  order.sort((a, b) => last(a) - last(b) || first(b) - first(a));
  const lane = new Int32Array(ranges.length);
  const ends = emptyLanes(ranges.length);
  for (const i of order) {
    const free = firstBelow(ends, first(i));
    lane[i] = free;
    setEnd(ends, free, last(i));
  }
  return { lane, ...groupsOf(ranges) };
}

function groupsOf(ranges: readonly Range[]): { readonly group: Int32Array; readonly groups: readonly Range[] } {
  const order = ranges.map((_, i) => i);
  order.sort((a, b) => (ranges[a]?.first ?? 0) - (ranges[b]?.first ?? 0));
  const group = new Int32Array(ranges.length);
  const groups: { first: number; last: number }[] = [];
  for (const i of order) {
    const { first, last } = ranges[i] ?? { first: 0, last: 0 };
    const open = groups.at(-1);
    if (open !== undefined && first <= open.last) open.last = Math.max(open.last, last);
    else groups.push({ first, last });
    group[i] = groups.length - 1;
  }
  return { group, groups };
}

/** Last layer of each lane's last range, in a binary tree of minima, so that the first free lane is found in log time. */
function emptyLanes(count: number): Float64Array {
  let size = 1;
  while (size < count) size *= 2;
  return new Float64Array(2 * size).fill(-Infinity);
}

function firstBelow(ends: Float64Array, value: number): number {
  const size = ends.length / 2;
  let at = 1;
  while (at < size) at = (ends[2 * at] ?? 0) < value ? 2 * at : 2 * at + 1;
  return at - size;
}

function setEnd(ends: Float64Array, lane: number, value: number): void {
  let at = lane + ends.length / 2;
  ends[at] = value;
  for (at >>= 1; at > 0; at >>= 1) ends[at] = Math.min(ends[2 * at] ?? 0, ends[2 * at + 1] ?? 0);
}
