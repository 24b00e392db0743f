/** What the predictor says over the state: asked of its worker in small parts, so that sliders are served in between. */
import { useCallback } from "react";
import type { Total } from "../../../predict/predictor.ts";
import { askOf, forecast, keyOf } from "../../state/prediction.ts";
import { type AxisId, type Session, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { useModel, useRevision } from "../context.ts";
import { latenciesFor, questionsOf, restMs, totalsFor } from "../prediction/sweeps.ts";
import { turned } from "../prediction/budget.ts";
import type { AxisPair } from "./axes.ts";
import type { Answer, Band, Sample } from "./bands.ts";
import { asksOf, type Surface, surfaceOf } from "./surface.ts";

const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, restMs));

/** Rows of a surface that are asked for at once: some hundred states, a few milliseconds of the worker. */
const rowsAtOnce = 2;

const answerOf = (total: Total | undefined): Answer => ({
  latency: total?.latencySeconds,
  low: total?.lowSeconds,
  high: total?.highSeconds,
});

type Bands = ReadonlyMap<AxisId, Band>;

/** Latency along each knob from the state of the session, asked for when the sliders rest. */
export function useBands(): Bands | undefined {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  useRevision();
  const key = keyOf(choice);
  const job = useCallback(
    async (signal: AbortSignal): Promise<Bands | undefined> => {
      await rest();
      if (analysis === undefined || predictor === undefined || signal.aborted) return undefined;
      const questions = questionsOf(choice);
      const totals = await totalsFor(
        analysis,
        predictor,
        questions.map(({ ask }) => ask),
      );
      const bands = new Map<AxisId, Sample[]>();
      questions.forEach(({ knob, value }, at) => {
        bands.set(knob, [...(bands.get(knob) ?? []), { value, ...answerOf(totals[at]) }]);
      });
      return bands;
    },
    // What the questions depend on is in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [analysis, predictor, key],
  );
  return useJob(job).value;
}

/** All that the surface depends on: not the two knobs that it spans. */
function surfaceKey(choice: Session, [across, up]: AxisPair): string {
  const ask = askOf(choice);
  const { state } = turned(turned(ask, across.knob, 0), up.knob, 0);
  return JSON.stringify([{ ...ask, device: ask.device.id, state }, across.knob, up.knob]);
}

/** Latency over two knobs; the one before stays while the next is computed. */
export function useSurface(axes: AxisPair | undefined): Surface | undefined {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  const revision = useRevision();
  const key = axes && surfaceKey(choice, axes);
  const job = useCallback(
    async (signal: AbortSignal): Promise<Surface | undefined> => {
      await rest();
      if (analysis === undefined || predictor === undefined || axes === undefined) return undefined;
      const rows = asksOf(askOf(choice), axes);
      const latencies: (number | undefined)[][] = [];
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        if (signal.aborted) return undefined;
        const part = rows.slice(from, from + rowsAtOnce);
        // oxlint-disable-next-line no-await-in-loop
        const answers = await latenciesFor(analysis, predictor, part.flat());
        let at = 0;
        for (const row of part) latencies.push(answers.slice(at, (at += row.length)));
      }
      return surfaceOf(axes, latencies);
    },
    // A slider of the surface's own knobs makes new axes of the same values.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [analysis, predictor, revision, key],
  );
  return useJob(job).value;
}
