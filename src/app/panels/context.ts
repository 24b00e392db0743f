/** What most panels need at once: the model, its prediction, and the device with its roofs. */
import { useDeferredValue, useEffect, useMemo } from "react";
import type { CoreSet, Device, Precision } from "../../device/device.ts";
import { atPrecision } from "../../device/precision.ts";
import { nominalState, type Roof, roofOf } from "../../device/roofline.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { Prediction } from "../../predict/predictor.ts";
import { begin } from "../state/busy.ts";
import { calibration } from "../state/calibration.ts";
import { documentStore, type OpenModel } from "../state/document.ts";
import { forecast } from "../state/prediction.ts";
import { coresOf, deviceOf, type Session, session, stateOf } from "../state/session.ts";
import { useStore } from "../state/store.ts";

export interface Target {
  readonly device: Device;
  readonly cores: CoreSet;
  /** Roofs in the chosen state, and of the device at its best. */
  readonly roof: Roof;
  readonly nominal: Roof;
}

const unknownRoof: Roof = { peak: undefined, bandwidth: undefined };

export function targetOf(choice: Session): Target {
  const device = deviceOf(choice);
  const cores = coresOf(choice);
  const best = nominalState(device, cores);
  return {
    device,
    cores,
    roof: roofOf(device, cores, choice.precision, stateOf(choice)),
    nominal: best === undefined ? unknownRoof : roofOf(device, cores, choice.precision, best),
  };
}

export function useTarget(): Target {
  const choice = useStore(session, (s) => s);
  const { device, cores, precision, frequencyHz, bandwidthBytesPerSecond } = choice;
  // Only what the roofs depend on: a new selection must not make every chart think of new roofs.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => targetOf(choice), [device, cores, precision, frequencyHz, bandwidthBytesPerSecond]);
}

export const useModel = (): OpenModel | undefined => useStore(documentStore, (d) => d.model);

const converted = new WeakMap<Analysis, Map<Precision, Analysis>>();

/** The analysis with its bytes at a precision; made once for all views that show it. */
export function analysisAt(analysis: Analysis, precision: Precision): Analysis {
  const made = converted.get(analysis) ?? new Map<Precision, Analysis>();
  converted.set(analysis, made);
  const found = made.get(precision) ?? atPrecision(analysis, precision);
  made.set(precision, found);
  return found;
}

/** The costs of the open model at the chosen precision: what views show beside a predicted time. */
export function useAnalysis(): Analysis | undefined {
  const analysis = useModel()?.analysis;
  // Converting ten thousand nodes takes a tenth of a second, which a click should not wait for.
  const precision = useLater(useStore(session, (s) => s.precision));
  return useMemo(() => analysis && analysisAt(analysis, precision), [analysis, precision]);
}

/** "at fp16" where the bytes are not those of the file; "" where they are. */
export function usePrecisionText(): string {
  const file = useModel()?.analysis;
  const shown = useAnalysis();
  const precision = useStore(session, (s) => s.precision);
  return shown === file ? "" : `at ${precision}`;
}

/** The prediction for the open model; undefined while the first one is computed. */
export function usePrediction(): Prediction | undefined {
  const model = useModel();
  return useStore(forecast, (f) => (f.analysis === model?.analysis ? f.prediction : undefined));
}

/** Grows when the latencies change that predictors are bent by: what was asked before has another answer now. */
export const useRevision = (): number => useStore(calibration, (c) => c.revision);

/** A value a moment later, in a rendering that gives way to all others: for what is large. */
export function useLater<T>(now: T): T {
  const later = useDeferredValue(now);
  const isBehind = later !== now;
  useEffect(() => (isBehind ? begin() : undefined), [isBehind]);
  return later;
}

/** The same, a moment later: what is large waits until the number and the graph's colours are on screen. */
export const useLaterPrediction = (): Prediction | undefined => useLater(usePrediction());

/** Position of the selected node in the open model. */
export function useSelected(): number | undefined {
  const model = useModel();
  const node = useStore(session, (s) => s.node);
  return node === undefined ? undefined : model?.positions.get(node);
}
