/**
 * Sizes of axes as sums over unknowns, so that what must stay equal when convolutions get another width can be solved.
 * An atom is one such unknown: the output channels of a convolution, say, with all sizes that must be the same.
 */

export interface Atom {
  /** As the file has it. */
  readonly size: number;
  /** A convolution's output channels are in it, so that the width changes it. */
  scales: boolean;
  /** Why it cannot change; "" where nothing ever could (a batch, a side of an image). */
  pinned: string | undefined;
  /** It must stay a multiple of this: channels of groups, heads, blocks. */
  divisor: number;
  /** A depthwise convolution works on it, and a pointwise one then makes fewer channels of it. */
  depthwise: boolean;
  narrowed: boolean;
  /** A pointwise convolution makes it, so many times as wide as its input. */
  expansion: Expansion | undefined;
  /** What it was found to equal; it is then no unknown any more. */
  bound: Form | undefined;
}

export interface Expansion {
  readonly of: Form;
  readonly times: number;
}

/** `atom` times `over` / `under`. */
export interface Term {
  readonly atom: Atom;
  readonly over: number;
  readonly under: number;
}

/** Size of one axis: the sum of its terms, one after the other along the axis. */
export type Form = readonly Term[];

/** One form an axis. */
export type Forms = readonly Form[];

export const atomOf = (size: number, pinned?: string): Atom => ({
  size,
  scales: false,
  pinned,
  divisor: 1,
  depthwise: false,
  narrowed: false,
  expansion: undefined,
  bound: undefined,
});

export const formOf = (atom: Atom): Form => [{ atom, over: 1, under: 1 }];

/** An axis that no width changes. */
export const fixed = (size: number): Form => formOf(atomOf(size, ""));

export const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
export const lcm = (a: number, b: number): number => (a / gcd(a, b)) * b;

/** `over` / `under` of a form. */
export const scaled = (form: Form, over: number, under: number): Form =>
  form.map((term) => {
    const common = gcd(term.over * over, term.under * under);
    return { atom: term.atom, over: (term.over * over) / common, under: (term.under * under) / common };
  });

/** The form with bound atoms replaced by what they equal. */
export function resolved(form: Form): Form {
  if (form.every(({ atom }) => atom.bound === undefined)) return form;
  return form.flatMap((term) =>
    term.atom.bound === undefined ? [term] : resolved(scaled(term.atom.bound, term.over, term.under)),
  );
}

/** Its size in the file. */
export const oldSize = (form: Form): number =>
  form.reduce((sum, { atom, over, under }) => sum + (atom.size * over) / under, 0);

/** Keeps all of a form as it is. */
export function pin(form: Form, why: string): void {
  for (const { atom } of resolved(form)) atom.pinned ??= why;
}

/** Can any of it change? */
export const isFixed = (form: Form): boolean => resolved(form).every(({ atom }) => atom.pinned !== undefined);

/** Each part of a form stays a multiple of `divisor`, taken by itself. */
export function demand(form: Form, divisor: number): void {
  for (const { atom, over, under } of resolved(form)) {
    const needed = (divisor * under) / gcd(divisor * under, over);
    atom.divisor = lcm(atom.divisor, needed);
  }
}

const holds = (form: Form, atom: Atom): boolean => form.some((term) => term.atom === atom);

/** Why a form cannot change, where a reason was given. */
export const reasonOf = (form: Form): string | undefined =>
  resolved(form).flatMap(({ atom: { pinned } }) => (pinned === undefined || pinned === "" ? [] : [pinned]))[0];

