/** All pages of the guide, in reading order, and how one finds one. */
import { wordsOf } from "../commands/match.ts";
import { chartPages } from "./chart-pages.ts";
import { mainPages } from "./main-pages.ts";
import type { GuidePage, Line } from "./page.ts";
import { startPages } from "./start-pages.ts";

export interface Chapter {
  readonly title: string;
  readonly pages: readonly GuidePage[];
}

export const chapters: readonly Chapter[] = [
  { title: "Begin", pages: startPages },
  { title: "Views", pages: mainPages },
  { title: "Charts", pages: chartPages },
];

export const pages: readonly GuidePage[] = chapters.flatMap((chapter) => chapter.pages);

/** The page of a region or with an id, else the first one. */
export const pageAbout = (about: string): GuidePage | undefined =>
  pages.find(({ region }) => region === about) ?? pages.find(({ id }) => id === about) ?? pages[0];

const textOf = (line: Line): string => (typeof line === "string" ? line : line.join(" "));

/** What a page says besides its title, in small. */
const bodyOf = ({ lead, sections }: GuidePage): string =>
  [lead, ...sections.flatMap(({ title, lines }) => [title, ...lines.map(textOf)])].join("\n").toLowerCase();

/** Pages in which every word of a search occurs, those with it in the title first; all where nothing is asked. */
export function search(query: string, among: readonly GuidePage[] = pages): readonly GuidePage[] {
  const words = wordsOf(query);
  const inTitle = ({ title }: GuidePage): number => words.filter((word) => title.toLowerCase().includes(word)).length;
  return among
    .filter((page) => {
      const text = `${page.title.toLowerCase()}\n${bodyOf(page)}`;
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => inTitle(b) - inTitle(a));
}
