/** What tools told, laid over the form. */
import type { Found } from "../../../device/import/found.ts";
import { deviceFields } from "../../../device/fields.ts";
import {
  clusterEntries,
  type ClusterKey,
  type Draft,
  type DraftCluster,
  emptyCluster,
  entryOf,
  type Facts,
} from "./draft.ts";

const isEmpty = ({ core, facts }: DraftCluster): boolean => core === "" && Object.keys(facts).length === 0;

/** `over` where it knows something, `under` elsewhere. */
const laid = <K extends string>(under: Facts<K>, over: Facts<K>): Facts<K> => ({ ...under, ...over });

const merged = (under: DraftCluster, over: DraftCluster): DraftCluster => ({
  core: over.core === "" ? under.core : over.core,
  l2Shared: over.l2Shared ?? under.l2Shared,
  facts: laid(under.facts, over.facts),
  corePower: under.corePower,
});

const countOf = ({ facts }: DraftCluster): number => Number(facts.count?.text ?? Number.NaN);
const total = (clusters: readonly DraftCluster[]): number =>
  clusters.reduce((sum, cluster) => sum + countOf(cluster), 0);

/** What a tool that lumps cores together says of a part of them: all but their number, and clocks the finer tool has. */
const lumped: readonly ClusterKey[] = ["count", "maxFrequencyHz", "minFrequencyHz", "levelsHz"];

/**
 * The coarser list cut as the finer one is, fastest first. lscpu and cpuinfo know four Cortex-A76; cpufreq knows that one of
 * them goes to 2.84 GHz and three to 2.42 GHz. Undefined where the numbers of cores do not agree.
 */
function cut(coarse: readonly DraftCluster[], fine: readonly DraftCluster[]): readonly DraftCluster[] | undefined {
  if (total(coarse) !== total(fine)) return undefined;
  let left = coarse.map(countOf);
  const parts: DraftCluster[] = [];
  for (const cluster of fine) {
    const at = left.findIndex((cores) => cores > 0);
    const whole = coarse[at];
    if (whole === undefined || (left[at] ?? 0) < countOf(cluster)) return undefined;
    left = left.map((cores, index) => (index === at ? cores - countOf(cluster) : cores));
    const facts = Object.entries(whole.facts).filter(([key]) => !lumped.some((each) => each === key));
    parts.push({ ...whole, facts: Object.fromEntries(facts) });
  }
  return parts;
}

function mergedClusters(under: readonly DraftCluster[], over: readonly DraftCluster[]): readonly DraftCluster[] {
  if (over.length === 0) return under;
  if (under.every(isEmpty)) return over;
  const zip = (a: readonly DraftCluster[], b: readonly DraftCluster[]): readonly DraftCluster[] =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, at) =>
      merged(a[at] ?? emptyCluster, b[at] ?? emptyCluster),
    );
  if (over.length > under.length) return zip(cut(under, over) ?? under, over);
  return over.length < under.length ? zip(under, cut(over, under) ?? over) : zip(under, over);
}

/** At most four kinds of core have a name here. */
const mostClusters = 4;

/** The form with what was found in place of what it had; what was not found stays. */
export function withFound(draft: Draft, found: Found): Draft {
  const clusters = mergedClusters(draft.clusters, (found.clusters ?? []).map(clusterEntries));
  const l3Bytes = entryOf(found.l3Bytes, deviceFields.l3Bytes);
  const capacityBytes = entryOf(found.capacityBytes, deviceFields.capacityBytes);
  const soc = found.soc ?? "";
  return {
    ...draft,
    name: draft.name === "" ? soc : draft.name,
    soc: soc === "" ? draft.soc : soc,
    clusters: clusters.slice(0, mostClusters),
    facts: laid(draft.facts, { ...(l3Bytes && { l3Bytes }), ...(capacityBytes && { capacityBytes }) }),
  };
}
