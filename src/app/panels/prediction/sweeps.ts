/** Latency along each slider, the other two where they are. */
import { useCallback } from "react";
import type { Seconds } from "../../../base/units.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import type { Target, Total } from "../../../predict/predictor.ts";
import { askOf, ensureLoaded, forecast } from "../../state/prediction.ts";
import { type Knob, limitsOf, type Session, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { predictWorker } from "../../work/workers.ts";
import { useModel } from "../context.ts";

/** Value of the slider, latency there. */
export type Curve = readonly (readonly [number, Seconds | undefined])[];

const pointsPerCurve = 25;

const spread = ([low, high]: readonly [number, number]): readonly number[] =>
  Array.from({ length: pointsPerCurve }, (_, i) => low + ((high - low) * i) / (pointsPerCurve - 1));

export interface Question {
  readonly knob: Knob;
  readonly value: number;
  readonly ask: Target;
}

/** Every point of the three curves. */
export function questionsOf(choice: Session): readonly Question[] {
  const limits = limitsOf(choice);
  const ask = askOf(choice);
  const along = (knob: Knob, range: readonly [number, number], field: keyof Target["state"]): readonly Question[] =>
    spread(range).map((value) => ({ knob, value, ask: { ...ask, state: { ...ask.state, [field]: value } } }));
  return [
    ...along("frequency", limits.frequencyHz, "frequencyHz"),
    ...along("utilization", [0, 1], "utilization"),
    ...(limits.bandwidth === undefined ? [] : along("bandwidth", limits.bandwidth, "bandwidthBytesPerSecond")),
  ];
}

type Curves = ReadonlyMap<Knob, Curve>;

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
  const { device, cores, precision, runtime, frequencyHz, utilization, bandwidthBytesPerSecond } = choice;
  const job = useCallback(
    async (signal: AbortSignal): Promise<Curves | undefined> => {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      if (analysis === undefined || predictor === undefined || signal.aborted) return undefined;
      const questions = questionsOf(choice);
      const asks = questions.map(({ ask }) => ask);
      return curvesOf(questions, await latenciesFor(analysis, predictor, asks));
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [analysis, predictor, device, cores, precision, runtime, frequencyHz, utilization, bandwidthBytesPerSecond],
  );
  return useJob(job).value;
}

export function curvesOf(questions: readonly Question[], latencies: readonly (Seconds | undefined)[]): Curves {
  const curves = new Map<Knob, (readonly [number, Seconds | undefined])[]>();
  questions.forEach(({ knob, value }, index) => {
    const curve = curves.get(knob) ?? [];
    curve.push([value, latencies[index]]);
    curves.set(knob, curve);
  });
  return curves;
}

export const sweepOf = (curves: Curves | undefined, knob: Knob): Curve => curves?.get(knob) ?? [];
