/** Energies of an access and of a product on one scale: what the draft says beside what was published. */
import type { Joules } from "../../../base/units.ts";
import { arithmetic45 } from "../../../device/energy/coefficients.ts";
import { type DraftClaim, draftClaims } from "../../../device/energy/draft.ts";
import { type Span, spanOf } from "../roofline/chart.ts";
import type { Quiz } from "../quiz.ts";

export const energySpan: Span = spanOf(
  draftClaims.flatMap(({ draft, value }) => [draft.low, draft.high, value.low, value.high]),
);

/** Powers of ten between what the draft says and what holds, to the nearest ends; 0 where the bands meet. */
export function decadesOff({ draft, value }: DraftClaim): number {
  if (draft.low > value.high) return Math.log10(draft.low / value.high);
  if (draft.high < value.low) return Math.log10(draft.high / value.low);
  return 0;
}

/** "1.6 decades too low", "bands meet": how a claim fares. */
export function verdictText(claim: DraftClaim): string {
  const off = decadesOff(claim);
  return off === 0 ? "the bands meet" : `${Math.abs(off).toFixed(1)} decades too ${off < 0 ? "low" : "high"}`;
}

const named = (what: string): DraftClaim => {
  const claim = draftClaims.find((one) => one.what === what);
  if (claim === undefined) throw new Error(`no claim on ${what}`);
  return claim;
};

/** How many fp32 multiplications cost as much as an access to memory. */
const multiplicationsFor = (energy: Joules): number => energy / arithmetic45.fp32Multiply.band.low;

const rounded = (count: number): string => Number(count.toPrecision(2)).toLocaleString("en");

export function energyQuiz(): Quiz {
  const word = named("CPU, one memory access").value.high;
  const gpu = named("GPU, one memory access").draft.high;
  const right = multiplicationsFor(word);
  const sums = `640 pJ for 32 bits of DRAM over 3.7 pJ for an fp32 multiplication, both at 45 nm (Horowitz, ISSCC 2014): ${Math.round(right)}.`;
  return {
    question: "At 45 nm, how many fp32 multiplications cost as much energy as one 32-bit word from DRAM?",
    choices: [
      {
        text: "Less than one",
        isRight: false,
        why: `The draft’s cache access of 0.01 to 0.1 pJ would say so even of memory on the chip. ${sums}`,
      },
      {
        text: `About ${rounded(right)}`,
        isRight: true,
        why: `${sums} This is why traffic decides the energy of many layers.`,
      },
      {
        text: `About ${rounded(multiplicationsFor(gpu))}`,
        isRight: false,
        why: `That is what the draft’s 1 mJ for one access of a GPU’s memory says. ${sums}`,
      },
    ],
  };
}
