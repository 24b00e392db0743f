/** The whole report as a table: what is shown of it, the bars over it, and the same as CSV. */
import { formatPercent } from "../../../base/format.ts";
import { csvLine } from "../../../export/csv.ts";
import { labelOf, type Line, type Report, sourceName } from "./report.ts";

/** What is shown; undefined: everything. */
export interface Filter {
  readonly source: string | undefined;
  readonly split: string | undefined;
  readonly by: string | undefined;
}

export const filterKeys = ["source", "split", "by"] as const;
export type FilterKey = (typeof filterKeys)[number];

const everything = "*";

/** "qed/unseen networks/all", as in the address; "*" is everything. */
export const formatFilter = ({ source, split, by }: Filter): string =>
  [source, split, by].map((part) => part ?? everything).join("/");

/** The filter of a text. Without one, whole sources are told first: the networks that were kept aside, of the first source. */
export function parseFilter(text: string | undefined, report: Report): Filter {
  if (text === undefined) return { source: report.lines[0]?.source, split: report.lines[0]?.split, by: "all" };
  const [source, split, by] = text.split("/").map((part) => (part === everything || part === "" ? undefined : part));
  return { source, split, by };
}

export const shownLines = ({ lines }: Report, filter: Filter): readonly Line[] =>
  lines.filter((line) => filterKeys.every((key) => filter[key] === undefined || filter[key] === line[key]));

/** What a filter can be set to, given the two others: nothing that would leave the table empty. */
export const choicesOf = (report: Report, filter: Filter, key: FilterKey): readonly string[] => [
  ...new Set(shownLines(report, { ...filter, [key]: undefined }).map((line) => line[key])),
];

/** A filter with one part changed; parts that do not go with it fall back to everything. */
export function withPart(report: Report, filter: Filter, key: FilterKey, value: string | undefined): Filter {
  const next: Filter = { ...filter, [key]: value };
  if (shownLines(report, next).length > 0) return next;
  const alone: Filter = { source: undefined, split: undefined, by: undefined };
  return { ...alone, [key]: value, ...(key === "by" ? {} : { by: "all" }) };
}

export interface BarGroup {
  readonly title: string;
  readonly bars: readonly { readonly line: Line; readonly label: string }[];
}

/** Sources' lines over everything, a bar a method, the best first. */
export function barGroups(report: Report, filter: Filter): readonly BarGroup[] {
  const groups = new Map<string, Line[]>();
  for (const line of shownLines(report, { ...filter, by: "all" })) {
    const title = titleOf(line);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [line]);
    else group.push(line);
  }
  return [...groups].map(([title, lines]) => ({
    title,
    bars: lines
      .toSorted((a, b) => b.within10 - a.within10)
      .map((line) => ({ line, label: labelOf(report, line.method) })),
  }));
}

/** "QED mobile benchmark, unseen device, 10 samples"; what was timed where it is not whole networks. */
export const titleOf = ({ source, split, samples, extent }: Line): string =>
  [
    sourceName(source),
    split,
    ...(samples === undefined ? [] : [`${samples} samples`]),
    ...(extent === "network" ? [] : [extent]),
  ].join(", ");

/** Bars for those who do not see them. */
export const barsText = ({ title, bars }: BarGroup): string =>
  `Within ±10 % on ${title}: ${bars.map(({ label, line }) => `${label} ${formatPercent(line.within10)}`).join(", ")}.`;

const columns = [
  "source",
  "split",
  "samples",
  "extent",
  "by",
  "value",
  "method",
  "rows",
  "cases",
  "within5",
  "within10",
  "mape",
  "rmspe",
  "spearman",
  "interval80",
] as const satisfies readonly (keyof Line)[];

/** The lines with all their figures, as the report has them. */
export const csvOf = (lines: readonly Line[]): string =>
  csvLine(columns) + lines.map((line) => csvLine(columns.map((column) => line[column]))).join("");
