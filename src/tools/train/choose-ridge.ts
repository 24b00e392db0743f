/** How strongly a regression that leans on no other is held back, chosen by families held out of its training rows. */
import { crossFit } from "./cross-fit.ts";
import type { GroupData } from "./groups.ts";
import { seeded } from "./random.ts";
import type { Ridge } from "./regression.ts";

/** What is tried, the least first: to hold own terms back more gives unseen families more of what all kernels share. */
const tried: readonly Pick<Ridge, "own" | "shared">[] = [
  { own: 10, shared: 0.1 },
  { own: 100, shared: 0.1 },
  { own: 100, shared: 0.03 },
  { own: 300, shared: 0.03 },
];

const parts = 4;
/** With fewer families a part says more of its few than of what is unknown. */
const fewest = 8;

/** The ridge of `tried` with the least mean |predicted / measured - 1| on families it did not see; few families: as given. */
export function chooseRidge(group: GroupData, ridge: Ridge): Ridge {
  if (familiesOf(group).length < fewest) return ridge;
  const [first = ridge, ...others] = tried.map((one) => ({ ...ridge, ...one }));
  let best = { ridge: first, error: familyError(group, first) };
  for (const next of others) {
    const error = familyError(group, next);
    if (error < best.error) best = { ridge: next, error };
  }
  return best.ridge;
}

const familiesOf = ({ samples }: GroupData): readonly string[] => [...new Set(samples.map(({ family }) => family))];

/** Mean |predicted / measured - 1| of fits on the other families. */
export function familyError(group: GroupData, ridge: Ridge): number {
  const { held } = crossFit(group, undefined, {
    folds: parts,
    keyOf: ({ family }) => family,
    random: seeded(1),
    ridge,
  });
  return held.reduce((sum, { left }) => sum + Math.abs(Math.exp(-left) - 1), 0) / Math.max(1, held.length);
}
