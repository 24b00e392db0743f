/** Collects small flaws of a model and tells those of one kind together: a file may have the same one 10,000 times. */
import type { ModelProblem } from "../base/problem.ts";

export interface Flaws {
  /** By code and what is said of the names. */
  readonly found: Map<string, Flaw>;
}

interface Flaw {
  readonly code: ModelProblem["code"];
  readonly say: (names: string) => string;
  readonly names: string[];
  count: number;
}

const namesTold = 3;

export const noFlaws = (): Flaws => ({ found: new Map() });

/** Notes that `name` has a flaw; `say` makes the detail from the names of all that have it. */
export function note(flaws: Flaws, code: ModelProblem["code"], name: string, say: (names: string) => string): void {
  const key = `${code} ${say("")}`;
  const flaw = flaws.found.get(key) ?? { code, say, names: [], count: 0 };
  flaw.count += 1;
  if (flaw.names.length < namesTold) flaw.names.push(name.slice(0, 200));
  flaws.found.set(key, flaw);
}

export const problemsOf = (flaws: Flaws): readonly ModelProblem[] =>
  [...flaws.found.values()].map(({ code, say, names, count }) => {
    const more = count - names.length;
    return { code, detail: say(names.join(", ") + (more > 0 ? ` and ${more} more` : "")) };
  });
