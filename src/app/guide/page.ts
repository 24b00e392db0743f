/** What a page of the guide is made of: plain sentences, and terms with what they mean. */

export type Line = string | readonly [term: string, meaning: string];

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface GuidePage {
  /** A chart's id of `panels/charts.ts`, where the page is of a chart. */
  readonly id: string;
  readonly title: string;
  /** What the view answers, in one sentence. */
  readonly lead: string;
  /** Accessible name of the region that the page explains; undefined: it is of no single view. */
  readonly region?: string;
  readonly sections: readonly Section[];
  /** Ids of lessons that teach what stands behind it. */
  readonly lessons?: readonly string[];
}
