/** Random numbers that a seed repeats: mulberry32, 32 bits of state. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fisher and Yates. */
export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [out[at], out[other]];
    if (a !== undefined && b !== undefined) [out[at], out[other]] = [b, a];
  }
  return out;
}

/** Deals items into `count` parts of near equal size, in random order. */
export function dealt<T>(items: readonly T[], count: number, random: Random): readonly (readonly T[])[] {
  const order = shuffled(items, random);
  return Array.from({ length: count }, (_, part) => order.filter((__, at) => at % count === part));
}
