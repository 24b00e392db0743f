/** What the learned predictors' answers would rest on, for each choice that a picker offers. */
import { deviceById } from "../../../device/catalog/index.ts";
import type { Device } from "../../../device/device.ts";
import type { Measured, PredictorCard } from "../../../predict/predictor.ts";

/** Measurements of this very device, those of others scaled to it, or none: then only what needs no learning answers. */
export const footings = ["here", "elsewhere", "none"] as const;
export type Footing = (typeof footings)[number];

export const footingTitles: Readonly<Record<Footing, string>> = {
  here: "Measured on this device",
  elsewhere: "Measured on other devices",
  none: "Not measured: roofline alone",
};

/**
 * The footing of a runtime, or of a runtime at a precision. GPUs are too unlike to be scaled from each other, and processors
 * from GPUs.
 */
export function footingOf(
  cards: readonly PredictorCard[],
  device: Device,
  asked: Pick<Measured, "runtime"> & Partial<Pick<Measured, "precision">>,
): Footing {
  const { runtime, precision } = asked;
  const fitting = cards
    .flatMap(({ measured = [] }) => measured)
    .filter((one) => one.runtime === runtime && (precision === undefined || one.precision === precision));
  if (fitting.some((one) => one.device === device.id)) return "here";
  const scales = device.kind !== "gpu" && fitting.some((one) => deviceById(one.device)?.kind !== "gpu");
  return scales ? "elsewhere" : "none";
}
