import type { Adjacency } from "./adjacency.ts";
import type { Columns, Neighbours } from "./columns.ts";
import type { Spacing } from "./links.ts";
import type { Rows } from "./order.ts";

const ROUNDS = 8;
/** Pull of one branch on the node it comes from: its siblings hold that node in their middle, so it has little say. */
const BRANCH_PULL = 0.1;

/**
 * Horizontal centre of each point in px. Columns stay straight; a column that somewhere stands alone in its layer is the
 * spine and sits at 0, so nothing drifts; the others go to the middle of what they are joined to, as far as the columns
 * beside them allow.
 */
export function placePoints(columns: Columns, neighbours: Neighbours, rows: Rows, spacing: Spacing): Float64Array {
  const spine = alone(columns, rows);
  const bounds = boundsOf(columns, neighbours, spine);
  const x = new Float64Array(columns.count);
  const wish = new Float64Array(columns.count);
  for (let round = 0; round < ROUNDS; round++) {
    for (let c = 0; c < columns.count; c++) wish[c] = wishOf(columns, x, c);
    project(neighbours, bounds, wish, x);
  }
  for (let round = 0; round < 2; round++) {
    for (let c = 0; c < columns.count; c++) settle(columns, neighbours, bounds, x, c);
  }
  straighten(columns, neighbours, spine, x, spacing.nodeGap);
  return Float64Array.from(columns.of, (column) => x[column] ?? 0);
}

/**
 * Unequal widths leave the middle one of an odd fan a few px beside the spine it comes from and returns to, which looks
 * like a mistake; it joins the spine, and its neighbours give way.
 */
function straighten(
  columns: Columns,
  neighbours: Neighbours,
  spine: Uint8Array,
  x: Float64Array,
  tolerance: number,
): void {
  const onSpine = (side: Adjacency, c: number) =>
    side.items.subarray(side.start[c], side.start[c + 1]).every((other) => x[other] === 0);
  const pinned = spine.slice();
  for (let c = 0; c < columns.count; c++) {
    const near = Math.abs(x[c] ?? 0) < tolerance && columns.skip[c] === 0;
    if (near && onSpine(columns.above, c) && onSpine(columns.below, c)) pinned[c] = 1;
  }
  project(neighbours, boundsOf(columns, neighbours, pinned), x.slice(), x);
}

/** Columns that are, in some layer, the only one that is no shortcut. */
function alone(columns: Columns, rows: Rows): Uint8Array {
  const found = new Uint8Array(columns.count);
  for (let l = 0; l + 1 < rows.start.length; l++) {
    let only = -1;
    let ways = 0;
    for (let i = rows.start[l] ?? 0; i < (rows.start[l + 1] ?? 0); i++) {
      const column = columns.of[rows.items[i] ?? 0] ?? 0;
      if (columns.skip[column] === 1) continue;
      only = column;
      ways += 1;
    }
    if (ways === 1) found[only] = 1;
  }
  return found;
}

