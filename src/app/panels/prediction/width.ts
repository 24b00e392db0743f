/** What another width did to a model, in words. */
import type { Width } from "../../../engine/analysis.ts";

/** "× 0.75" */
export const factorText = (factor: number): string => `× ${Number(factor.toPrecision(3))}`;

/** "52 of 53 convolutions changed; 1 kept its channels" */
export function widthText({ changed, convolutions, kept }: Width): string {
  const all = `${changed} of ${convolutions} convolutions changed`;
  return kept.length === 0 ? `${all}.` : `${all}; ${kept.length} kept ${kept.length === 1 ? "its" : "their"} channels.`;
}

const shownReasons = 6;
const shownNodes = 4;

/** A line for each reason, with the first nodes that it kept: "it is an output of the model: conv1, conv2 and 3 more". */
export function keptLines({ kept }: Width): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { node, why } of kept) byReason.set(why, [...(byReason.get(why) ?? []), node]);
  const lines = [...byReason].slice(0, shownReasons).map(([why, nodes]) => {
    const more = nodes.length > shownNodes ? ` and ${nodes.length - shownNodes} more` : "";
    return `${why}: ${nodes.slice(0, shownNodes).join(", ")}${more}`;
  });
  return byReason.size > shownReasons ? [...lines, `and ${byReason.size - shownReasons} more reasons`] : lines;
}
