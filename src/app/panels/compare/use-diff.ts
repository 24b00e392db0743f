/** The structural difference of two models, from its worker. */
import { useMemo } from "react";
import { comparedNode } from "../../../compare/compared-node.ts";
import type { StructuralDiff } from "../../../compare/diff.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { inPieces } from "../../work/pieces.ts";
import { type Job, useJob } from "../../work/use-job.ts";
import { compareWorker } from "../../work/workers.ts";

/** A difference, and between what. */
interface Found {
  readonly first: Analysis;
  readonly second: Analysis;
  readonly diff: StructuralDiff;
}

/** Of each second model the last difference: it outlives the view, which is opened and closed. */
const found = new WeakMap<Analysis, Found>();

async function find(first: Analysis, second: Analysis, signal: AbortSignal): Promise<Found> {
  const known = found.get(second);
  if (known?.first === first) return known;
  const diff = await compareWorker.run(signal, async (worker) => {
    void worker.begin();
    await inPieces(first.nodes, (piece) => void worker.add("first", piece.map(comparedNode)));
    await inPieces(second.nodes, (piece) => void worker.add("second", piece.map(comparedNode)));
    return worker.diff(first.edges, second.edges);
  });
  const made = { first, second, diff };
  found.set(second, made);
  return made;
}

export function useDiff(first: Analysis, second: Analysis) {
  const job = useMemo((): Job<Found> => (signal) => find(first, second, signal), [first, second]);
  const { value, busy, stopped, cancel, again } = useJob(job);
  const isCurrent = value?.first === first && value.second === second;
  return { diff: isCurrent ? value.diff : undefined, busy, stopped, cancel, again };
}