/** Two axes that must have the same size, as the node `title` has it. What cannot be solved keeps its size. */
export function unify(first: Form, second: Form, title: string): void {
  const [a, b] = [resolved(first), resolved(second)];
  if (isFixed(a) || isFixed(b)) {
    const why = reasonOf(a) ?? reasonOf(b) ?? `${title} ties it to a size that stays`;
    pin(a, why);
    pin(b, why);
    return;
  }
  const [x, ...moreOfA] = a;
  const [y, ...moreOfB] = b;
  if (x === undefined || y === undefined) return;
  if (moreOfB.length === 0 && !holds(a, y.atom)) return bind(y, a);
  if (moreOfA.length === 0 && !holds(b, x.atom)) return bind(x, b);
  const isSame =
    a.length === b.length &&
    a.every(({ atom, over, under }, i) => atom === b[i]?.atom && over === b[i]?.over && under === b[i]?.under);
  if (isSame) return;
  const fits = a.length === b.length && a.every((term, i) => oldSize([term]) === oldSize(b.slice(i, i + 1)));
  if (!fits) {
    for (const form of [a, b]) pin(form, `${title} joins channels that were put together otherwise`);
    return;
  }
  a.forEach((term, i) => unify([term], b.slice(i, i + 1), title));
}

/** The atom of a term that is all of an axis becomes what the other axis is. */
function bind({ atom, over, under }: Term, form: Form): void {
  const value = scaled(form, under, over);
  const { divisor, scales, depthwise, narrowed, expansion, pinned } = atom;
  atom.bound = value;
  const [only] = value;
  if (value.length === 1 && only !== undefined) {
    only.atom.scales ||= scales;
    only.atom.depthwise ||= depthwise;
    only.atom.narrowed ||= narrowed;
    if (only.over === only.under) only.atom.expansion ??= expansion;
  }
  if (pinned !== undefined) pin(value, pinned);
  if (value.some((term) => term.under > 1)) demand(value, 1);
  if (divisor > 1) demand(value, divisor);
}

/** MobileNets round to a multiple of 8, and up where that would lose more than a tenth. */
const roundTo = 8;

/**
 * Channels times a factor, as MobileNets round them: to the nearest multiple of 8, at least one of them, and to the next
 * one where the nearest is below 90 %. Source: `_make_divisible` of pytorch/vision (torchvision/models/_utils.py) and
 * tensorflow/models (slim/nets/mobilenet), which agree. `divisor` is what groups ask for besides.
 */
export function roundedChannels(channels: number, divisor = 1): number {
  const step = lcm(roundTo, divisor);
  const nearest = Math.max(step, Math.floor((channels + step / 2) / step) * step);
  return nearest < 0.9 * channels ? nearest + step : nearest;
}

/** Sizes for a factor; every atom is asked once. */
export function solver(factor: number): (form: Form) => number {
  const sizes = new Map<Atom, number>();
  const sizeOf = (form: Form): number =>
    form.reduce((sum, { atom, over, under }) => sum + (ofAtom(atom) * over) / under, 0);
  const ofAtom = (atom: Atom): number => {
    const known = sizes.get(atom);
    if (known !== undefined) return known;
    // Should an expansion lead back to itself, it is rounded like any other.
    sizes.set(atom, plain(atom, factor));
    const size = isExpanded(atom) ? sizeOf(atom.expansion.of) * atom.expansion.times : plain(atom, factor);
    sizes.set(atom, atom.bound === undefined ? size : sizeOf(atom.bound));
    return sizes.get(atom) ?? size;
  };
  return sizeOf;
}

/** Fewer channels than the rounding keeps apart (one of an attention map, say) stay. */
const plain = ({ size, scales, pinned, divisor }: Atom, factor: number): number =>
  pinned !== undefined || !scales || size < roundTo ? size : roundedChannels(size * factor, divisor);

/** Inverted residuals widen their input a whole number of times: MobileNetV2 and EfficientNet keep that number. */
const isExpanded = (atom: Atom): atom is Atom & { readonly expansion: Expansion } =>
  atom.expansion !== undefined &&
  atom.depthwise &&
  atom.narrowed &&
  atom.scales &&
  atom.bound === undefined &&
  atom.pinned === undefined &&
  atom.divisor === 1;
