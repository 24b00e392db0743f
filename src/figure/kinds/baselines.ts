/** Which share of measured latencies each method predicts to within 10 %, as the evaluation found. */
import type { EvaluationLine } from "../evaluation.ts";
import type { Figure, Missing } from "../figure.ts";
import type { KindOption, Source } from "../source.ts";
import { share } from "../unit.ts";

const keyOf = ({ source, split, samples, extent }: EvaluationLine): string =>
  [source, split, samples ?? "", extent].join("/").replaceAll(" ", "-");

const titleOf = ({ source, split, samples, extent }: EvaluationLine): string =>
  `${source}, ${split}${samples === undefined ? "" : `, ${samples} samples`} (${extent})`;

/** One for each table of the evaluation, in its order. */
export function baselineOptions({ evaluation }: Pick<Source, "evaluation">): readonly KindOption[] {
  const found = new Map(evaluation?.lines.map((line) => [keyOf(line), titleOf(line)]));
  return [...found].map(([id, name]) => ({ id, name }));
}

export function baselinesFigure({ evaluation }: Source, option: string | undefined): Figure | Missing {
  if (evaluation === undefined) return { missing: "The results of the evaluation are being fetched." };
  const chosen = evaluation.lines.find((line) => keyOf(line) === option) ?? evaluation.lines[0];
  if (chosen === undefined) return { missing: "The evaluation has no results." };
  const lines = evaluation.lines
    .filter((line) => keyOf(line) === keyOf(chosen))
    .toSorted((a, b) => b.within10 - a.within10);
  const origin = evaluation.origins.get(chosen.source) ?? chosen.source;
  const absent = evaluation.missing
    .filter(({ source, split }) => source === chosen.source && split === chosen.split)
    .map(({ method }) => method);
  // A method that passes over the hard cases must not look as if it had met them.
  const nameOf = ({ method, cases, rows }: EvaluationLine): string =>
    cases === rows ? method : `${method} (${Math.round((100 * cases) / rows)} %)`;
  return {
    title: `Predictions within ±10 %: ${titleOf(chosen)}`,
    caption:
      `Share of predictions within ±10 % of the measured latency, ${titleOf(chosen)}, up to ${chosen.rows} measurements of ` +
      `${origin}. In brackets, where it is less than all: the share of them that the method could predict.` +
      (absent.length === 0 ? "" : ` Not computed yet, and so not shown: ${absent.join(", ")}.`),
    panels: [
      {
        title: "",
        x: {
          scale: "linear",
          quantity: share("Predictions within ±10 %", "within_10_percent"),
          range: [0, 1.14],
          lastTick: 1,
        },
        y: { scale: "band", name: "", field: "method", names: lines.map(nameOf) },
        marks: [
          {
            kind: "bars",
            series: { name: "Within ±10 %", slot: 0 },
            values: lines.map(({ within10 }) => within10),
            labels: lines.map(({ within10 }) => `${(within10 * 100).toFixed(1)} %`),
          },
        ],
        notes: [],
        bars: "group",
      },
    ],
  };
}
