/** The clock a core delivers, by a loop whose time per step is known in cycles. */

/**
 * A chain of a 32-bit multiplication (3 cycles) and an addition (1): each step needs the one before. 3 and 1 cycles are
 * the latencies of IMUL and ADD on Intel cores since Nehalem and AMD cores since Zen (Fog, instruction tables).
 */
const cyclesPerStep = 4;
const steps = 200_000;

function chain(from: number): number {
  let x = from | 0;
  for (let step = 0; step < steps; step += 1) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
  return x;
}

/** Hertz, from the fastest of several short chains: an interrupted one is slower. */
export function clockHz(): number {
  let least = Infinity;
  let x = 1;
  for (let turn = 0; turn < 25; turn += 1) {
    const start = performance.now();
    x = chain(x);
    least = Math.min(least, performance.now() - start);
  }
  // The result is used, or the compiler could leave the chain out.
  return x === 0.5 ? 0 : (cyclesPerStep * steps * 1000) / least;
}
