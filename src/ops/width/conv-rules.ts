/** How widths go through convolutions, matrix products and normalizations: what weights follow, what decides. */
import { demand, type Form, type Forms, oldSize, scaled, unify } from "./form.ts";
import { fixedForms, mark, type Rule, type Site } from "./trace.ts";

const volume = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);

/** [N, C, ...] * [M, C/group, ...] → [N, M, ...]: output channels are what the width changes. */
export const conv: Rule = (site) => {
  const [x, w, out] = [site.forms(0), site.forms(1), site.outputShape(0)];
  if (x === undefined || w === undefined || out === undefined) return undefined;
  const [batch, channels] = x;
  const [filters, perGroup] = w;
  if (batch === undefined || channels === undefined || filters === undefined || perGroup === undefined)
    return undefined;
  const groups = site.typed.work.int("group", 1);
  const made =
    groups > 1 && groups === oldSize(channels) ? depthwise(site, channels, filters) : dense(site, channels, w, groups);
  const bias = site.forms(2)?.[0];
  if (bias !== undefined) unify(made, bias, site.title);
  // com.microsoft.FusedConv adds a fourth input to its output.
  const added = site.forms(3)?.[1];
  if (added !== undefined) unify(made, added, site.title);
  site.trace.convolutions.push({ id: site.id, form: made });
  return [[batch, made, ...fixedForms(out.slice(2))]];
};

/** Each channel by itself: as many groups as channels, a whole number of filters for each. */
function depthwise(site: Site, channels: Form, filters: Form): Form {
  const each = oldSize(filters) / oldSize(channels);
  mark(channels, (atom) => (atom.depthwise = true));
  unify(scaled(channels, each, 1), filters, site.title);
  site.trace.rewrites.push({ node: site.id, attributes: { group: channels } });
  return filters;
}

/** Groups stay, each with its share of the channels. */
function dense(site: Site, channels: Form, [filters = [], perGroup = [], ...kernel]: Forms, groups: number): Form {
  if (groups > 1) {
    demand(channels, groups);
    demand(filters, groups);
  }
  unify(scaled(channels, 1, groups), perGroup, site.title);
  mark(filters, (atom) => (atom.scales = true));
  const isPointwise = kernel.every((form) => oldSize(form) === 1) && groups === 1;
  // On one position it is a gate between channels, not a layer of the image.
  if (isPointwise && volume((site.outputShape(0) ?? []).slice(2)) > 1) {
    const times = oldSize(filters) / oldSize(channels);
    if (times < 1) mark(channels, (atom) => (atom.narrowed = true));
    if (Number.isInteger(times) && times > 1) mark(filters, (atom) => (atom.expansion ??= { of: channels, times }));
  }
  return filters;
}

/** [N, C, ...] with weights [C, M/group, ...]. */
export const convTranspose: Rule = (site) => {
  const [x, w, out] = [site.forms(0), site.forms(1), site.outputShape(0)];
  const groups = site.typed.work.int("group", 1);
  const [batch, channels] = x ?? [];
  const [inputs, filters] = w ?? [];
  if (batch === undefined || channels === undefined || inputs === undefined || filters === undefined) return undefined;
  if (out === undefined || groups !== 1) return undefined;
  unify(channels, inputs, site.title);
  mark(filters, (atom) => (atom.scales = true));
  const bias = site.forms(2)?.[0];
  if (bias !== undefined) unify(filters, bias, site.title);
  site.trace.convolutions.push({ id: site.id, form: filters });
  return [[batch, filters, ...fixedForms(out.slice(2))]];
};

/** [..., m, k] · [..., k, n]: only what convolutions decide changes, so a classifier keeps its outputs. */
export const matmul: Rule = (site) => {
  const [a, b] = [site.forms(0), site.forms(1)];
  if (a === undefined || b === undefined || a.length < 2 || b.length < 2) return undefined;
  const [m, k, l, n] = [a.at(-2), a.at(-1), b.at(-2), b.at(-1)];
  if (m === undefined || k === undefined || l === undefined || n === undefined) return undefined;
  unify(k, l, site.title);
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const lead = long.slice(0, -2);
  short.slice(0, -2).forEach((form, axis) => {
    const other = lead[axis + long.length - short.length];
    if (other !== undefined && oldSize(other) === oldSize(form)) unify(other, form, site.title);
  });
  return [[...lead, m, n]];
};

/** [m, k] · [k, n] + [n], either side turned where an attribute says so. */
export const gemm: Rule = (site) => {
  const { work } = site.typed;
  const turn = (forms: Forms | undefined, is: boolean): Forms | undefined => (is ? forms?.toReversed() : forms);
  const [m, k] = turn(site.forms(0), work.int("transA", 0) === 1) ?? [];
  const [l, n] = turn(site.forms(1), work.int("transB", 0) === 1) ?? [];
  if (m === undefined || k === undefined || l === undefined || n === undefined) return undefined;
  unify(k, l, site.title);
  const bias = site.forms(2)?.at(-1);
  if (bias !== undefined && oldSize(bias) === oldSize(n)) unify(n, bias, site.title);
  return [[m, n]];
};

/** Parameters per channel, on axis 1. */
export const channelParameters: Rule = (site) => {
  const x = site.forms(0);
  const channels = x?.[1];
  if (x === undefined || channels === undefined) return undefined;
  site.typed.node.inputs.slice(1).forEach((_, at) => {
    const [own, ...others] = site.forms(at + 1) ?? [];
    if (own !== undefined && others.length === 0 && oldSize(own) === oldSize(channels))
      unify(channels, own, site.title);
  });
  return [x];
};

/** Scale and bias have the last axes of the input. */
export const trailingParameters: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  for (const at of [1, 2]) {
    const own = site.forms(at) ?? [];
    own.forEach((form, axis) => {
      const other = x[axis + x.length - own.length];
      if (other !== undefined && oldSize(other) === oldSize(form)) unify(other, form, site.title);
    });
  }
  return [x];
};

/** As many groups as an attribute says; parameters per channel, or per group in its first version. */
export const groupNormalization: Rule = (site) => {
  const x = site.forms(0);
  const channels = x?.[1];
  const groups = site.typed.work.int("num_groups");
  if (x === undefined || channels === undefined || groups === undefined) return undefined;
  demand(channels, groups);
  return channelParameters(site);
};

/** A scale per channel along an axis, or one for all. */
export const scales: Rule = (site) => {
  const x = site.forms(0);
  if (x === undefined) return undefined;
  const axis = site.typed.work.int("axis", 1);
  const along = x.at(axis);
  for (const at of [1, 2]) {
    const [own, ...others] = site.forms(at) ?? [];
    if (own === undefined || others.length > 0 || along === undefined) continue;
    if (oldSize(own) === oldSize(along)) unify(along, own, site.title);
    else if (oldSize(own) !== 1) return undefined;
  }
  return [x];
};

export const batchAndChannels: Rule = (site) => {
  const [x, out] = [site.forms(0), site.outputShape(0)];
  const [batch, channels] = x ?? [];
  if (batch === undefined || channels === undefined || out === undefined) return undefined;
  const forms = [batch, channels, ...fixedForms(out.slice(2))];
  return site.typed.node.outputs.map(() => forms);
};
