/**
 * How far right each layer is occupied, with the maximum over a range and the raising of a range both in O(log layers).
 * A bottom-up segment tree: `top` is the maximum of a subtree, `raised` what was laid over the whole of it.
 */
export interface Skyline {
  readonly size: number;
  readonly top: Float64Array;
  readonly raised: Float64Array;
}

export function skylineOf(right: Float64Array): Skyline {
  const size = right.length;
  const top = new Float64Array(2 * size).fill(-Infinity);
  top.set(right, size);
  for (let i = size - 1; i > 0; i--) top[i] = Math.max(top[2 * i] ?? 0, top[2 * i + 1] ?? 0);
  return { size, top, raised: new Float64Array(2 * size).fill(-Infinity) };
}

/** Highest value in layers first..last, both included. */
export function highest({ size, top, raised }: Skyline, first: number, last: number): number {
  let found = -Infinity;
  let [a, b] = [first + size, last + size + 1];
  for (; a < b; a >>= 1, b >>= 1) {
    if ((a & 1) === 1) found = Math.max(found, top[a++] ?? 0);
    if ((b & 1) === 1) found = Math.max(found, top[--b] ?? 0);
  }
  for (let i = (first + size) >> 1; i > 0; i >>= 1) found = Math.max(found, raised[i] ?? 0);
  for (let i = (last + size) >> 1; i > 0; i >>= 1) found = Math.max(found, raised[i] ?? 0);
  return found;
}

/** Raises layers first..last, both included, to at least `value`. */
export function raise({ size, top, raised }: Skyline, first: number, last: number, value: number): void {
  let [a, b] = [first + size, last + size + 1];
  for (; a < b; a >>= 1, b >>= 1) {
    if ((a & 1) === 1) lift(top, raised, a++, value);
    if ((b & 1) === 1) lift(top, raised, --b, value);
  }
  for (let i = (first + size) >> 1; i > 0; i >>= 1) top[i] = Math.max(top[i] ?? 0, value);
  for (let i = (last + size) >> 1; i > 0; i >>= 1) top[i] = Math.max(top[i] ?? 0, value);
}

function lift(top: Float64Array, raised: Float64Array, i: number, value: number): void {
  top[i] = Math.max(top[i] ?? 0, value);
  raised[i] = Math.max(raised[i] ?? 0, value);
}
