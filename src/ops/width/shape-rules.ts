/** How widths go through operators that keep, join, cut or rearrange axes. */
import { demand, fixed, type Form, type Forms, isFixed, oldSize, pin, resolved, scaled, unify } from "./form.ts";
import { fixedForms, type Rule, type Site } from "./trace.ts";

/** Element by element: the output is like the first input. */
export const same: Rule = (site) => {
  const x = site.forms(0);
  return x && site.typed.node.outputs.map(() => x);
};

/** Axes are matched from the last; where one side has size 1 it is repeated along the other. */
export const broadcast: Rule = (site) => {
  const out = site.outputShape(0);
  const inputs = site.typed.node.inputs.flatMap((name, at) => (name === "" ? [] : [site.forms(at)]));
  const known = inputs.filter((forms) => forms !== undefined);
  if (out === undefined || known.length < inputs.length) return undefined;
  return [
    out.map((size, axis) => {
      const own = known.map((forms) => forms[axis + forms.length - out.length]).filter((form) => form !== undefined);
      const whole = own.filter((form) => oldSize(form) === size);
      for (const form of own) if (oldSize(form) !== size) pin(form, `${site.title} repeats it`);
      const [first = fixed(size), ...others] = whole;
      for (const other of others) unify(first, other, site.title);
      return first;
    }),
  ];
};

const axisOf = (site: Site, rank: number, otherwise: number): number => {
  const axis = site.typed.work.int("axis", otherwise);
  return axis < 0 ? axis + rank : axis;
};

export const concat: Rule = (site) => {
  const inputs = site.typed.node.inputs.map((_, at) => site.forms(at));
  const known = inputs.filter((forms) => forms !== undefined);
  const [first, ...others] = known;
  if (first === undefined || known.length < inputs.length) return undefined;
  const along = axisOf(site, first.length, 1);
  return [
    first.map((form, axis) => {
      if (axis === along) return known.flatMap((forms) => forms[axis] ?? []);
      for (const forms of others) unify(form, forms[axis] ?? form, site.title);
      return form;
    }),
  ];
};

/** Parts that hold whole terms of the axis keep them; equal parts take equal shares; others cannot be told. */
export const split: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  const along = axisOf(site, x.length, 0);
  const form = x[along];
  if (form === undefined) return undefined;
  const sizes = site.typed.node.outputs.map((_, at) => site.outputShape(at)?.[along] ?? Number.NaN);
  const parts = isFixed(form) ? sizes.map(fixed) : (termwise(form, sizes) ?? equally(form, sizes));
  if (parts === undefined) return undefined;
  const { work } = site.typed;
  if (work.has(1) || work.ints("split") !== undefined) {
    site.trace.rewrites.push({ node: site.id, lists: [{ input: 1, attribute: "split", entries: parts }] });
  }
  return parts.map((part) => x.map((other, axis) => (axis === along ? part : other)));
};

function termwise(form: Form, sizes: readonly number[]): readonly Form[] | undefined {
  const left = [...resolved(form)];
  const parts: Form[] = [];
  for (const size of sizes) {
    const part = [];
    while (oldSize(part) < size) {
      const term = left.shift();
      if (term === undefined) return undefined;
      part.push(term);
    }
    if (oldSize(part) !== size) return undefined;
    parts.push(part);
  }
  return left.length === 0 ? parts : undefined;
}

function equally(form: Form, sizes: readonly number[]): readonly Form[] | undefined {
  if (new Set(sizes).size !== 1) return undefined;
  demand(form, sizes.length);
  return sizes.map(() => scaled(form, 1, sizes.length));
}

/** Part of an axis: where it begins and ends, both as forms. */
interface Cut {
  readonly begin: Form;
  readonly end: Form;
  readonly part: Form;
}

/** Between terms of the axis, or at a whole multiple of the part's length; undefined elsewhere. */
function cutOf(form: Form, begin: number, length: number): Cut | undefined {
  const terms = resolved(form);
  const places = terms.map((_, at) => oldSize(terms.slice(0, at)));
  const from = places.indexOf(begin);
  const to = [...places, oldSize(terms)].indexOf(begin + length);
  if (from !== -1 && to > from) {
    return { begin: terms.slice(0, from), end: terms.slice(0, to), part: terms.slice(from, to) };
  }
  const count = oldSize(form) / length;
  const at = begin / length;
  if (!Number.isInteger(count) || !Number.isInteger(at)) return undefined;
  demand(form, count);
  return {
    begin: at === 0 ? [] : scaled(form, at, count),
    end: scaled(form, at + 1, count),
    part: scaled(form, 1, count),
  };
}

