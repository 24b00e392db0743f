/** The results as data for the window and as a page for people. Nothing in them depends on when or where they were made. */
import type { Method } from "../baselines/method.ts";
import { aimLines } from "./aims.ts";
import { casesText, type Figures, figuresOf, grouped, type JudgedCase, percent } from "./cases.ts";

export interface ResultLine extends Figures {
  readonly source: string;
  readonly split: string;
  /** Measurements of an unseen device that were given away, per configuration. */
  readonly samples?: number;
  /** "network", "layers" or "operator": what was timed. */
  readonly extent: string;
  /** "all", or one device, runtime or precision. */
  readonly by: "all" | "device" | "runtime" | "precision" | "runtime and precision";
  readonly value: string;
  readonly method: string;
  /** Test rows of this group, of which `cases` could be predicted. */
  readonly rows: number;
}

export interface Report {
  readonly schema: "ridgepoint.evaluation/1";
  readonly seed: number;
  readonly conventions: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly methods: readonly {
    readonly id: string;
    readonly label: string;
    readonly note: string;
    readonly version: number;
  }[];
  readonly sources: readonly {
    readonly id: string;
    readonly origin: string;
    readonly note: string;
    readonly digest: string;
  }[];
  /** Folds of the plan whose results are not there yet, per method. */
  readonly missing: readonly {
    readonly method: string;
    readonly source: string;
    readonly split: string;
    readonly folds: number;
  }[];
  readonly results: readonly ResultLine[];
}

/** A case with where it belongs; `predicted` undefined: the method could not say. */
export interface Answered {
  readonly source: string;
  readonly split: string;
  readonly samples: number | undefined;
  readonly extent: string;
  readonly method: string;
  readonly judged: JudgedCase | undefined;
  readonly device: string;
  readonly runtime: string;
  readonly precision: string;
}

const views: readonly (readonly [by: ResultLine["by"], of: (one: Answered) => string])[] = [
  ["all", () => "all"],
  ["runtime and precision", ({ runtime, precision }) => `${runtime} ${precision}`],
  ["runtime", ({ runtime }) => runtime],
  ["precision", ({ precision }) => precision],
  ["device", ({ device, runtime, precision }) => `${device} ${runtime} ${precision}`],
];

/** A view with more values than this (ncnn's hundred boards) would be longer than anyone reads. */
const mostValues = 40;

/** Every table's lines; a view with one value only would repeat "all" and is left out. */
export function linesOf(answers: readonly Answered[]): readonly ResultLine[] {
  const tables = grouped(answers, ({ source, split, samples, extent }) => [source, split, samples, extent].join("|"));
  return [...tables.values()].flatMap((table) =>
    views.flatMap(([by, of]) => {
      const values = grouped(table, of);
      if (by !== "all" && (values.size === 1 || values.size > mostValues)) return [];
      return [...values]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([value, group]) => linesOfGroup(group, by, value));
    }),
  );
}

function linesOfGroup(group: readonly Answered[], by: ResultLine["by"], value: string): readonly ResultLine[] {
  return [...grouped(group, ({ method }) => method)].flatMap(([method, own]) => {
    const cases = own.flatMap(({ judged }) => judged ?? []);
    const [first] = own;
    if (cases.length === 0 || first === undefined) return [];
    const { source, split, samples, extent } = first;
    const place = {
      source,
      split,
      ...(samples === undefined ? {} : { samples }),
      extent,
      by,
      value,
      method,
      rows: own.length,
    };
    return [{ ...place, ...figuresOf(cases) }];
  });
}

const head = [
  "| method | cases | ±5 % | ±10 % | MAPE | RMSPE | Spearman | in the 80 % interval |",
  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
];

const cells = ({ within5, within10, mape, rmspe, spearman, interval80, ...counts }: ResultLine): string =>
  [
    casesText(counts),
    percent(within5),
    percent(within10),
    percent(mape),
    percent(rmspe),
    spearman?.toFixed(3) ?? "",
    percent(interval80),
  ].join(" | ");

/** The method whose figures the aims are for: what ships. */
const shipped = "flagship";

export function reportPage(report: Report): string {
  const label = (id: string): string => report.methods.find((method) => method.id === id)?.label ?? id;
  const titled = (one: ResultLine): string =>
    `${one.source}: ${one.split}${one.samples === undefined ? "" : `, ${one.samples} samples`} (${one.extent})`;
  const sections = [...grouped(report.results, titled)].flatMap(([title, lines]) => [
    `## ${title}`,
    "",
    ...head,
    ...lines.filter(({ by }) => by === "all").map((one) => `| ${label(one.method)} | ${cells(one)} |`),
    "",
    ...["runtime and precision", "device"].flatMap((by) =>
      detail(
        lines.filter((one) => one.by === by),
        by,
        label,
      ),
    ),
  ]);
  return [
    "# Evaluation of predictors on measured latencies",
    "",
    "Written by `npm run evaluate`; the same data, code and seed give the same bytes.",
    "",
    report.conventions,
    "",
    `Seed ${report.seed}. ${Object.entries(report.versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}.`,
    "",
    "| source | rows by | what is judged | digest |",
    "| --- | --- | --- | --- |",
    ...report.sources.map(({ id, origin, note, digest }) => `| ${id} | ${origin} | ${note} | ${digest} |`),
    "",
    "| method | how |",
    "| --- | --- |",
    ...report.methods.map((method) => `| ${method.label} | ${method.note} |`),
    "",
    ...aimLines(report.results, shipped),
    ...missingLines(report, label),
    ...sections,
  ].join("\n");
}

function missingLines({ missing }: Report, label: (id: string) => string): readonly string[] {
  if (missing.length === 0) return [];
  const lines = missing.map(
    ({ method, source, split, folds }) => `- ${label(method)}, ${source}, ${split}: ${folds} parts`,
  );
  return ["Not computed yet, and so not in the tables:", "", ...lines, ""];
}

function detail(lines: readonly ResultLine[], by: string, label: (id: string) => string): readonly string[] {
  if (lines.length === 0) return [];
  return [
    `### By ${by}`,
    "",
    (head[0] ?? "").replace("| method", `| ${by} | method`),
    `| --- ${head[1]}`,
    ...lines.map((one) => `| ${one.value} | ${label(one.method)} | ${cells(one)} |`),
    "",
  ];
}

export const methodCards = (methods: readonly Method[]): Report["methods"] =>
  methods.map(({ id, label, note, version }) => ({ id, label, note, version }));
