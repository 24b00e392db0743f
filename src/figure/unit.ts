/** Units in which axes show quantities. */
import type { Quantity, Unit } from "./figure.ts";

const prefixes: readonly (readonly [string, number])[] = [
  ["T", 1e12],
  ["G", 1e9],
  ["M", 1e6],
  ["k", 1e3],
  ["", 1],
];

const times: readonly Unit[] = [
  { symbol: "s", size: 1 },
  { symbol: "ms", size: 1e-3 },
  { symbol: "µs", size: 1e-6 },
  { symbol: "ns", size: 1e-9 },
];

/** The unit in which a time of this many seconds is 1 or more. */
export const timeUnit = (seconds: number): Unit =>
  times.find(({ size }) => seconds >= size) ?? { symbol: "ns", size: 1e-9 };

/** The decimal prefix with which an amount is 1 or more: "GB/s" for 1e10 of "B/s". */
export function prefixed(symbol: string, amount: number): Unit {
  const [prefix, size] = prefixes.find(([, factor]) => amount >= factor) ?? ["", 1];
  return { symbol: prefix + symbol, size };
}

export const plain: Unit = { symbol: "", size: 1 };
export const percent: Unit = { symbol: "%", size: 0.01 };

export const latency = (most: number): Quantity => ({
  name: "Latency",
  field: "latency_seconds",
  unit: timeUnit(most),
});

export const share = (name: string, field = "share"): Quantity => ({ name, field, unit: percent });

/** A value as an axis writes it, in the unit of its quantity: at most six digits, no exponent. */
export const shown = (value: number, { size }: Unit): string => String(Number((value / size).toPrecision(6)));
