/** A device in a state, in few words. */
import { formatBandwidth, formatFrequency, formatPercent } from "../../base/format.ts";
import { coresText } from "../../device/core-set.ts";
import { type Asked, coresOf, deviceOf } from "../state/session.ts";
import { runtimeNames } from "../../runtime/runtime.ts";

/** "TFLite fp32, 1.21 GHz, 50.0 % busy, width × 0.5, batch 4": all that differs from the device at its best. */
export function stateText(asked: Asked): string {
  const { runtime, precision, frequencyHz, utilization, bandwidthBytesPerSecond: bandwidth, sizes, width } = asked;
  const { priority, streamBytesPerSecond: stream } = asked;
  const first = priority === "higher" ? ", load first" : "";
  return [
    `${runtimeNames[runtime]} ${precision}`,
    ...(frequencyHz === undefined ? [] : [formatFrequency(frequencyHz)]),
    ...(utilization === 0 ? [] : [`${formatPercent(utilization)} busy${first}`]),
    ...(bandwidth === undefined ? [] : [formatBandwidth(bandwidth)]),
    ...(stream === 0 ? [] : [`${formatBandwidth(stream)} by other cores`]),
    ...(width === 1 ? [] : [`width × ${width}`]),
    ...Object.entries(sizes).map(([size, value]) => `${size} ${value}`),
  ].join(", ");
}

/** "Google Pixel 4, 1 large"; a GPU always runs as a whole. */
export function deviceText(asked: Asked): string {
  const device = deviceOf(asked);
  return device.kind === "gpu" ? device.name : `${device.name}, ${coresText(coresOf(asked))}`;
}

/** Both, on one line. */
export const askedText = (asked: Asked): string => `${deviceText(asked)}, ${stateText(asked)}`;
