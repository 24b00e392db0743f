/** What the predictor says over the state: asked of its worker in small parts, so that sliders are served in between. */
import { useCallback } from "react";
import type { Total } from "../../../predict/predictor.ts";
import { askOf, forecast } from "../../state/prediction.ts";
import { type Knob, type Session, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useJob } from "../../work/use-job.ts";
import { useModel } from "../context.ts";
import { latenciesFor, questionsOf, restMs, totalsFor } from "../prediction/sweeps.ts";
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

type Bands = ReadonlyMap<Knob, Band>;

/** Latency along each knob from the state of the session, asked for when the sliders rest. */
export function useBands(): Bands | undefined {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  const { device, cores, precision, runtime, frequencyHz, utilization, bandwidthBytesPerSecond } = choice;
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
      const bands = new Map<Knob, Sample[]>();
      questions.forEach(({ knob, value }, at) => {
        bands.set(knob, [...(bands.get(knob) ?? []), { value, ...answerOf(totals[at]) }]);
      });
      return bands;
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [analysis, predictor, device, cores, precision, runtime, frequencyHz, utilization, bandwidthBytesPerSecond],
  );
  return useJob(job).value;
}

/** All that the surface depends on: not the two knobs that it spans. */
function keyOf(choice: Session, [across, up]: AxisPair): string {
  const { device, cores, runtime, precision, state } = askOf(choice);
  const fixed = {
    frequency: state.frequencyHz,
    utilization: state.utilization,
    bandwidth: state.bandwidthBytesPerSecond,
  };
  return JSON.stringify([
    device.id,
    cores,
    runtime,
    precision,
    { ...fixed, [across.knob]: 0, [up.knob]: 0 },
    across.knob,
    up.knob,
  ]);
}

/** Latency over two knobs; the one before stays while the next is computed. */
export function useSurface(axes: AxisPair | undefined): Surface | undefined {
  const choice = useStore(session, (s) => s);
  const analysis = useModel()?.analysis;
  const predictor = useStore(forecast, (f) => f.predictor);
  const key = axes && keyOf(choice, axes);
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
    [analysis, predictor, key],
  );
  return useJob(job).value;
}
