/** What is predicted of one's own latencies without any calibration. */
import { useCallback } from "react";
import type { Measurement, Prediction } from "../../../predict/predictor.ts";
import { measurementOf, type OwnLatency } from "../../state/latency-list.ts";
import { deviceFor } from "../../state/own-devices.ts";
import { predictWorker } from "../../work/workers.ts";
import { useJob } from "../../work/use-job.ts";

/** Answers by id, kept for as long as the page is: neither a latency nor what is said of it changes. */
const known = new Map<string, Prediction>();

type Asked = readonly [id: string, Measurement];

export function useJudged(latencies: readonly OwnLatency[]): ReadonlyMap<string, Prediction> {
  const job = useCallback(async (): Promise<ReadonlyMap<string, Prediction>> => {
    const open = latencies.flatMap((latency): readonly Asked[] => {
      const measurement = known.has(latency.id) ? undefined : measurementOf(latency, deviceFor);
      return measurement === undefined ? [] : [[latency.id, measurement]];
    });
    if (open.length > 0) {
      const measurements = open.map(([, measurement]) => measurement);
      const answers = await predictWorker.run(undefined, (worker) => worker.unbent(measurements));
      for (const [at, [id]] of open.entries()) {
        const answer = answers[at];
        if (answer !== undefined) known.set(id, answer);
      }
    }
    return new Map(known);
  }, [latencies]);
  return useJob(job).value ?? known;
}
