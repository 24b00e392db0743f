/** Lists of numbers keyed by small integers, packed in two arrays: the list of `key` is items[start[key]..start[key + 1]). */
export interface Adjacency {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Groups values by key and keeps their order within a key. */
export function groupBy(keyCount: number, keys: ArrayLike<number>, values: ArrayLike<number>): Adjacency {
  const start = new Int32Array(keyCount + 1);
  for (let i = 0; i < keys.length; i++) {
    const next = (keys[i] ?? 0) + 1;
    start[next] = (start[next] ?? 0) + 1;
  }
  for (let key = 0; key < keyCount; key++) start[key + 1] = (start[key + 1] ?? 0) + (start[key] ?? 0);
  const fill = start.slice();
  const items = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    const at = fill[key] ?? 0;
    items[at] = values[i] ?? 0;
    fill[key] = at + 1;
  }
  return { start, items };
}

/** The numbers 0, 1, ... count - 1. */
export function indices(count: number): Int32Array {
  const all = new Int32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}
