/** One's own latencies as rows, beside what is predicted without them. */
import { formatMacs, formatPercent, formatSeconds, formatSigned } from "../../../base/format.ts";
import type { LatencyLine } from "../../../base/latency-table.ts";
import { parseCoreSet } from "../../../device/core-set.ts";
import type { Prediction } from "../../../predict/predictor.ts";
import type { OpenModel } from "../../state/document.ts";
import type { OwnLatency } from "../../state/latency-list.ts";
import { isOf, type OfTarget } from "../../state/latency-target.ts";
import { deviceFor } from "../../state/own-devices.ts";
import { defaultSession } from "../../state/session.ts";
import { widthOf } from "../../state/width.ts";
import { deviceText, stateText } from "../asked-text.ts";

/** "resnet18.onnx, batch 4, width × 0.5" */
export function modelText({ analysis, sizes }: Pick<OpenModel, "analysis" | "sizes">): string {
  const width = widthOf(analysis);
  return [
    analysis.file.name,
    ...Object.entries(sizes).map(([name, size]) => `${name} ${size}`),
    ...(width === 1 ? [] : [`width × ${width}`]),
  ].join(", ");
}

/** "Google Pixel 4, 1 large, TFLite fp32" */
export function targetText({ device, cores, runtime, precision }: OfTarget): string {
  const asked = { ...defaultSession, device, cores: parseCoreSet(cores), runtime, precision };
  const where = deviceFor(device) === undefined ? "A device that is not known here" : deviceText(asked);
  return `${where}, ${stateText(asked)}`;
}

export interface Row {
  readonly latency: OwnLatency;
  readonly model: string;
  readonly macs: string;
  readonly measured: string;
  /** Without any calibration. */
  readonly predicted: string;
  /** Measured against that; "" where there is none. */
  readonly difference: string;
  /** Why it cannot be used; undefined: it can. */
  readonly fault: string | undefined;
}

const sumMacs = ({ input }: OwnLatency): number =>
  input.nodes.reduce((sum, { macs = 0, times = 1 }) => sum + macs * times, 0);

/** `judged`: what is predicted without calibration, by id; nothing for those still being asked about. */
export const rowsOf = (latencies: readonly OwnLatency[], judged: ReadonlyMap<string, Prediction>): readonly Row[] =>
  latencies.map((latency) => {
    const prediction = judged.get(latency.id);
    const predicted = prediction?.latencySeconds;
    return {
      latency,
      model: latency.model,
      macs: formatMacs(sumMacs(latency)),
      measured: formatSeconds(latency.seconds),
      predicted: prediction === undefined ? "" : formatSeconds(predicted),
      difference: predicted === undefined ? "" : formatSigned(latency.seconds / predicted - 1, formatPercent),
      fault: faultOf(latency, prediction),
    };
  });

function faultOf({ device }: OwnLatency, prediction: Prediction | undefined): string | undefined {
  if (deviceFor(device) === undefined) return "The device is not known here.";
  return prediction === undefined || prediction.latencySeconds !== undefined ? undefined : prediction.warnings[0];
}

export interface Section {
  readonly title: string;
  /** Is it the target that is chosen now? */
  readonly isChosen: boolean;
  readonly rows: readonly Row[];
}

/** Rows by target, the chosen one first. */
export function sectionsOf(rows: readonly Row[], chosen: OfTarget): readonly Section[] {
  const titles = new Map<string, Row[]>();
  for (const row of rows) {
    const title = targetText(row.latency);
    titles.set(title, [...(titles.get(title) ?? []), row]);
  }
  return [...titles]
    .map(([title, own]) => ({ title, rows: own, isChosen: own.some(({ latency }) => isOf(latency, chosen)) }))
    .toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen));
}

/** "3 added. Not found here: a.onnx and 2 more; choose these models as well." */
export function takenText(added: number, missing: readonly LatencyLine[]): string {
  const names = missing.slice(0, namesTold).map(({ file }) => file);
  const more = missing.length - names.length;
  const list = [names.join(", "), ...(more > 0 ? [`${more} more`] : [])].join(" and ");
  return [
    ...(added > 0 || missing.length === 0 ? [`${added} added.`] : []),
    ...(missing.length > 0
      ? [`Not found here: ${list}. Choose ${missing.length === 1 ? "this model" : "these models"} as well.`]
      : []),
  ].join(" ");
}

const namesTold = 4;
