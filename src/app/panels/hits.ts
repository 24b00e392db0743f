/** Which nodes the search of the session finds; views that show all of them dim the others. */
import { useMemo } from "react";
import { trafficOf } from "../../cost/node-cost.ts";
import { fits, parseQuery } from "../search/query.ts";
import { session } from "../state/session.ts";
import { useStore } from "../state/store.ts";
import { nodeName } from "../ui/node-text.ts";
import { useAnalysis, useLaterPrediction, useTarget } from "./context.ts";
import { boundOf, shareOf } from "./shares.ts";

/** Positions of the nodes found; undefined while nothing is searched, or nothing that could be understood. */
export function useHits(): ReadonlySet<number> | undefined {
  const nodes = useAnalysis()?.nodes;
  const search = useStore(session, (s) => s.search);
  const prediction = useLaterPrediction();
  const { roof } = useTarget();
  const query = useMemo(() => parseQuery(search), [search]);
  return useMemo(() => {
    if (nodes === undefined || query.tests.length === 0) return undefined;
    const hits = new Set<number>();
    nodes.forEach((node, index) => {
      if (node.folded) return;
      const facts = {
        node,
        name: nodeName(node),
        traffic: trafficOf(node),
        bound: boundOf(node, roof),
        latency: prediction?.nodes[index],
        share: shareOf(prediction, index),
      };
      if (fits(query, facts)) hits.add(index);
    });
    return hits;
  }, [nodes, query, prediction, roof]);
}
