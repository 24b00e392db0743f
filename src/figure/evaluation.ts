/** The committed results of the evaluation, as far as figures need them. */

export interface EvaluationLine {
  readonly source: string;
  readonly split: string;
  /** Measurements of the unseen device that were given away; undefined where the split has none. */
  readonly samples: number | undefined;
  /** "network", "layers" or "operator": what was timed. */
  readonly extent: string;
  /** Label of the method. */
  readonly method: string;
  readonly cases: number;
  readonly rows: number;
  /** Share of the cases with |predicted - measured| / measured <= 0.10. */
  readonly within10: number;
}

export interface Evaluation {
  readonly lines: readonly EvaluationLine[];
  /** Id of a source → where its measurements come from. */
  readonly origins: ReadonlyMap<string, string>;
  /** Methods whose results for a split are not there yet, by their labels. */
  readonly missing: readonly { readonly source: string; readonly split: string; readonly method: string }[];
}

export const evaluationSchema = "ridgepoint.evaluation/1";

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const records = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Reads the report that `npm run evaluate` writes; undefined for anything else. Only lines over all rows are kept. */
export function evaluationOf(json: unknown): Evaluation | undefined {
  if (!isRecord(json) || json["schema"] !== evaluationSchema) return undefined;
  const labels = new Map(records(json["methods"]).map(({ id, label }) => [textOf(id), textOf(label)]));
  const lines = records(json["results"]).flatMap((line): readonly EvaluationLine[] => {
    const { samples, cases, rows, within10 } = line;
    if (line["by"] !== "all" || typeof within10 !== "number") return [];
    if (typeof cases !== "number" || typeof rows !== "number") return [];
    const method = textOf(line["method"]);
    return [
      {
        source: textOf(line["source"]),
        split: textOf(line["split"]),
        samples: typeof samples === "number" ? samples : undefined,
        extent: textOf(line["extent"]),
        method: labels.get(method) ?? method,
        cases,
        rows,
        within10,
      },
    ];
  });
  const missing = records(json["missing"]).map(({ source, split, method }) => ({
    source: textOf(source),
    split: textOf(split),
    method: labels.get(textOf(method)) ?? textOf(method),
  }));
  const origins = new Map(records(json["sources"]).map(({ id, origin }) => [textOf(id), textOf(origin)]));
  return { lines, origins, missing };
}
