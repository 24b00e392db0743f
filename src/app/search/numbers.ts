/** Numbers of a search: ">1e9", "<=2.5M", "1ms", "10k..1M". */

const prefixes: Readonly<Record<string, number>> = {
  p: 1e-12,
  n: 1e-9,
  u: 1e-6,
  µ: 1e-6,
  m: 1e-3,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** A plain number with an SI prefix and a unit that may be left out; undefined where it is none. */
export function parseNumber(text: string, unit: string): number | undefined {
  const [, digits, rest = ""] = /^(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)(.*)$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = Number(digits);
  const bare = withoutUnit(rest, unit);
  if (bare === "") return unit === "%" ? value / 100 : value;
  const factor = Object.hasOwn(prefixes, bare) ? prefixes[bare] : undefined;
  return factor === undefined || unit === "%" ? undefined : value * factor;
}

/** "GFLOPs" without "FLOP", in the plural too. */
function withoutUnit(rest: string, unit: string): string {
  const end = [unit, `${unit}s`].find((one) => unit !== "" && rest.toLowerCase().endsWith(one.toLowerCase()));
  return end === undefined ? rest : rest.slice(0, -end.length);
}

export type NumberTest = (value: number) => boolean;

/** A comparison, a range with both ends, or a value itself; undefined where it is none of these. */
export function parseComparison(text: string, unit = ""): NumberTest | undefined {
  const [low, high, ...more] = text.split("..");
  if (high !== undefined) {
    const [from, to] = [parseNumber(low ?? "", unit), parseNumber(high, unit)];
    return from === undefined || to === undefined || more.length > 0
      ? undefined
      : (value) => value >= from && value <= to;
  }
  const [, sign = "", digits = ""] = /^(>=|<=|>|<|=)?(.*)$/.exec(text) ?? [];
  const limit = parseNumber(digits, unit);
  if (limit === undefined) return undefined;
  switch (sign) {
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    default:
      return (value) => value === limit;
  }
}
