/** A question with choices, each with what to say once it is chosen. */
export interface Choice {
  readonly text: string;
  readonly isRight: boolean;
  /** Why it is right, or what is wrong with it. */
  readonly why: string;
}

export interface Quiz {
  readonly question: string;
  readonly choices: readonly Choice[];
}

/** How a multiple reads: "9×", "2.25×", "0.250×". */
export const timesText = (ratio: number): string => `${Number(ratio.toPrecision(3))}×`;
