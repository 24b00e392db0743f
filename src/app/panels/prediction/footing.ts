/** What the learned predictors' answers would rest on, for each choice that a picker offers. */
import type { Device } from "../../../device/device.ts";
import type { Measured, PredictorCard } from "../../../predict/predictor.ts";

/** Measurements of this very device, those of others scaled to it, or none: then only what needs no learning answers. */
export const footings = ["here", "elsewhere", "none"] as const;
export type Footing = (typeof footings)[number];

export const footingTitles: Readonly<Record<Footing, string>> = {
  here: "Measured on this device",
  elsewhere: "Scaled from other devices",
  none: "Not measured: roofline alone",
};

/** The footing of a runtime, or of a runtime at a precision. */
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
  return fitting.some(({ scalesTo }) => scalesTo.includes(device.kind)) ? "elsewhere" : "none";
}