/** A stretch of some axes. Positions that are written are written anew, "to the end" stays. */
export const slice: Rule = (site) => {
  const [x, before, after] = [site.forms(0), site.shape(0), site.outputShape(0)];
  const starts = listOf(site, "starts", 1);
  const ends = listOf(site, "ends", 2);
  const { work } = site.typed;
  if (x === undefined || before === undefined || after === undefined) return undefined;
  if (x.every(isFixed)) return [fixedForms(after)];
  if (starts === undefined || ends === undefined) return undefined;
  const axes = (listOf(site, "axes", 3) ?? starts.map((_, at) => at)).map((axis) =>
    axis < 0 ? axis + x.length : axis,
  );
  const steps = work.numbers(4);
  if ((work.has(3) && work.numbers(3) === undefined) || (work.has(4) && steps === undefined)) return undefined;
  const out: Form[] = x.map((form, axis) => (before[axis] === after[axis] ? form : fixed(after[axis] ?? Number.NaN)));
  const from: (Form | number)[] = [...starts];
  const to: (Form | number)[] = [...ends];
  for (const [at, axis] of axes.entries()) {
    const [form, size = Number.NaN, length = Number.NaN] = [x[axis], before[axis], after[axis]];
    const [start = 0, end = 0] = [starts[at], ends[at]];
    if (form === undefined || isFixed(form)) continue;
    if ((steps?.[at] ?? 1) !== 1) return undefined;
    const cut = cutOf(form, Math.max(0, start < 0 ? start + size : start), length);
    if (cut === undefined) return undefined;
    out[axis] = cut.part;
    from[at] = cut.begin;
    // Exporters write the largest number there is for "to the end".
    to[at] = end > size ? end : cut.end;
  }
  const lists = [
    { input: 1, attribute: "starts", entries: from },
    { input: 2, attribute: "ends", entries: to },
  ];
  site.trace.rewrites.push({ node: site.id, lists });
  return [out];
};

export const transpose: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  const perm = site.typed.work.ints("perm") ?? x.map((_, axis) => x.length - 1 - axis);
  const turned = perm.flatMap((axis) => [x[axis] ?? []]);
  return [turned];
};

/** Several axes as one: at most one of them may change. Undefined where two do. */
function product(forms: Forms): Form | undefined {
  const moving = forms.filter((form) => !isFixed(form));
  const [form, ...others] = moving;
  const rest = forms.filter((one) => one !== form).reduce((total, one) => total * oldSize(one), 1);
  if (others.length > 0) return undefined;
  return form === undefined ? fixed(rest) : scaled(form, rest, 1);
}

export const flatten: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  const written = site.typed.work.int("axis", 1);
  const axis = written < 0 ? written + x.length : written;
  const [rows, columns] = [product(x.slice(0, axis)), product(x.slice(axis))];
  return rows && columns && [[rows, columns]];
};

/** Axes in and out that hold the same elements. */
interface Group {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The finest grouping of two shapes with equal products, in order; undefined where a size is open or 0. */
export function groupsOf(before: readonly number[], after: readonly number[]): readonly Group[] | undefined {
  if ([...before, ...after].some((size) => !(size > 0))) return undefined;
  const groups: Group[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [from, to] = [i, j];
    let left = before[i] ?? 1;
    let right = after[j] ?? 1;
    i += 1;
    j += 1;
    while (left !== right) {
      if (left < right) left *= before[i++] ?? Number.NaN;
      else right *= after[j++] ?? Number.NaN;
      if (Number.isNaN(left + right)) return undefined;
    }
    groups.push({ from: span(from, Math.min(i, before.length)), to: span(to, Math.min(j, after.length)) });
  }
  return groups;
}

const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);

/**
 * Axes joined become a product; an axis cut in several gives what changes to one of them: to the one that is written as
 * "what is left", else to the largest. Which sizes are written is written anew.
 */
