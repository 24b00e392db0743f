/** What was kept and what was dropped, as a page for people; the same rows give the same bytes. */
import type { ReadSource } from "./sources.ts";
import { type AtlasRow, configurationOf } from "./row.ts";

const distinct = (rows: readonly AtlasRow[], of: (row: AtlasRow) => string): number => new Set(rows.map(of)).size;

function line({ source, read, rows, dropped }: ReadSource): string {
  const gone = dropped.reduce((sum, { count }) => sum + count, 0);
  const counts = [
    read,
    gone,
    rows.length,
    distinct(rows, (row) => row.network),
    distinct(rows, (row) => row.graph.key),
    distinct(rows, (row) => row.device),
    distinct(rows, configurationOf),
  ];
  return `| ${[source.id, ...counts].join(" | ")} |`;
}

export function summaryText(all: readonly ReadSource[]): string {
  return [
    "# The measurements that training and evaluation use",
    "",
    "Written by `npm run atlas`. The files themselves are not part of this repository. A configuration is a device, a set of cores,",
    "a runtime, a precision and, where it was set, a clock. Rows can outnumber measurements kept where layers were added up to networks.",
    "",
    "| source | measurements | dropped | rows | networks | graphs | devices | configurations |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...all.map(line),
    "",
    ...all.flatMap(({ source, rows, dropped }) => [
      `## ${source.id}`,
      "",
      source.origin,
      source.note,
      "",
      "| dropped | why |",
      "| ---: | --- |",
      ...(dropped.length === 0 ? ["| 0 | |"] : dropped.map(({ reason, count }) => `| ${count} | ${reason} |`)),
      "",
      ...kept(rows),
      "",
    ]),
  ].join("\n");
}

/** Rows by what ran: counts per runtime, precision and extent. */
function kept(rows: readonly AtlasRow[]): readonly string[] {
  const groups = new Map<string, AtlasRow[]>();
  for (const row of rows) {
    const key = `${row.runtime} | ${row.precision} | ${row.extent}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const lines = [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => `| ${key} | ${group.length} | ${distinct(group, (row) => row.device)} |`);
  return ["| runtime | precision | of | rows | devices |", "| --- | --- | --- | ---: | ---: |", ...lines];
}
