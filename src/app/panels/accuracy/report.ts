/** Reads the report of `npm run evaluate`: how far predictors were from measurements that they had not seen. */

/** One method on one group of measurements; errors are relative to the measured value, shares lie between 0 and 1. */
export interface Line {
  readonly source: string;
  /** "unseen networks", "unseen families", "unseen device". */
  readonly split: string;
  /** Measurements of an unseen device that were given away; undefined: the device is known. */
  readonly samples: number | undefined;
  /** What was timed: "network", "layers" or "operator". */
  readonly extent: string;
  /** What `value` is of: "all", "device", "runtime"... */
  readonly by: string;
  /** "pixel4 tflite fp32" by device, "tflite fp32" by runtime and precision. */
  readonly value: string;
  readonly method: string;
  /** Measurements of the group, of which `cases` could be predicted. */
  readonly rows: number;
  readonly cases: number;
  readonly within10: number;
  readonly within5: number | undefined;
  readonly mape: number | undefined;
  readonly rmspe: number | undefined;
  readonly spearman: number | undefined;
  readonly interval80: number | undefined;
}

export interface Method {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

export interface Source {
  readonly id: string;
  readonly origin: string;
  readonly note: string;
}

/** A part that was not computed yet. */
export interface Missing {
  readonly method: string;
  readonly source: string;
  readonly split: string;
}

export interface Report {
  readonly conventions: string;
  readonly methods: readonly Method[];
  readonly sources: readonly Source[];
  readonly missing: readonly Missing[];
  readonly lines: readonly Line[];
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objects = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;

/**
 * The report of a JSON value; undefined for anything else. A line without what it takes to read it is left out, and
 * fields that are not known here do no harm, so that reports of other versions show what they can.
 */
export function readReport(json: unknown): Report | undefined {
  if (!isObject(json) || !text(json["schema"]).startsWith("ridgepoint.evaluation/")) return undefined;
  return {
    conventions: text(json["conventions"]),
    methods: objects(json["methods"]).flatMap(({ id, label, note }) =>
      text(id) === "" ? [] : [{ id: text(id), label: text(label) || text(id), note: text(note) }],
    ),
    sources: objects(json["sources"]).flatMap(({ id, origin, note }) =>
      text(id) === "" ? [] : [{ id: text(id), origin: text(origin), note: text(note) }],
    ),
    missing: objects(json["missing"]).map(({ method, source, split }) => ({
      method: text(method),
      source: text(source),
      split: text(split),
    })),
    lines: objects(json["results"]).flatMap(lineOf),
  };
}

function lineOf(fields: Fields): readonly Line[] {
  const names = {
    source: text(fields["source"]),
    split: text(fields["split"]),
    extent: text(fields["extent"]),
    by: text(fields["by"]),
    value: text(fields["value"]),
    method: text(fields["method"]),
  };
  const cases = number(fields["cases"]);
  const within10 = number(fields["within10"]);
  if (Object.values(names).includes("") || cases === undefined || within10 === undefined) return [];
  return [
    {
      ...names,
      samples: number(fields["samples"]),
      rows: number(fields["rows"]) ?? cases,
      cases,
      within10,
      within5: number(fields["within5"]),
      mape: number(fields["mape"]),
      rmspe: number(fields["rmspe"]),
      spearman: number(fields["spearman"]),
      interval80: number(fields["interval80"]),
    },
  ];
}

/** What the report says of the axes of the state: which of them any measurement backs. All of it where no sentence does. */
export function stateAxesText({ conventions }: Pick<Report, "conventions">): string {
  const sentences = conventions.split(/(?<=[.!?])\s+/);
  return sentences.find((sentence) => /state axes/i.test(sentence)) ?? conventions;
}

export const labelOf = ({ methods }: Pick<Report, "methods">, id: string): string =>
  methods.find((method) => method.id === id)?.label ?? id;

/** Sources as people know them. */
const sourceNames: Readonly<Record<string, string>> = {
  qed: "QED mobile benchmark",
  "nb201-pi5": "NAS-Bench-201 on a Raspberry Pi 5",
  "nb201-phones": "NAS-Bench-201 on phones and servers",
  rk3399: "RK3399 clock sweeps",
  "dag-scheduler": "DAG-Scheduler",
  ncnn: "ncnn benchmark",
  tophub: "TopHub",
  tract: "tract",
  own: "Ridgepoint’s own load sweeps",
};

/** A source that is not known here goes by its id. */
export const sourceName = (id: string): string => sourceNames[id] ?? id;
