/** Quantities that a person typed, in SI base units; undefined where the text is none. The way back of format.ts. */
import type { BytesPerSecond, Fraction, Hertz, Seconds } from "./units.ts";

/** Units in lower case → how many base units one of them is; "" is the unit of a bare number. */
type Scales = Readonly<Record<string, number>>;

const quantity = /^\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-zµμ%/]*)\s*$/i;

/** Half of the world writes a decimal comma. */
function parse(text: string, scales: Scales): number | undefined {
  const [, number = "", unit = ""] = quantity.exec(text) ?? [];
  const key = unit.toLowerCase().replace("μ", "µ");
  const scale = Object.hasOwn(scales, key) ? scales[key] : undefined;
  if (number === "" || scale === undefined) return undefined;
  // 8.2 times a thousand million is not 8.2e9 in binary, and would stand so in a link.
  return Number((Number(number.replace(",", ".")) * scale).toPrecision(12));
}

/** "1.2 GHz", "1200 MHz", "1,2"; a bare number is gigahertz. */
export const parseFrequency = (text: string): Hertz | undefined =>
  parse(text, { "": 1e9, ghz: 1e9, mhz: 1e6, khz: 1e3, hz: 1 });

/** "8.2 GB/s", "900 MB/s"; a bare number is gigabytes per second. */
export const parseBandwidth = (text: string): BytesPerSecond | undefined =>
  parse(text, { "": 1e9, "gb/s": 1e9, "mb/s": 1e6, "kb/s": 1e3, "b/s": 1, "gib/s": 2 ** 30, "mib/s": 2 ** 20 });

/** "35 %"; a bare number is percent. */
export const parsePercent = (text: string): Fraction | undefined => parse(text, { "": 0.01, "%": 0.01 });

/** "50 ms", "0.05 s", "300 µs" or "300 us"; a bare number is milliseconds. */
export const parseSeconds = (text: string): Seconds | undefined =>
  parse(text, { "": 1e-3, s: 1, ms: 1e-3, µs: 1e-6, us: 1e-6 });

/** "× 0.75", "0.75x" or "0.75" */
export const parseFactor = (text: string): number | undefined =>
  parse(text.replace(/^\s*[×x]/i, "").replace(/[×x]\s*$/i, ""), { "": 1 });
