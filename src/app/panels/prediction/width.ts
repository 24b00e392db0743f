/** What another width did to a model, in words. */
import type { Width } from "../../../engine/analysis.ts";

/** "× 0.75" */
export const factorText = (factor: number): string => `× ${Number(factor.toPrecision(3))}`;

/** "52 of 53 convolutions changed; 1 kept its channels" */
export function widthText({ changed, convolutions, kept }: Width): string {
  const all = `${changed} of ${convolutions} convolutions changed`;
  return kept.length === 0 ? `${all}.` : `${all}; ${kept.length} kept ${kept.length === 1 ? "its" : "their"} channels.`;
}

const shown = 8;

/** A line for each of the first that stayed, with its reason. */
export function keptLines({ kept }: Width): readonly string[] {
  const lines = kept.slice(0, shown).map(({ node, why }) => `${node}: ${why}`);
  return kept.length > shown ? [...lines, `and ${kept.length - shown} more`] : lines;
}
