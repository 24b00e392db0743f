/** Quantities as text for people. The only place that rounds. */
import type {
  Bytes,
  BytesPerSecond,
  Flops,
  FlopsPerSecond,
  Fraction,
  Hertz,
  Intensity,
  Joules,
  Macs,
  Seconds,
} from "./units.ts";

/** What stands for a value that is not known. */
export const unknownText = "—";

const prefixes = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Three significant digits, without an exponent: 1.82, 18.2, 182. */
function digits(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(3));
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  return rounded.toFixed(Math.max(0, 2 - magnitude));
}

function scaled(value: number | undefined, unit: string): string {
  if (value === undefined || Number.isNaN(value)) return unknownText;
  for (const [factor, prefix] of prefixes) {
    // 999.6 would print as "1000", so the next prefix starts a little below its factor.
    if (Math.abs(value) >= factor * 0.9995) return `${digits(value / factor)} ${prefix}${unit}`;
  }
  return `${digits(value)} ${unit}`.trim();
}

/** "4.09 GMAC" */
export const formatMacs = (macs: Macs | undefined): string => scaled(macs, "MAC");
/** "8.18 GFLOP" */
export const formatFlops = (flops: Flops | undefined): string => scaled(flops, "FLOP");
/** "102 MB", decimal as memory bandwidth is. */
export const formatBytes = (bytes: Bytes | undefined): string => scaled(bytes, "B");
/** "25.6 M" */
export const formatCount = (count: number | undefined): string => scaled(count, "");
/** "45.4 GFLOP/s" */
export const formatPeak = (peak: FlopsPerSecond | undefined): string => scaled(peak, "FLOP/s");
/** "14.9 GB/s" */
export const formatBandwidth = (rate: BytesPerSecond | undefined): string => scaled(rate, "B/s");
/** "2.84 GHz" */
export const formatFrequency = (frequency: Hertz | undefined): string => scaled(frequency, "Hz");
/** "131.9 FLOP/B" */
export const formatIntensity = (intensity: Intensity | undefined): string =>
  intensity === undefined ? unknownText : `${digits(intensity)} FLOP/B`;

/** "84.8 ms", "12.3 µs", "1.20 s" */
export function formatSeconds(seconds: Seconds | undefined): string {
  if (seconds === undefined || Number.isNaN(seconds)) return unknownText;
  if (seconds === 0) return "0 s";
  const size = Math.abs(seconds);
  if (size >= 0.9995) return `${digits(seconds)} s`;
  if (size >= 0.9995e-3) return `${digits(seconds * 1e3)} ms`;
  if (size >= 0.9995e-6) return `${digits(seconds * 1e6)} µs`;
  return `${digits(seconds * 1e9)} ns`;
}

const joules = [
  [1, "J"],
  [1e-3, "mJ"],
  [1e-6, "µJ"],
  [1e-9, "nJ"],
  [1e-12, "pJ"],
] as const;

/** "9.46–41.2 mJ": both ends in the unit of the higher; one number where they print alike. */
export function formatEnergyBand(low: Joules | undefined, high: Joules | undefined): string {
  if (low === undefined || high === undefined || Number.isNaN(low + high)) return unknownText;
  if (high === 0) return "0 J";
  const [factor, unit] = joules.find(([size]) => Math.abs(high) >= size * 0.9995) ?? [1e-12, "pJ"];
  const [from, to] = [digits(low / factor), digits(high / factor)];
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}

/** "12.3 mJ", "4.60 pJ" */
export const formatEnergy = (energy: Joules | undefined): string => formatEnergyBand(energy, energy);

/** "12.3 %", "0.4 %" */
export function formatPercent(share: Fraction | undefined): string {
  if (share === undefined || Number.isNaN(share)) return unknownText;
  const percent = share * 100;
  const whole = percent === 0 || Math.abs(percent) >= 99.95;
  return `${percent.toFixed(whole ? 0 : 1)} %`;
}

/** "+1.20 ms", "−18.0 %", "0.0 %": a difference in the words of `format`, with a minus sign as wide as the plus. */
export function formatSigned(value: number | undefined, format: (value: number | undefined) => string): string {
  const text = format(value);
  if (value === undefined || Number.isNaN(value)) return text;
  const isZero = /^-?0(\.0+)?(?!\S)/.test(text);
  return value > 0 && !isZero ? `+${text}` : text.replace("-", isZero ? "" : "−");
}

/** "1 × 3 × 224 × 224"; an unknown size is "?"; an unknown rank is "—"; a scalar says so. */
export function formatShape(shape: readonly (number | undefined)[] | undefined): string {
  if (shape === undefined) return unknownText;
  return shape.length === 0 ? "scalar" : shape.map((size) => size ?? "?").join(" × ");
}
