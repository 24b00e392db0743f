/** Terms of blocks: `mul(x, sigmoid(x))` as a tree, and its search in a graph from the last node back. */
import type { Work } from "./work.ts";

export type Term =
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "node"; readonly types: readonly string[]; readonly operands: readonly Term[] };

/** Constants are not written down in terms, so `mul(x)` is a product with one as well. */
const withConstants: Readonly<Record<string, readonly string[]>> = { mul: ["mul", "scale"], div: ["div", "scale"] };

export function parseTerm(text: string): Term {
  const tokens = text.match(/[\w|]+|[(),]/g) ?? [];
  let at = 0;
  const parse = (): Term => {
    const name = tokens[at] ?? "";
    at += 1;
    if (tokens[at] !== "(") return { kind: "value", name };
    const operands: Term[] = [];
    while (tokens[at] !== ")" && at < tokens.length) {
      at += 1;
      if (tokens[at] !== ")") operands.push(parse());
    }
    at += 1;
    return { kind: "node", types: name.split("|").flatMap((type) => withConstants[type] ?? [type]), operands };
  };
  const term = parse();
  if (term.kind === "value" || at !== tokens.length) throw new Error(`not a term: ${text}`);
  return term;
}

/** What a match has bound so far: values to names, and the nodes that are part of it. */
interface Match {
  readonly values: ReadonlyMap<string, string>;
  readonly nodes: ReadonlySet<number>;
}

/** An operand of a node: where it comes from, if from a working node, and what tells it from other values. */
interface Operand {
  readonly from: number | undefined;
  readonly key: string;
}

/** The nodes of a term whose last one is at a position, the positions ascending; undefined when it does not fit there. */
export function matchTerm(term: Term, at: number, types: readonly string[], work: Work): readonly number[] | undefined {
  if (!mayFit(term, at, types, work)) return undefined;
  const found = match(term, { from: at, key: "" }, { values: new Map(), nodes: new Set() }, types, work);
  return found === undefined ? undefined : [...found.nodes].sort((a, b) => a - b);
}

/** Are the types right from node to node, whatever the values? Most nodes end here, before anything is allocated. */
function mayFit(term: Term, at: number, types: readonly string[], work: Work): boolean {
  if (term.kind === "value") return true;
  if (!term.types.includes(types[at] ?? "")) return false;
  const links = work.incoming[at] ?? [];
  if (links.length > term.operands.length) return false;
  return term.operands.every(
    (operand) => operand.kind === "value" || links.some(({ from }) => mayFit(operand, from, types, work)),
  );
}

function match(term: Term, operand: Operand, so: Match, types: readonly string[], work: Work): Match | undefined {
  if (term.kind === "value") {
    const bound = so.values.get(term.name);
    if (bound !== undefined) return bound === operand.key ? so : undefined;
    return { ...so, values: new Map(so.values).set(term.name, operand.key) };
  }
  const at = operand.from;
  if (at === undefined || !term.types.includes(types[at] ?? "")) return undefined;
  if ((work.incoming[at]?.length ?? 0) > term.operands.length) return undefined;
  return matchOperands(term.operands, operandsOf(at, work), { ...so, nodes: new Set(so.nodes).add(at) }, types, work);
}

/** Operands in any order: sums and products commute, and where they do not, types tell the operands apart. */
function matchOperands(
  terms: readonly Term[],
  operands: readonly Operand[],
  so: Match,
  types: readonly string[],
  work: Work,
): Match | undefined {
  const [term, ...others] = terms;
  // What is left over must be constants, or values from outside of which nothing is known.
  if (term === undefined) return operands.every(({ from }) => from === undefined) ? so : undefined;
  for (const [order, operand] of operands.entries()) {
    const first = match(term, operand, so, types, work);
    if (first === undefined) continue;
    const rest = matchOperands(others, operands.toSpliced(order, 1), first, types, work);
    if (rest !== undefined) return rest;
  }
  return undefined;
}

/** Beyond this many a node's operands from outside are not told apart: no term asks for more. */
const mostOperands = 4;

function operandsOf(at: number, { nodes, incoming }: Work): readonly Operand[] {
  const links = incoming[at] ?? [];
  const linked = links.map(({ from, value }) => ({ from, key: `${from} ${value}` }));
  const named = new Set(links.map(({ value }) => value));
  const outside = [...new Set(nodes[at]?.inputs)].filter((name) => name !== "" && !named.has(name));
  return [...linked, ...outside.slice(0, mostOperands).map((name) => ({ from: undefined, key: name }))];
}