interface Bounds {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Room each column has once the spine is fixed at 0. A spine column that would stand beside another one is let go. */
function boundsOf(columns: Columns, neighbours: Neighbours, spine: Uint8Array): Bounds {
  const { order, left, right, gap, fromLeft, fromRight } = neighbours;
  const low = new Float64Array(columns.count).fill(-Infinity);
  const high = new Float64Array(columns.count).fill(Infinity);
  for (const c of order) {
    for (let i = fromRight.start[c] ?? 0; i < (fromRight.start[c + 1] ?? 0); i++) {
      const entry = fromRight.items[i] ?? 0;
      low[c] = Math.max(low[c] ?? 0, (low[left[entry] ?? 0] ?? 0) + (gap[entry] ?? 0));
    }
    if (spine[c] === 1 && (low[c] ?? 0) <= 0) low[c] = high[c] = 0;
  }
  for (let at = order.length - 1; at >= 0; at--) {
    const c = order[at] ?? 0;
    for (let i = fromLeft.start[c] ?? 0; i < (fromLeft.start[c + 1] ?? 0); i++) {
      const entry = fromLeft.items[i] ?? 0;
      high[c] = Math.min(high[c] ?? 0, (high[right[entry] ?? 0] ?? 0) - (gap[entry] ?? 0));
    }
  }
  return { low, high };
}

function wishOf({ above, below }: Columns, x: Float64Array, c: number): number {
  const up = pullOf(above, below, c);
  const down = pullOf(below, above, c);
  if (up + down === 0) return x[c] ?? 0;
  return (up * middle(above, x, c) + down * middle(below, x, c)) / (up + down);
}

function pullOf(side: Adjacency, otherSide: Adjacency, c: number): number {
  const first = side.start[c] ?? 0;
  const size = (side.start[c + 1] ?? 0) - first;
  if (size !== 1) return size === 0 ? 0 : 1;
  const joined = side.items[first] ?? 0;
  return (otherSide.start[joined + 1] ?? 0) - (otherSide.start[joined] ?? 0) > 1 ? BRANCH_PULL : 1;
}

/** Between the outermost: that of evenly spread branches is where they spread from, which a mean is not. */
function middle({ start, items }: Adjacency, x: Float64Array, c: number): number {
  const first = start[c] ?? 0;
  const end = start[c + 1] ?? 0;
  if (first === end) return 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = first; i < end; i++) {
    const at = x[items[i] ?? 0] ?? 0;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return (low + high) / 2;
}

/**
 * Near the wishes and with all gaps kept: columns are pushed right only, then left only, and the mean of both taken.
 * All gaps are linear, so the mean keeps them too; and equal branches end up symmetric.
 */
function project(neighbours: Neighbours, { low, high }: Bounds, wish: Float64Array, x: Float64Array): void {
  const { order, left, right, gap, fromLeft, fromRight } = neighbours;
  const pulled = new Float64Array(x.length);
  for (const c of order) {
    let at = wish[c] ?? 0;
    for (let i = fromRight.start[c] ?? 0; i < (fromRight.start[c + 1] ?? 0); i++) {
      const entry = fromRight.items[i] ?? 0;
      at = Math.max(at, (x[left[entry] ?? 0] ?? 0) + (gap[entry] ?? 0));
    }
    x[c] = Math.min(Math.max(at, low[c] ?? 0), high[c] ?? 0);
  }
  for (let step = order.length - 1; step >= 0; step--) {
    const c = order[step] ?? 0;
    let at = wish[c] ?? 0;
    for (let i = fromLeft.start[c] ?? 0; i < (fromLeft.start[c + 1] ?? 0); i++) {
      const entry = fromLeft.items[i] ?? 0;
      at = Math.min(at, (pulled[right[entry] ?? 0] ?? 0) - (gap[entry] ?? 0));
    }
    pulled[c] = Math.min(Math.max(at, low[c] ?? 0), high[c] ?? 0);
  }
  for (let c = 0; c < x.length; c++) x[c] = ((x[c] ?? 0) + (pulled[c] ?? 0)) / 2;
}

/** Moves a column exactly to its wish if there is room: a line a few pixels off the vertical looks like a mistake. */
function settle(columns: Columns, neighbours: Neighbours, bounds: Bounds, x: Float64Array, c: number): void {
  const { left, right, gap, fromLeft, fromRight } = neighbours;
  let low = bounds.low[c] ?? 0;
  let high = bounds.high[c] ?? 0;
  for (let i = fromRight.start[c] ?? 0; i < (fromRight.start[c + 1] ?? 0); i++) {
    const entry = fromRight.items[i] ?? 0;
    low = Math.max(low, (x[left[entry] ?? 0] ?? 0) + (gap[entry] ?? 0));
  }
  for (let i = fromLeft.start[c] ?? 0; i < (fromLeft.start[c + 1] ?? 0); i++) {
    const entry = fromLeft.items[i] ?? 0;
    high = Math.min(high, (x[right[entry] ?? 0] ?? 0) - (gap[entry] ?? 0));
  }
  const up = pullOf(columns.above, columns.below, c);
  const down = pullOf(columns.below, columns.above, c);
  if (low > high || Math.max(up, down) < 1) return;
  const wish =
    up > down ? middle(columns.above, x, c) : down > up ? middle(columns.below, x, c) : wishOf(columns, x, c);
  x[c] = Math.min(Math.max(wish, low), high);
}
