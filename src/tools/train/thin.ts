/** Fewer rows where a source has thousands of networks that are alike. */
import type { AtlasRow } from "../atlas/row.ts";
import { chance } from "../evaluate/splits.ts";

/** Graphs of one source that a fit takes: more changed nothing that could be seen. */
const mostGraphs = 1500;

/** Which graphs stay, only their names decide. */
export function thinned(rows: readonly AtlasRow[]): readonly AtlasRow[] {
  const keys = new Map<string, Set<string>>();
  for (const { source, graph } of rows) keys.set(source, (keys.get(source) ?? new Set()).add(graph.key));
  const shares = new Map([...keys].map(([source, own]) => [source, mostGraphs / own.size]));
  return rows.filter(
    ({ source, graph }) => (shares.get(source) ?? 1) >= 1 || chance("thin", graph.key) < (shares.get(source) ?? 1),
  );
}
