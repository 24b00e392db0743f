/** Scopes from names: "/layer1/layer1.0/conv1/Conv" and "layer1.0.conv1" both lie in layer1 and there in 0. */
import type { Span } from "./outline.ts";

/** The scopes that hold a name, outermost first; its own last part is none. */
export function scopesOf(name: string): readonly string[] {
  const parts: string[] = [];
  let before = "";
  for (const piece of name.split("/")) {
    // Exporters repeat the outer scope in the inner one: layer1/layer1.0.
    const own = before !== "" && piece.startsWith(`${before}.`) ? piece.slice(before.length + 1) : piece;
    before = piece;
    parts.push(...own.split(".").filter((part) => part !== ""));
  }
  return parts.slice(0, -1);
}

/** Scopes as a tree of numbers: 0 is the whole model. */
export interface ScopeTree {
  /** Scope → the one around it; that of the whole is itself. */
  readonly parent: readonly number[];
  readonly depth: readonly number[];
  /** Dotted: "layer1.0". */
  readonly title: readonly string[];
  /** Element → its innermost scope. */
  readonly of: readonly number[];
}

export function scopeTree(names: readonly string[]): ScopeTree {
  const parent = [0];
  const depth = [0];
  const title = [""];
  const numbers = new Map<string, number>();
  const of = names.map((name) => {
    let scope = 0;
    for (const part of scopesOf(name)) {
      const key = `${scope}/${part}`;
      let inner = numbers.get(key);
      if (inner === undefined) {
        inner = parent.length;
        numbers.set(key, inner);
        parent.push(scope);
        depth.push((depth[scope] ?? 0) + 1);
        title.push(scope === 0 ? part : `${title[scope]}.${part}`);
      }
      scope = inner;
    }
    return scope;
  });
  return { parent, depth, title, of };
}

export interface ScopeSpan extends Span {
  readonly title: string;
}

/**
 * The stretches in which an order stays inside a scope. A scope that the order leaves and enters again (it must, where
 * something outside needs a part of it and gives to the rest) has several, and so is no obstacle to a graph of groups
 * without cycles.
 */
export function scopeSpans(order: Int32Array, { parent, depth, title, of }: ScopeTree): readonly ScopeSpan[] {
  const spans: ScopeSpan[] = [];
  /** Scopes we are inside of, outermost first, with the place where each began. */
  const open: { readonly scope: number; readonly start: number }[] = [];
  const closeTo = (count: number, end: number): void => {
    while (open.length > count) {
      const last = open.pop();
      if (last !== undefined) spans.push({ start: last.start, end, title: title[last.scope] ?? "" });
    }
  };
  const chainOf = (scope: number): readonly number[] => {
    const chain: number[] = [];
    for (let at = scope; (depth[at] ?? 0) > 0; at = parent[at] ?? 0) chain.push(at);
    return chain.toReversed();
  };
  let scopeNow = 0;
  order.forEach((element, at) => {
    const scope = of[element] ?? 0;
    if (scope === scopeNow) return;
    scopeNow = scope;
    const chain = chainOf(scope);
    let shared = 0;
    while (shared < open.length && open[shared]?.scope === chain[shared]) shared += 1;
    closeTo(shared, at);
    for (const inner of chain.slice(shared)) open.push({ scope: inner, start: at });
  });
  closeTo(0, order.length);
  return spans;
}
