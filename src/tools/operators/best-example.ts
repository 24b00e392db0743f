/** Which example shows an operator, in the table of operators and to the fuzzer. */
import { deprecated, versions } from "../../ops/versions.ts";
import { clarity, type Example, work } from "./example.ts";
import { examples, general } from "./examples.ts";

/** The newest version of the domain in which the operator is one. */
export function versionOf(domain: string, name: string): number {
  const gone = deprecated[domain]?.[name];
  if (gone !== undefined) return gone - 1;
  return Math.max(1, ...Object.values(versions[domain] ?? {}).flat());
}

/** The example that tells most of an operator; undefined when none tells anything. */
export function bestExample(domain: string, name: string): Example | undefined {
  const own = examples[domain]?.[name];
  let best: Example | undefined;
  let most = 0;
  for (const example of own === undefined ? general : [own]) {
    const worked = work(domain, name, versionOf(domain, name), example, false);
    const tells = worked === undefined ? 0 : clarity(worked);
    if (tells <= most) continue;
    best = example;
    most = tells;
  }
  return best;
}
