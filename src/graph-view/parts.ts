/** Lists too long to read are cut into parts, where little passes from one to the next. */
import type { Span } from "./outline.ts";

/** A part, named later by what it holds. */
export interface Part extends Span {
  readonly role: "part";
  readonly title: "";
}

/**
 * Parts for every list of more than `most` children: those of the whole, and of each of `spans` (outer before inner).
 * All parts of a list are of about the same number of children, four or more, and so are the parts of parts.
 */
export function partsOf(spans: readonly Span[], count: number, crossings: Int32Array, most: number): readonly Part[] {
  const parts: Part[] = [];
  const whole: Span = { start: 0, end: count };
  let number = 0;
  /** The children of a span: the groups directly inside, and the elements between them. */
  const childrenOf = (around: Span): readonly Span[] => {
    const children: Span[] = [];
    let at = around.start;
    while (at < around.end) {
      let inner = spans[number];
      while (inner !== undefined && inner.start < at) {
        number += 1;
        inner = spans[number];
      }
      const child = inner !== undefined && inner.start === at && inner.end <= around.end ? inner : undefined;
      children.push(child ?? { start: at, end: at + 1 });
      at = child?.end ?? at + 1;
    }
    return children;
  };
  [whole, ...spans].forEach((around, position) => {
    // Those inside stand behind it.
    number = position;
    parts.push(...cutList(childrenOf(around), crossings, most));
  });
  return parts;
}

/** Smaller parts would only hide. */
const leastChildren = 4;

function cutList(children: readonly Span[], crossings: Int32Array, most: number): readonly Part[] {
  const parts: Part[] = [];
  for (let list = children; list.length > most;) {
    // As few levels as it takes, and on the topmost about as many parts as an overview can have.
    const size = Math.min(most, Math.max(leastChildren, Math.ceil(list.length / ((most * 3) / 4))));
    const next: Part[] = [];
    for (let from = 0; from < list.length;) {
      const to = cutAfter(list, crossings, from, size);
      const [first, last] = [list[from], list[to - 1]];
      if (first !== undefined && last !== undefined) {
        next.push({ start: first.start, end: last.end, role: "part", title: "" });
      }
      from = to;
    }
    parts.push(...next);
    list = next;
  }
  return parts;
}

/** Where a part that begins at `from` ends: near `size` children, at the place that fewest values cross. */
function cutAfter(list: readonly Span[], crossings: Int32Array, from: number, size: number): number {
  const slack = Math.floor(size / 4);
  if (list.length - from <= size + slack) return list.length;
  let best = from + size;
  let least = Infinity;
  for (let to = from + size - slack; to <= from + size + slack && to < list.length; to += 1) {
    const crossed = crossings[list[to]?.start ?? 0] ?? 0;
    const isNearer = Math.abs(to - from - size) < Math.abs(best - from - size);
    if (crossed < least || (crossed === least && isNearer)) {
      least = crossed;
      best = to;
    }
  }
  return best;
}
