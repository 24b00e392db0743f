import { formatPercent } from "../../../base/format.ts";
import { counted } from "../../graph/elements.ts";
import type { GraphPaint } from "./use-paint.ts";

/** What is marked on the graph, in words: what a search found, and how much of the time the longest path takes. */
export function LookBar({ paint: { hits, longest } }: { readonly paint: GraphPaint }) {
  if (hits === undefined && longest === undefined) return null;
  return (
    <div className="kernel-bar" aria-live="polite">
      {hits !== undefined && (
        <span>
          <b>{counted(hits, "node")}</b> found; the others are dimmed
        </span>
      )}
      {longest !== undefined && (
        <span title="No number of cores can be faster than this chain of nodes, each of which waits for the one before">
          Critical path: <b>{counted(longest.nodes.length, "node")}</b>,{" "}
          <b>{longest.share === undefined ? "no" : formatPercent(longest.share)}</b> of the summed latency
        </span>
      )}
    </div>
  );
}
