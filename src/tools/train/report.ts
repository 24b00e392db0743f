/** The results as a page for people. */
import type { Provenance, ResultRow } from "../../predict/predictor.ts";
import { type Judged, resultRow } from "./evaluate.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const line = ({ method, split, cases, within10, mape, spearman, interval80 }: ResultRow): string =>
  `| ${split} | ${method} | ${cases} | ${percent(within10)} | ${percent(mape)} | ${spearman.toFixed(3)} | ${
    interval80 === undefined ? "" : percent(interval80)
  } |`;

const head = [
  "| split | method | cases | within ±10 % | MAPE | Spearman | inside the 80 % interval |",
  "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
];

/** The table of `provenance`, and the GCN's own by device and by network. */
export function reportText(provenance: Provenance, byCase: readonly Judged[], bySplit: string): string {
  const parts = (name: string, keyOf: (one: Judged) => string): readonly string[] => {
    const keys = [...new Set(byCase.map(keyOf))].toSorted();
    return [
      `## GCN by ${name} (${bySplit})`,
      "",
      ...head,
      ...keys.map((key) =>
        line(
          resultRow(
            "GCN",
            key,
            byCase.filter((one) => keyOf(one) === key),
          ),
        ),
      ),
      "",
    ];
  };
  return [
    "# GCN predictor: results",
    "",
    `Written by \`npm run train\` on ${provenance.trained}, sources at commit ${provenance.commit}, seed ${provenance.seed}.`,
    "",
    `Data: ${provenance.data}`,
    "",
    `Split: ${provenance.split}`,
    "",
    "Errors are relative to the measured value; Spearman is the mean over configurations.",
    "",
    ...head,
    ...provenance.results.map(line),
    "",
    ...provenance.notes.map((note) => `- ${note}`),
    "",
    ...parts("device", ({ device }) => device),
    ...parts("cores", ({ device, cores }) => `${device} ${cores}`),
  ].join("\n");
}
