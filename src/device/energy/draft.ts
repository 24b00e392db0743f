/** Unit energies as the draft of worked examples states them, beside accepted values; for teaching, never for counting. */
import type { Band } from "./coefficients.ts";

export interface DraftClaim {
  readonly what: string;
  /** Joules, as the draft prints them. */
  readonly draft: Band;
  /** Joules that were published or follow from what was; per what, `accepted` says. */
  readonly value: Band;
  readonly accepted: string;
  readonly verdict: string;
}

const pJ = 1e-12;
const mJ = 1e-3;

export const draftClaims: readonly DraftClaim[] = [
  {
    what: "CPU, one memory access",
    draft: { low: 10 * pJ, high: 200 * pJ },
    value: { low: 256 * pJ, high: 640 * pJ },
    accepted:
      "640 pJ per 32 bits at 45 nm (Horowitz), 256 pJ with LPDDR4 at 8 pJ/bit; a line of 64 bytes 2 to 7 nJ at 4 to 14 pJ/bit",
    verdict:
      "Too low: 3 to 64 times per 32-bit word, 10 to 700 times per line. Right only for a 1 MB memory on the chip.",
  },
  {
    what: "CPU, one matrix multiplication",
    draft: { low: 0.1 * mJ, high: 10 * mJ },
    value: { low: 4.9 * mJ, high: 46 * mJ },
    accepted:
      "of 1024³ in fp32: 4.9 mJ of arithmetic at 45 nm, 46 mJ of a whole Cortex-A77 at 21.6 pJ/FLOP (power measured by freqbench over its peak)",
    verdict: "Without a size it means nothing: energy grows as n³. Two decades wide, it still misses 1024³ on a core.",
  },
  {
    what: "GPU, one memory access",
    draft: { low: 0.01 * mJ, high: 1 * mJ },
    value: { low: 4e-9, high: 14e-9 },
    accepted: "350 to 480 pJ per 64 bits of GDDR6, 125 pJ per 32 bits of HBM2; a line of 128 bytes 4 to 14 nJ",
    verdict: "Too high: 700 to 250,000 times per line, 20,000 times and more per 64 bits.",
  },
  {
    what: "GPU, one matrix multiplication",
    draft: { low: 0.01 * mJ, high: 1 * mJ },
    value: { low: 2.8 * mJ, high: 44 * mJ },
    accepted:
      "of 1024³ on an A100 at 400 W: 44 mJ in fp32 (19.5 TFLOP/s, 20.5 pJ/FLOP), 2.8 mJ on tensor cores (312 TFLOP/s)",
    verdict: "No size again; and one memory access is said to cost as much as a whole product.",
  },
  {
    what: "Cache, one access",
    draft: { low: 0.01 * pJ, high: 0.1 * pJ },
    value: { low: 10 * pJ, high: 100 * pJ },
    accepted: "10, 20 and 100 pJ per 64 bits of 8 KB, 32 KB and 1 MB at 45 nm (Horowitz)",
    verdict: "Too low: 100 to 10,000 times.",
  },
];

/** What holds of the draft's order of costs, and what does not. */
export const draftOrder =
  "That a cache costs less than DRAM holds. That a GPU's DRAM costs far more than a CPU's does not: the draft has them five orders of magnitude apart, while per bit a GPU's costs no more.";
