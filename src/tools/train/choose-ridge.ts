/** How strongly a regression that leans on no other is held back, chosen by families held out of its training rows. */
import { fittedTime, fitGroup, type Ridge } from "./regression.ts";
import { type GroupData, onlySamples } from "./groups.ts";

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

const familiesOf = ({ samples }: GroupData): readonly string[] =>
  [...new Set(samples.map(({ family }) => family))].toSorted();

/** Mean |predicted / measured - 1| of fits on the other families, which are dealt into parts by name. */
export function familyError(group: GroupData, ridge: Ridge): number {
  const partOf = new Map(familiesOf(group).map((family, at) => [family, at % parts]));
  let [sum, count] = [0, 0];
  for (let part = 0; part < parts; part += 1) {
    const isOut = (family: string): boolean => partOf.get(family) === part;
    const fit = fitGroup(
      onlySamples(group, ({ family }) => !isOut(family)),
      undefined,
      ridge,
    );
    for (const [at, { observations }] of group.configurations.entries()) {
      const own = fit.configurations[at];
      if (own === undefined) continue;
      for (const observation of observations) {
        if (observation.isPart === true || !isOut(observation.sample.family)) continue;
        sum += Math.abs(fittedTime(fit, own, observation, { slow: 1, perByte: 0 }) / observation.seconds - 1);
        count += 1;
      }
    }
  }
  return sum / Math.max(1, count);
}
