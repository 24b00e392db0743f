/**
 * Sizes as numbers or as expressions over symbols (N*49, floor(H/2) + 1). An expression is a sum of integer multiples of
 * products of atoms, kept sorted, so that equal expressions have equal keys. Unknown sizes are symbols too: what is
 * unknown in one tensor stays the same unknown in the next.
 */
export type Dim = number | Expr;

export interface Expr {
  /** Canonical text; two expressions are equal exactly when their keys are. */
  readonly key: string;
  readonly terms: readonly Term[];
}

interface Term {
  readonly coefficient: number;
  /** Sorted by key; empty for the constant term. */
  readonly atoms: readonly Atom[];
}

type Atom =
  | { readonly kind: "symbol"; readonly key: string }
  | { readonly kind: "floor" | "max" | "min"; readonly key: string; readonly a: Dim; readonly b: Dim };

/** Longer expressions help nobody and would let a hostile file grow them without end. */
const maximumKeyLength = 400;

/** The expression that is just this symbol. */
export const symbol = (name: string): Expr => ofAtom({ kind: "symbol", key: name });

const ofAtom = (atom: Atom): Expr =>
  // Nested atoms repeat their parts, so that their text could double with every node.
  atom.kind !== "symbol" && atom.key.length > maximumKeyLength
    ? symbol(`?${hash(atom.key)}`)
    : { key: atom.key, terms: [{ coefficient: 1, atoms: [atom] }] };

const termsOf = (dim: Dim): readonly Term[] =>
  typeof dim === "number" ? (dim === 0 ? [] : [{ coefficient: dim, atoms: [] }]) : dim.terms;

const productKey = (atoms: readonly Atom[]): string => atoms.map((atom) => atom.key).join("*");

function fromTerms(terms: Iterable<Term>): Dim {
  const sums = new Map<string, Term>();
  for (const term of terms) {
    const key = productKey(term.atoms);
    const coefficient = (sums.get(key)?.coefficient ?? 0) + term.coefficient;
    sums.set(key, { coefficient, atoms: term.atoms });
  }
  const kept = [...sums].filter(([, term]) => term.coefficient !== 0);
  // The constant term (empty key) comes last, as people write it.
  kept.sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a < b ? -1 : 1));
  if (kept.length === 0) return 0;
  const [only] = kept;
  if (kept.length === 1 && only?.[0] === "") return only[1].coefficient;
  const key = kept.map(([product, { coefficient }], i) => termText(product, coefficient, i === 0)).join("");
  if (key.length > maximumKeyLength) return symbol(`?${hash(key)}`);
  return { key, terms: kept.map(([, term]) => term) };
}

function termText(product: string, coefficient: number, first: boolean): string {
  const sign = coefficient < 0 ? (first ? "-" : " - ") : first ? "" : " + ";
  const size = Math.abs(coefficient);
  return sign + (product === "" ? String(size) : size === 1 ? product : `${size}*${product}`);
}

/** FNV-1a, to name expressions that grew too long. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(16);
}

export function add(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return a + b;
  return fromTerms([...termsOf(a), ...termsOf(b)]);
}

export const subtract = (a: Dim, b: Dim): Dim => add(a, multiply(-1, b));

export function multiply(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return a * b;
  if (a === 1) return b;
  if (b === 1) return a;
  const products: Term[] = [];
  for (const x of termsOf(a)) {
    for (const y of termsOf(b)) {
      const atoms = [...x.atoms, ...y.atoms].sort((p, q) => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0));
      products.push({ coefficient: x.coefficient * y.coefficient, atoms });
    }
  }
  return fromTerms(products);
}

/** The product of all; 1 for none. */
export const product = (dims: readonly Dim[]): Dim => dims.reduce(multiply, 1);

/** floor(a / b). Exact quotients (N*49 / 49, N*C / N) are simplified. Division by zero gives undefined. */
export function floorDivide(a: Dim, b: Dim): Dim | undefined {
  if (b === 0) return undefined;
  if (typeof a === "number" && typeof b === "number") return Math.floor(a / b);
  if (b === 1) return a;
  if (equal(a, b)) return 1;
  const exact = exactQuotient(a, b);
  if (exact !== undefined) return exact;
  return ofAtom({ kind: "floor", key: `floor((${formatDim(a)})/(${formatDim(b)}))`, a, b });
}

/** ceil(a / b) = -floor(-a / b). */
export function ceilDivide(a: Dim, b: Dim): Dim | undefined {
  const negative = floorDivide(multiply(-1, a), b);
  return negative === undefined ? undefined : multiply(-1, negative);
}

/** a / b where b is a single term that divides every term of a. */
function exactQuotient(a: Dim, b: Dim): Dim | undefined {
  const divisors = termsOf(b);
  const [divisor] = divisors;
  if (divisor === undefined || divisors.length !== 1) return undefined;
  const quotient: Term[] = [];
  for (const term of termsOf(a)) {
    const atoms = [...term.atoms];
    for (const atom of divisor.atoms) {
      const at = atoms.findIndex((candidate) => candidate.key === atom.key);
      if (at < 0) return undefined;
      atoms.splice(at, 1);
    }
    if (term.coefficient % divisor.coefficient !== 0) return undefined;
    quotient.push({ coefficient: term.coefficient / divisor.coefficient, atoms });
  }
  return fromTerms(quotient);
}

export function maximum(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return Math.max(a, b);
  return equal(a, b) ? a : ofAtom({ kind: "max", key: `max(${formatDim(a)}, ${formatDim(b)})`, a, b });
}

export function minimum(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return Math.min(a, b);
  return equal(a, b) ? a : ofAtom({ kind: "min", key: `min(${formatDim(a)}, ${formatDim(b)})`, a, b });
}

/** True when the two are the same expression; expressions that merely might be equal are not. */
export const equal = (a: Dim, b: Dim): boolean => a === b || formatDim(a) === formatDim(b);

/** The text of a size: "224", "N*49", "floor((H)/(2)) + 1". */
export const formatDim = (dim: Dim): string => (typeof dim === "number" ? String(dim) : dim.key);

/** Replaces the symbols that have a value. */
export function substitute(dim: Dim, values: ReadonlyMap<string, number>): Dim {
  if (typeof dim === "number") return dim;
  let sum: Dim = 0;
  for (const term of dim.terms) {
    let part: Dim = term.coefficient;
    for (const atom of term.atoms) part = multiply(part, substituteAtom(atom, values));
    sum = add(sum, part);
  }
  return sum;
}

function substituteAtom(atom: Atom, values: ReadonlyMap<string, number>): Dim {
  if (atom.kind === "symbol") return values.get(atom.key) ?? ofAtom(atom);
  const a = substitute(atom.a, values);
  const b = substitute(atom.b, values);
  if (atom.kind === "max") return maximum(a, b);
  if (atom.kind === "min") return minimum(a, b);
  return floorDivide(a, b) ?? ofAtom(atom);
}

/** Names of the symbols a size depends on. */
export function symbolsOf(dim: Dim): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (part: Dim): void => {
    if (typeof part === "number") return;
    for (const { atoms } of part.terms) {
      for (const atom of atoms) {
        if (atom.kind === "symbol") found.add(atom.key);
        else {
          visit(atom.a);
          visit(atom.b);
        }
      }
    }
  };
  visit(dim);
  return found;
}
