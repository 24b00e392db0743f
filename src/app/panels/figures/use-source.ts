/** The source of a figure, gathered anew whenever something changes that it shows. */
import { useCallback } from "react";
import type { Need, Source } from "../../../figure/source.ts";
import { forecast, keyOf } from "../../state/prediction.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { useModel } from "../context.ts";
import { gather } from "./gather.ts";

/** Curves and other models wait until a slider rests. */
const restMs = 150;

const isSlow = (need: Need): boolean => need === "sweeps" || need === "models";

export function useSource(needs: readonly Need[]): { readonly source: Source | undefined; readonly busy: boolean } {
  const analysis = useModel()?.analysis;
  const prediction = useStore(forecast, (f) => f.prediction);
  const choice = useStore(session, (s) => s);
  const key = keyOf(choice);
  const { node, inPlace, order, activationStorage } = choice;
  const job = useCallback(
    async (signal: AbortSignal): Promise<Source | undefined> => {
      if (needs.some(isSlow)) await new Promise((resolve) => setTimeout(resolve, restMs));
      return signal.aborted ? undefined : gather(needs, signal);
    },
    // Only what figures show: a search, say, changes none.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [needs, analysis, prediction, node, inPlace, order, activationStorage, key],
  );
  const { value, busy } = useJob(job);
  return { source: value, busy };
}
