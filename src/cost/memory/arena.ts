/** Places buffers in one block of memory, as runtimes do that allocate once before they run. */
import type { Bytes } from "../../base/units.ts";
import type { Timeline } from "./timeline.ts";

export interface Placed {
  /** Position in the timeline's buffers; undefined: what the bodies of the step at `first` need. */
  readonly buffer: number | undefined;
  readonly offset: Bytes;
  readonly bytes: Bytes;
  readonly first: number;
  readonly last: number;
}

export interface Arena {
  readonly placed: readonly Placed[];
  /** Bytes from 0 to the end of the highest buffer. */
  readonly bytes: Bytes;
  /** Share of the arena that the liveness peak does not need: 0 where the plan is as good as can be. */
  readonly fragmentation: number;
}

/** Byte boundary on which TFLite starts each tensor of its arena (tensorflow/lite, kDefaultTensorAlignment). */
export const tfliteAlignment: Bytes = 64;

/**
 * Greedy by size: largest buffer first, each into the smallest gap that fits among those alive with it (Pisarchyk and
 * Lee, "Efficient Memory Management for Deep Neural Net Inference", arXiv:2001.03288, algorithm 3). Buffers of unknown
 * size are left out. The size is at least the liveness peak of the same timeline.
 */
export function arenaOf(timeline: Timeline, alignment: Bytes = 1): Arena {
  const wanted = [...buffersOf(timeline)].sort((a, b) => b.bytes - a.bytes || a.first - b.first);
  const near = neighbours(timeline.order.length);
  const placed: Placed[] = [];
  let bytes = 0;
  for (const buffer of wanted) {
    const offset = bestGap(near.of(buffer), buffer.bytes, alignment);
    const here = { ...buffer, offset };
    near.add(here);
    placed.push(here);
    bytes = Math.max(bytes, offset + buffer.bytes);
  }
  return { placed, bytes, fragmentation: bytes === 0 ? 0 : Math.max(0, 1 - timeline.knownPeakBytes / bytes) };
}

type Wanted = Omit<Placed, "offset">;

function* buffersOf({ buffers, inner }: Timeline): Iterable<Wanted> {
  for (const [buffer, { bytes = 0, first, last }] of buffers.entries()) {
    if (bytes > 0) yield { buffer, bytes, first, last };
  }
  for (const [time, bytes] of inner.entries()) {
    if (bytes > 0) yield { buffer: undefined, bytes, first: time, last: time };
  }
}

/** The lowest aligned offset of the smallest gap that holds `bytes`, else the end of all that is in the way. */
function bestGap(others: readonly Placed[], bytes: Bytes, alignment: Bytes): Bytes {
  let end = 0;
  let best: Bytes | undefined;
  let smallest = Infinity;
  for (const { offset, bytes: size } of others.toSorted((a, b) => a.offset - b.offset)) {
    const start = Math.ceil(end / alignment) * alignment;
    const gap = offset - start;
    if (gap >= bytes && gap < smallest) [best, smallest] = [start, gap];
    end = Math.max(end, offset + size);
  }
  return best ?? Math.ceil(end / alignment) * alignment;
}

/**
 * Finds what is alive together with an interval without looking at all others: what is alive at its start (a segment
 * tree over times holds each interval in O(log n) of its nodes), and what starts later within it.
 */
function neighbours(times: number) {
  const leaves = Math.max(1, times);
  const tree: Placed[][] = [];
  const starting: Placed[][] = [];
  return {
    add(placed: Placed): void {
      (starting[placed.first] ??= []).push(placed);
      let left = placed.first + leaves;
      let right = placed.last + leaves + 1;
      for (; left < right; left >>= 1, right >>= 1) {
        if (left % 2 === 1) (tree[left++] ??= []).push(placed);
        if (right % 2 === 1) (tree[--right] ??= []).push(placed);
      }
    },
    of({ first, last }: Wanted): readonly Placed[] {
      const found: Placed[] = [];
      for (let node = first + leaves; node >= 1; node >>= 1) for (const placed of tree[node] ?? []) found.push(placed);
      for (let time = first + 1; time <= last; time += 1) for (const placed of starting[time] ?? []) found.push(placed);
      return found;
    },
  };
}
