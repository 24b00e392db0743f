/** A binary heap: the smallest entry by `before` comes out first. */
export interface Heap<T> {
  readonly size: () => number;
  readonly peek: () => T | undefined;
  readonly push: (entry: T) => void;
  readonly pop: () => T | undefined;
}

export function heapOf<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const entries: T[] = [];
  const rise = (entry: T, from: number): void => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = entries[parent];
      if (above === undefined || !before(entry, above)) break;
      entries[at] = above;
      at = parent;
    }
    entries[at] = entry;
  };
  const sink = (entry: T): void => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let below = entries[child];
      const right = entries[child + 1];
      if (below !== undefined && right !== undefined && before(right, below)) [child, below] = [child + 1, right];
      if (below === undefined || !before(below, entry)) break;
      entries[at] = below;
      at = child;
    }
    entries[at] = entry;
  };
  return {
    size: () => entries.length,
    peek: () => entries[0],
    push: (entry) => rise(entry, entries.length),
    pop() {
      const top = entries[0];
      const last = entries.pop();
      if (last !== undefined && entries.length > 0) sink(last);
      return top;
    },
  };
}
