/** What a slider can be set to: the steps of a device where it has them, and what a person types in between. */

export type Range = readonly [low: number, high: number];

/** The step nearest to a value; the value itself where there are no steps. */
export const nearest = (levels: readonly number[], value: number): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? value);

/** Steps that Page Up and Page Down pass. */
const page = 4;

/** Where a key leads from a value that may lie between two steps; undefined for keys that have no meaning here. */
export function stepped(levels: readonly number[], value: number, key: string): number | undefined {
  const above = levels.filter((level) => level > value);
  const below = levels.filter((level) => level < value);
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return above[0] ?? levels.at(-1);
    case "ArrowLeft":
    case "ArrowDown":
      return below.at(-1) ?? levels[0];
    case "PageUp":
      return above[page - 1] ?? levels.at(-1);
    case "PageDown":
      return below.at(-page) ?? levels[0];
    default:
      return undefined;
  }
}

/** Texts have three digits: a number this close to a step, or to an end of the range, means it. */
const shownDigits = 0.006;

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= shownDigits * Math.abs(b);

/** The value that a typed number stands for; undefined where it lies outside the range. */
export function taken(levels: readonly number[], [low, high]: Range, typed: number): number | undefined {
  const step = nearest(levels, typed);
  if (levels.length > 0 && isNear(typed, step)) return step;
  if (typed >= low && typed <= high) return typed;
  return [low, high].find((end) => isNear(typed, end));
}

/** The steps on either side of a value that is none; undefined where it is one, or there are none. */
export function between(levels: readonly number[], value: number): Range | undefined {
  const below = levels.findLast((level) => level < value);
  const above = levels.find((level) => level > value);
  return levels.includes(value) || below === undefined || above === undefined ? undefined : [below, above];
}
