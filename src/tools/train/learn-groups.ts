/** The regressions of all groups, each with fits that did not see a part of its networks. */
import { terms } from "../../predict/conv-regression.ts";
import { isGpuScheme } from "../../predict/gpu-terms.ts";
import { chooseRidge } from "./choose-ridge.ts";
import { type CrossFit, crossFit, type HeldOut } from "./cross-fit.ts";
import { type GroupData, isGpuGroup } from "./groups.ts";
import { type Random, seeded } from "./random.ts";
import { fitGroup, type GroupFit, type Ridge } from "./regression.ts";

export interface LearnOptions {
  readonly seed: number;
  /** Parts of the training networks; each is held out of one fit, and of one member of a network. */
  readonly folds: number;
  readonly ridge: Ridge;
  readonly onProgress: (text: string) => void;
}

/** A group with the fits that tell what is left over on networks they did not see. */
export interface Learned {
  readonly group: GroupData;
  readonly fit: GroupFit;
  readonly crossed: CrossFit;
}

export interface LearnedGroup extends Learned {
  /** Held out of fits without whole families. */
  readonly far: readonly HeldOut[];
}

/** The first group stands alone; the others lean on its mean device. */
export function learnGroups(
  groups: readonly GroupData[],
  { seed, folds, ridge, onProgress }: LearnOptions,
  random: Random,
): readonly LearnedGroup[] {
  const how: How = { seed, folds, ridge };
  // A stream of their own, so that GPUs change nothing of what is learned of processors.
  const ofGpus = seeded(seed);
  let first: { readonly pooled: Float64Array; readonly runtime: string } | undefined;
  return groups.map((group, at): LearnedGroup => {
    const isAlone = first === undefined || group.kernels === "mlas" || isGpuScheme(group.kernels);
    const parent = first === undefined || isAlone ? undefined : parentFor(group, first);
    const draws = isGpuGroup(group) ? ofGpus : random;
    const learned = at === 0 ? learnFirst(group, how, draws) : learnGroup(group, parent, how, draws);
    const { configurations } = group;
    onProgress(
      `${group.id}: ${configurations.length} configurations, held out ${percent(meanSize(learned.crossed.held))}`,
    );
    if (!isGpuGroup(group)) first ??= { pooled: learned.fit.pooled, runtime: group.runtime };
    return learned;
  });
}

type How = Omit<LearnOptions, "onProgress">;

function learnGroup(group: GroupData, parent: Float64Array | undefined, how: How, random: Random): LearnedGroup {
  const { folds } = how;
  const ridge = ridgeFor(group, parent, how.ridge);
  const fit = fitGroup(group, parent, ridge);
  const crossed = crossFit(group, parent, { folds, keyOf: ({ network }) => network, random, ridge });
  const far = crossFit(group, parent, { folds, keyOf: ({ family }) => family, random, ridge }).held;
  return { group, fit, crossed, far };
}

const firsts = new WeakMap<
  GroupData,
  { readonly how: string; readonly learned: LearnedGroup; readonly draws: number }
>();

/** An evaluation begins every part of a source with the same phones: they are learned once, and as much is drawn. */
function learnFirst(group: GroupData, how: How, random: Random): LearnedGroup {
  const before = firsts.get(group);
  if (before?.how === JSON.stringify(how)) {
    for (let at = 0; at < before.draws; at += 1) random();
    return before.learned;
  }
  let draws = 0;
  const learned = learnGroup(group, undefined, how, () => {
    draws += 1;
    return random();
  });
  firsts.set(group, { how: JSON.stringify(how), learned, draws });
  return learned;
}

/** Where every kernel was timed by itself, a shape is believed ten times as soon as where only whole networks were. */
const profiledShape = 0.1;

function ridgeFor(group: GroupData, parent: Float64Array | undefined, ridge: Ridge): Ridge {
  if (parent !== undefined) return ridge;
  if (!isGpuScheme(group.kernels)) return chooseRidge(group, ridge);
  return { ...ridge, shapes: { ...ridge.shapes, coarse: profiledShape, fine: profiledShape } };
}

/** Terms by which runtimes differ in kind: what one runs as many small convolutions another has a kernel for. */
const ofRuntime = /^\+?(grouped|fused|activation)\./;

/**
 * What a group leans on: of another runtime's mean device only what the hardware decides. A multiplication of Winograd's, or
 * an element that its transforms write, is taken to cost what it does in the matrix product of other convolutions.
 */
function parentFor(
  group: GroupData,
  { pooled, runtime }: { readonly pooled: Float64Array; readonly runtime: string },
): Float64Array {
  if (group.runtime === runtime) return pooled;
  return pooled.map((value, j) => {
    const [name = "", quantity = ""] = (terms[j] ?? "").split(".");
    if (group.kernels !== "armcl") return ofRuntime.test(terms[j] ?? "") ? 0 : value;
    if (name === "winograd") return pooled[terms.indexOf(`dense.${quantity}`)] ?? 0;
    if (terms[j] === "vector.mac") return Math.max(value, 4 * (pooled[terms.indexOf("any.byte")] ?? 0));
    return ofRuntime.test(terms[j] ?? "") ? 0 : value;
  });
}

export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
/** Mean of |ln(measured / predicted)|. */
export const meanSize = (held: readonly HeldOut[]): number =>
  held.reduce((sum, { left }) => sum + Math.abs(left), 0) / Math.max(1, held.length);
