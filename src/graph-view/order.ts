/** An order in which elements can run and which stays in a scope while it can. */
import type { Link } from "./outline.ts";
import type { ScopeTree } from "./scopes.ts";

/** Numbers, least first. */
class Heap {
  readonly #items: number[] = [];

  get least(): number | undefined {
    return this.#items[0];
  }

  push(value: number): void {
    const items = this.#items;
    let at = items.push(value) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = items[above] ?? 0;
      if (other <= value) break;
      items[at] = other;
      at = above;
    }
    items[at] = value;
  }

  pop(): void {
    const items = this.#items;
    const value = items.pop();
    if (value === undefined || items.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= items.length) break;
      if ((items[below + 1] ?? Infinity) < (items[below] ?? Infinity)) below += 1;
      const other = items[below] ?? Infinity;
      if (other >= value) break;
      items[at] = other;
      at = below;
    }
    items[at] = value;
  }
}

/**
 * A topological order: of what can run next, the first in the file within the innermost scope that has anything. An
 * order of the file that leaves no scope early comes out as it is. Elements of cycles, which a valid model has not, come
 * last. Time n · depth · log n.
 */
export function scopeOrder(edges: readonly Link[], { parent, of }: Pick<ScopeTree, "parent" | "of">): Int32Array {
  const count = of.length;
  const missing = new Int32Array(count);
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) {
    if (from === to) continue;
    outgoing[from]?.push(to);
    missing[to] = (missing[to] ?? 0) + 1;
  }
  // What is ready stands in the heaps of all scopes around it, and is dropped from the others once it has run.
  const ready = parent.map(() => new Heap());
  const announce = (element: number): void => {
    for (let scope = of[element] ?? 0; ; scope = parent[scope] ?? 0) {
      ready[scope]?.push(element);
      if (scope === 0) return;
    }
  };
  for (let element = 0; element < count; element += 1) if (missing[element] === 0) announce(element);

  const done = new Uint8Array(count);
  const leastOf = (scope: number): number | undefined => {
    const heap = ready[scope];
    for (;;) {
      const least = heap?.least;
      if (least === undefined || done[least] !== 1) return least;
      heap?.pop();
    }
  };
  const order = new Int32Array(count);
  let at = 0;
  for (let scope = 0; ;) {
    const element = leastOf(scope);
    if (element === undefined) {
      if (scope === 0) break;
      scope = parent[scope] ?? 0;
      continue;
    }
    order[at] = element;
    at += 1;
    done[element] = 1;
    scope = of[element] ?? 0;
    for (const next of outgoing[element] ?? []) {
      missing[next] = (missing[next] ?? 0) - 1;
      if (missing[next] === 0) announce(next);
    }
  }
  done.forEach((isDone, element) => {
    if (isDone === 1) return;
    order[at] = element;
    at += 1;
  });
  return order;
}