export const reshape: Rule = (site) => {
  const [x, before, after] = [site.forms(0), site.shape(0), site.outputShape(0)];
  const written = site.typed.work.elements(1) ?? site.typed.work.ints("shape");
  if (x === undefined || before === undefined || after === undefined) return undefined;
  if (x.every(isFixed)) return [fixedForms(after)];
  const groups = groupsOf(before, after);
  if (groups === undefined) return undefined;
  const out: Form[] = after.map(fixed);
  for (const { from, to } of groups) {
    const whole = product(from.map((axis) => x[axis] ?? fixed(1)));
    if (whole === undefined) return undefined;
    const open = to.find((axis) => written?.[axis] === -1);
    const largest = to.toSorted((a, b) => (after[b] ?? 0) - (after[a] ?? 0))[0];
    const at = open ?? largest;
    if (at === undefined) continue;
    const rest = to.reduce((total, axis) => (axis === at ? total : total * (after[axis] ?? 1)), 1);
    if (rest > 1 && !isFixed(whole)) demand(scaled(whole, 1, rest), 1);
    out[at] = scaled(whole, 1, rest);
  }
  const entries = written?.map((entry, axis) => (entry === 0 || entry === -1 ? entry : (out[axis] ?? fixed(1))));
  if (entries !== undefined) {
    site.trace.rewrites.push({ node: site.id, lists: [{ input: 1, attribute: "shape", entries }] });
  }
  return [out];
};

const listOf = (site: Site, name: string, index: number): readonly number[] | undefined =>
  site.typed.work.ints(name) ?? site.typed.work.numbers(index);

export const squeeze: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  const axes = listOf(site, "axes", 1)?.map((axis) => (axis < 0 ? axis + x.length : axis));
  return [x.filter((form, axis) => (axes === undefined ? oldSize(form) !== 1 : !axes.includes(axis)))];
};

export const unsqueeze: Rule = (site) => {
  const [x, out] = [site.forms(0), site.outputShape(0)];
  const axes = listOf(site, "axes", 1);
  if (x === undefined || out === undefined || axes === undefined) return undefined;
  const added = new Set(axes.map((axis) => (axis < 0 ? axis + out.length : axis)));
  const left = [...x];
  return [out.map((_, axis) => (added.has(axis) ? fixed(1) : (left.shift() ?? fixed(1))))];
};

/** What is summed over is gone, or of size 1. */
export const reduce: Rule = (site) => {
  const [x, out] = [site.forms(0), site.outputShape(0)];
  if (x === undefined || out === undefined) return undefined;
  const written = listOf(site, "axes", 1);
  if (written === undefined && site.typed.work.has(1)) return undefined;
  const axes = new Set(written?.map((axis) => (axis < 0 ? axis + x.length : axis)) ?? x.keys());
  const keeps = site.typed.work.int("keepdims", 1) === 1;
  return [x.flatMap((form, axis) => (axes.has(axis) ? (keeps ? [fixed(1)] : []) : [form]))];
};

/** Pads and resizes change sides, not channels; the sizes of those that stay are written anew. */
export const resizing: Rule = (site) => {
  const [x, before, after] = [site.forms(0), site.shape(0), site.outputShape(0)];
  if (x === undefined || before === undefined || after === undefined) return undefined;
  const out = x.map((form, axis) => {
    if (before[axis] === after[axis]) return form;
    pin(form, `${site.title} gives it another size`);
    return fixed(after[axis] ?? Number.NaN);
  });
  const { work, node } = site.typed;
  const sizes = node.op === "Resize" ? work.numbers(3) : undefined;
  if (sizes?.length === out.length) {
    site.trace.rewrites.push({ node: site.id, lists: [{ input: 3, attribute: "sizes", entries: out }] });
  }
  return [out];
};

/** Blocks of the image move to channels, or back. */
const blocks =
  (toChannels: boolean): Rule =>
  (site) => {
    const [x, out] = [site.forms(0), site.outputShape(0)];
    const [batch, channels] = x ?? [];
    const area = site.typed.work.int("blocksize", 0) ** 2;
    if (batch === undefined || channels === undefined || out === undefined || area === 0) return undefined;
    if (!toChannels) demand(channels, area);
    const moved = toChannels ? scaled(channels, area, 1) : scaled(channels, 1, area);
    return [[batch, moved, ...fixedForms(out.slice(2))]];
  };

export const spaceToDepth = blocks(true);
export const depthToSpace = blocks(false);

/** Its output tells sizes, and the next inference tells the new ones. */
export const sizesOnly: Rule = () => [];
