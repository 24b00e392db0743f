/**
 * What two lists have in common, in order: Myers, An O(ND) difference algorithm and its variations (Algorithmica 1, 1986).
 * Where the lists differ in more than a few hundred places, the way found so far is kept and the search begins anew from
 * its end, so that time grows with the length of the lists; the result is then close to the longest, not always the longest.
 */

/** Positions in the first and in the second list. */
export type Pair = readonly [number, number];

/** Differences after which the search keeps what it has. */
const mostSteps = 300;

/** Pairs of equal items, both positions ascending. */
export function commonPairs(first: readonly number[], second: readonly number[]): readonly Pair[] {
  // What the other list does not have can be in no pair, and would only lengthen the search.
  const inFirst = new Set(first);
  const inSecond = new Set(second);
  const [a, aAt] = kept(first, inSecond);
  const [b, bAt] = kept(second, inFirst);
  const pairs: Pair[] = [];
  let [x, y] = [0, 0];
  while (x < a.length && y < b.length) {
    const stretch = stretchFrom(a, b, x, y);
    for (const [i, j] of stretch.pairs) pairs.push([aAt[i] ?? 0, bAt[j] ?? 0]);
    [x, y] = [stretch.x, stretch.y];
  }
  return pairs;
}

/** The items that are in `others`, and where they were. */
function kept(list: readonly number[], others: ReadonlySet<number>): readonly [readonly number[], readonly number[]] {
  const items: number[] = [];
  const places: number[] = [];
  list.forEach((item, at) => {
    if (!others.has(item)) return;
    items.push(item);
    places.push(at);
  });
  return [items, places];
}

interface Stretch {
  readonly pairs: readonly Pair[];
  /** Where it ends. */
  readonly x: number;
  readonly y: number;
}

/** Nothing was reached. */
const never = -1;

/** Where a step to the right leads from `before` on the diagonal below. */
const rightOf = (before: number, width: number): number => (before >= 0 && before < width ? before + 1 : never);
/** Where a step down leads from `above` on the diagonal above `k`. */
const downOf = (above: number, k: number, height: number): number =>
  above >= 0 && above - k <= height ? above : never;

/**
 * The farthest way from (x0, y0) with at most `mostSteps` steps; steps right leave an item of the first list out, steps
 * down one of the second, and diagonals of equal items are free. `front` holds the farthest x on each diagonal k = x - y.
 */
function stretchFrom(a: readonly number[], b: readonly number[], x0: number, y0: number): Stretch {
  const width = a.length - x0;
  const height = b.length - y0;
  const most = Math.min(width + height, mostSteps);
  const middle = most + 1;
  const front = new Int32Array(2 * most + 3).fill(never);
  const trail: Int32Array[] = [];
  let end = 0;
  for (let steps = 0; steps <= most; steps += 1) {
    let farthest = never;
    for (let k = -steps; k <= steps; k += 2) {
      const right = rightOf(front[middle + k - 1] ?? never, width);
      const down = downOf(front[middle + k + 1] ?? never, k, height);
      let x = steps === 0 ? 0 : Math.max(right, down);
      if (x !== never) while (x < width && x - k < height && a[x0 + x] === b[y0 + x - k]) x += 1;
      front[middle + k] = x;
      if (x === never) continue;
      if (2 * x - k > farthest) {
        farthest = 2 * x - k;
        end = k;
      }
    }
    trail.push(front.slice(middle - steps, middle + steps + 1));
    if (farthest === width + height) break;
  }
  return wayBack(trail, end, [x0, y0], [width, height]);
}

/** Walks the recorded fronts back from diagonal `end` of the last one. */
function wayBack(trail: readonly Int32Array[], end: number, start: Pair, [width, height]: Pair): Stretch {
  const [x0, y0] = start;
  const reached = (steps: number, k: number): number => trail[steps]?.[k + steps] ?? never;
  const pairs: Pair[] = [];
  let k = end;
  let x = reached(trail.length - 1, k);
  const last: Pair = [x0 + x, y0 + x - k];
  for (let steps = trail.length - 1; steps >= 0; steps -= 1) {
    const right = steps === 0 ? 0 : rightOf(reached(steps - 1, k - 1), width);
    const down = steps === 0 ? 0 : downOf(reached(steps - 1, k + 1), k, height);
    const turn = Math.max(right, down);
    for (; x > turn; x -= 1) pairs.push([x0 + x - 1, y0 + x - 1 - k]);
    if (steps === 0) break;
    const isDown = down >= right;
    x = isDown ? down : right - 1;
    k += isDown ? 1 : -1;
  }
  return { pairs: pairs.reverse(), x: last[0], y: last[1] };
}
