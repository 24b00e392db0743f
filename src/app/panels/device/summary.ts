/** What was found in a pasted text, in words. */
import { formatBandwidth, formatBytes, formatFrequency, formatPercent, unknownText } from "../../../base/format.ts";
import type { Bytes } from "../../../base/units.ts";
import type { Counter, Found, FoundCluster, Moment } from "../../../device/import/found.ts";

/** Caches come in powers of two: "32 MiB", "512 KiB". */
function binary(bytes: Bytes): string {
  const kibibytes = bytes / 1024;
  return kibibytes >= 1024
    ? `${Number((kibibytes / 1024).toPrecision(3))} MiB`
    : `${Number(kibibytes.toPrecision(3))} KiB`;
}

function clusterText({ core, count, maxFrequencyHz, levelsHz }: FoundCluster): string {
  const cores = [count === undefined ? "" : `${count.value} ×`, core ?? "cores"]
    .filter((part) => part !== "")
    .join(" ");
  const clock = maxFrequencyHz === undefined ? "" : ` up to ${formatFrequency(maxFrequencyHz.value)}`;
  const steps = levelsHz === undefined ? "" : ` in ${levelsHz.value.length} steps`;
  return cores + clock + steps;
}

/** "4 × Cortex-A76 up to 2.40 GHz, L3 of 2.10 MB"; what a form can take. */
export function hardwareText({ soc, clusters = [], l3Bytes, capacityBytes }: Found): string {
  const parts = [
    ...(soc === undefined ? [] : [soc]),
    ...clusters.map(clusterText),
    ...(l3Bytes === undefined ? [] : [`L3 of ${binary(l3Bytes.value)}`]),
    ...(capacityBytes === undefined ? [] : [`${formatBytes(capacityBytes.value)} of memory`]),
  ];
  return parts.join(", ");
}

export interface MomentRow {
  readonly label: string;
  readonly value: string;
  /** Where it comes from and what to know about it. */
  readonly hint: string;
}

/** The three figures of a moment, unknown ones as a dash. */
export function momentRows({ frequencyHz, utilization, traffic }: Moment): readonly MomentRow[] {
  const hint = (sourced: { readonly source: string; readonly note?: string } | undefined): string =>
    [sourced?.source, sourced?.note].filter((part) => part !== undefined).join(". ");
  return [
    { label: "Clock", value: formatFrequency(frequencyHz?.value), hint: hint(frequencyHz) },
    { label: "Share of a core", value: formatPercent(utilization?.value), hint: hint(utilization) },
    { label: "Traffic", value: formatBandwidth(traffic?.value), hint: hint(traffic) },
  ];
}

/** "1.50 per cycle", "25.0 %", "8,400,000,000". */
export const counterText = ({ value, unit }: Counter): string =>
  unit === "/cycle"
    ? `${value.toFixed(2)} per cycle`
    : unit === "%"
      ? formatPercent(value / 100)
      : value.toLocaleString("en");

/** True where a moment tells anything at all. */
export const isTold = (moment: Moment | undefined): moment is Moment =>
  moment !== undefined && momentRows(moment).some(({ value }) => value !== unknownText);
