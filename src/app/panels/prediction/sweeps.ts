/** Latency along each slider, the others where they are. */
import { useCallback } from "react";
import type { Seconds } from "../../../base/units.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Target, Total } from "../../../predict/predictor.ts";
import { askOf, ensureLoaded, forecast, keyOf } from "../../state/prediction.ts";
import { type AxisId, limitsOf, type Session, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { predictWorker } from "../../work/workers.ts";
import { useModel, useRevision } from "../context.ts";
import { turned } from "./budget.ts";

/** Value of the slider, latency there. */
export type Curve = readonly (readonly [number, Seconds | undefined])[];

const pointsPerCurve = 25;

const spread = ([low, high]: readonly [number, number]): readonly number[] =>
  Array.from({ length: pointsPerCurve }, (_, i) => low + ((high - low) * i) / (pointsPerCurve - 1));

export interface Question {
  readonly knob: AxisId;
  readonly value: number;
  readonly ask: Target;
}

/** Every point of the curves. */
export function questionsOf(choice: Session): readonly Question[] {
  const limits = limitsOf(choice);
  const ask = askOf(choice);
  const along = (knob: AxisId, range: readonly [number, number] | undefined): readonly Question[] =>
    range === undefined ? [] : spread(range).map((value) => ({ knob, value, ask: turned(ask, knob, value) }));
  return [
    ...along("frequency", limits.frequencyHz),
    ...along("utilization", [0, 1]),
    ...along("bandwidth", limits.bandwidth),
    ...along("stream", limits.stream),
  ];
}

export type Curves = ReadonlyMap<AxisId, Curve>;

/** Questions to a predictor wait so long for a slider to come to rest. */
export const restMs = 120;

/** Latencies of a model, with their intervals, for many targets at once; undefined for a predictor that there is not. */
export async function totalsFor(
  analysis: Analysis,
  predictor: string,
  asks: readonly Target[],
): Promise<readonly (Total | undefined)[]> {
  await ensureLoaded(analysis);
  return predictWorker.run(undefined, (worker) => worker.totals(predictor, asks));
}

/** The latencies alone. */
export const latenciesFor = async (
  ...question: Parameters<typeof totalsFor>
): Promise<readonly (Seconds | undefined)[]> => (await totalsFor(...question)).map((total) => total?.latencySeconds);

/** The curves for the session, asked for when the sliders rest. */
export function useSweeps(): Curves | undefined {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  useRevision();
  const key = keyOf(choice);
  const job = useCallback(
    async (signal: AbortSignal): Promise<Curves | undefined> => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      if (analysis === undefined || predictor === undefined || signal.aborted) return undefined;
      const questions = questionsOf(choice);
      const asks = questions.map(({ ask }) => ask);
      return curvesOf(questions, await latenciesFor(analysis, predictor, asks));
    },
    // What the questions depend on is in the key.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [analysis, predictor, key],
  );
  return useJob(job).value;
}

export function curvesOf(questions: readonly Question[], latencies: readonly (Seconds | undefined)[]): Curves {
  const curves = new Map<AxisId, (readonly [number, Seconds | undefined])[]>();
  questions.forEach(({ knob, value }, index) => {
    const curve = curves.get(knob) ?? [];
    curve.push([value, latencies[index]]);
    curves.set(knob, curve);
  });
  return curves;
}

export const sweepOf = (curves: Curves | undefined, knob: AxisId): Curve => curves?.get(knob) ?? [];

/** Does the latency stay as it is all along? */
export const isFlat = (curve: Curve): boolean => new Set(curve.map(([, latency]) => latency)).size < 2;
