/** Which commands fit what was typed, best first. */
import { type Command, nameOf } from "./command.ts";

const isPartOfWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** How well a word fits a text: 3 at its beginning, 2 at the beginning of one of its words, 1 inside, 0 not at all. */
function fit(text: string, word: string): number {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0 && best < 2; at = text.indexOf(word, at + 1)) {
    best = at === 0 ? 3 : isPartOfWord(text[at - 1]) ? 1 : 2;
  }
  return best;
}

/** Every word must be in the name or the group; undefined: one is not. The name counts more. */
export function scoreOf(name: string, group: string, words: readonly string[]): number | undefined {
  let score = 0;
  for (const word of words) {
    const best = Math.max(2 * fit(name, word), fit(group, word));
    if (best === 0) return undefined;
    score += best;
  }
  return score;
}

export const wordsOf = (query: string): readonly string[] => query.toLowerCase().split(/\s+/).filter(Boolean);

/** The best of the commands, in their order where they fit alike; all of them where nothing was typed. */
export function matching(commands: readonly Command[], query: string, limit = Infinity): readonly Command[] {
  const words = wordsOf(query);
  if (words.length === 0) return commands.slice(0, limit);
  return commands
    .flatMap((command) => {
      const score = scoreOf(nameOf(command).toLowerCase(), command.group.toLowerCase(), words);
      return score === undefined ? [] : [{ command, score }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ command }) => command);
}
