/** How well FLOPs alone foretell measured latencies, out of the published evaluation of all predictors. */
import type { Fraction } from "../../../base/units.ts";

/** From the least that a method may know to the most, by their ids in the evaluation. */
export const methods = [
  { id: "flops", label: "FLOPs" },
  { id: "flops-traffic", label: "FLOPs and traffic" },
  { id: "nnls", label: "Kinds of MACs, traffic, kernels" },
] as const;
type MethodId = (typeof methods)[number]["id"];

export interface Score {
  /** Share of cases with an error of at most 10 % of the measured value. */
  readonly within10: Fraction;
  readonly mape: Fraction;
}

export interface JudgedSource {
  readonly id: string;
  readonly label: string;
  readonly cases: number;
  readonly scores: Readonly<Partial<Record<MethodId, Score>>>;
}

const labels: Readonly<Record<string, string>> = {
  "qed network": "Whole networks on phones (QED)",
  "nb201-pi5 network": "NAS-Bench-201 cells on a Raspberry Pi 5",
  "nb201-phones network": "NAS-Bench-201 cells on phones and boards",
  "rk3399 network": "Whole networks on an RK3399, all clocks",
  "rk3399 layers": "Layers on an RK3399, all clocks",
  "dag-scheduler operator": "Convolutions inside MNN",
  "ncnn network": "Whole networks in ncnn",
  "tophub operator": "Convolutions tuned by AutoTVM",
  "tract operator": "Matrix products of tract",
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** What was judged on networks that no fit had seen, whole sources only; entries that lack something are left out. */
export function judgedSources(json: unknown): readonly JudgedSource[] {
  const results: readonly unknown[] = isRecord(json) && Array.isArray(json["results"]) ? json["results"] : [];
  const found = new Map<string, JudgedSource>();
  for (const result of results) {
    if (!isRecord(result) || result["by"] !== "all" || result["split"] !== "unseen networks") continue;
    const { source, extent, method, cases, within10, mape } = result;
    const known = methods.find(({ id }) => id === method);
    if (known === undefined || typeof source !== "string" || typeof extent !== "string") continue;
    if (typeof cases !== "number" || typeof within10 !== "number" || typeof mape !== "number") continue;
    const id = `${source} ${extent}`;
    const before = found.get(id) ?? { id, label: labels[id] ?? id, cases, scores: {} };
    found.set(id, { ...before, scores: { ...before.scores, [known.id]: { within10, mape } } });
  }
  return [...found.values()];
}

let fetched: Promise<readonly JudgedSource[]> | undefined;

/** Fetched once; empty where it cannot be had. */
export const fetchJudged = (): Promise<readonly JudgedSource[]> =>
  (fetched ??= fetch("predictors/evaluation.json").then(
    async (response) => (response.ok ? judgedSources(await response.json()) : []),
    () => [],
  ));
