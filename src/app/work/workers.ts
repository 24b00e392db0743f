/** The workers of the page: the only place that starts them. `new Worker(new URL(literal))` is the form Vite bundles. */
import type { AnalysisApi } from "../../../workers/analysis.worker.ts";
import type { CompareApi } from "../../../workers/compare.worker.ts";
import type { LayoutApi } from "../../../workers/layout.worker.ts";
import type { PredictApi } from "../../../workers/predict.worker.ts";
import { WorkerClient } from "./worker-client.ts";

export const analysisWorker = new WorkerClient<AnalysisApi>(
  () => new Worker(new URL("../../../workers/analysis.worker.ts", import.meta.url), { type: "module" }),
);

export const compareWorker = new WorkerClient<CompareApi>(
  () => new Worker(new URL("../../../workers/compare.worker.ts", import.meta.url), { type: "module" }),
);

export const layoutWorker = new WorkerClient<LayoutApi>(
  () => new Worker(new URL("../../../workers/layout.worker.ts", import.meta.url), { type: "module" }),
);

export const predictWorker = new WorkerClient<PredictApi>(
  () => new Worker(new URL("../../../workers/predict.worker.ts", import.meta.url), { type: "module" }),
);
