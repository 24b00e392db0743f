/** `ridgepoint analyze`: one line of JSON a file, a table for people, or a document of the export. */
import { basename } from "node:path";
import { explain } from "../base/explain.ts";
import { formatBytes, formatCount, formatFlops, formatIntensity, formatMacs, formatShape } from "../base/format.ts";
import { type ModelProblem, outcomeOf } from "../base/problem.ts";
import { trafficOf } from "../cost/node-cost.ts";
import type { Analysis, Width } from "../engine/analysis.ts";
import { analyzeFile } from "../engine/analyze.ts";
import { analysisJson, problemJson } from "../engine/report.ts";
import { documentPrinter } from "./documents.ts";
import { withFile } from "./files.ts";
import { textTable } from "./table.ts";
import { type Arguments, isDocument } from "./usage.ts";

/** Analyses each file in turn; gives the number of files that had a problem. */
export async function analyzeCommand(
  { files, analyze, format }: Pick<Arguments, "files" | "analyze" | "format">,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const printDocument = isDocument(format) ? documentPrinter(format, print) : undefined;
  const json = format === "json";
  let failed = 0;
  for (const path of files) {
    let bytes: number | undefined;
    const outcome = await outcomeOf(() =>
      withFile(path, (source, siblings) => {
        bytes = source.size;
        return analyzeFile(source, analyze, {}, siblings);
      }),
    );
    if (outcome.ok && printDocument !== undefined) {
      printDocument({ analysis: outcome.value, forecast: undefined, fusion: undefined });
    } else if (outcome.ok) {
      print(json ? JSON.stringify(analysisJson(outcome.value)) : analysisText(outcome.value));
    } else {
      failed += 1;
      const file = { name: basename(path), bytes };
      const tell = printDocument === undefined ? print : complain;
      tell(json ? JSON.stringify(problemJson(file, outcome.problem)) : `${path}: ${explain(outcome.problem)}`);
    }
  }
  return failed;
}

export function analysisText({ file, external, model, nodes, totals, width, problems }: Analysis): string {
  const rows = nodes
    .filter((node) => !node.folded)
    .map((node) => [
      node.id,
      node.op,
      formatShape(node.outputs[0]?.shape),
      formatMacs(node.macs),
      formatFlops(node.flops),
      formatBytes(trafficOf(node)),
      formatIntensity(node.intensity),
    ]);
  const header = ["node", "operator", "output", "MACs", "FLOPs", "traffic", "intensity"];
  const opsets = Object.entries(model.opsets).map(([domain, version]) => `${domain} ${version}`);
  return [
    `${file.name}: ${formatBytes(file.bytes)}, ${opsets.join(", ")}${model.producer === "" ? "" : `, by ${model.producer}`}`,
    ...external.flatMap(({ location, bytes }) =>
      bytes === undefined ? [] : [`with ${location}: ${formatBytes(bytes)}`],
    ),
    ...Object.entries(model.dims).flatMap(([name, size]) =>
      Object.hasOwn(model.assumed, name) ? [] : [`with ${name} = ${size}`],
    ),
    ...(width === undefined ? [] : widthLines(width)),
    ...model.inputs.map((input) => `input ${input.name}: ${input.type}`),
    "",
    textTable(header, rows, ["left", "left", "left", "right", "right", "right", "right"]),
    "",
    `${formatMacs(totals.macs)}, ${formatFlops(totals.flops)}, ${formatCount(totals.params)} parameters, ` +
      `weights ${formatBytes(totals.weightBytes)}, activations read ${formatBytes(totals.readBytes)}, ` +
      `written ${formatBytes(totals.writeBytes)}, peak activation memory ${formatBytes(totals.peakActivationBytes)}`,
    `cost known for ${totals.coveredNodes} of ${totals.nodes} nodes`,
    ...openLines(model),
    ...problems.filter((problem) => !isAsked(problem, model)).map((problem) => `note: ${explain(problem)}`),
    "",
  ].join("\n");
}

/** What another width changed, and why some convolutions kept their channels. */
function widthLines({ factor, changed, convolutions, kept }: Width): readonly string[] {
  const byReason = new Map<string, number>();
  for (const { why } of kept) byReason.set(why, (byReason.get(why) ?? 0) + 1);
  return [
    `${factor} times as wide: ${changed} of ${convolutions} convolutions changed`,
    ...[...byReason].map(([why, count]) => `  ${count} kept ${count === 1 ? "its" : "their"} channels: ${why}`),
  ];
}

/** More questions than this are no longer read. */
const maximumQuestions = 12;

/** The sizes that only run time decides, with what to type to assume one. */
function openLines({ open, dims }: Analysis["model"]): readonly string[] {
  const asked = open.filter(({ name }) => dims[name] === undefined);
  const lines = asked.slice(0, maximumQuestions).map(({ name, question, because, atMost, waiting }) => {
    const most = atMost === undefined ? "" : `, at most ${atMost}`;
    const nodes = waiting === 1 ? "1 node waits" : `${waiting} nodes wait`;
    return `open: ${question} It depends on ${because}${most}; ${nodes} for it. Assume it with --set "${name}=N"`;
  });
  return asked.length > lines.length ? [...lines, `and ${asked.length - lines.length} more open sizes`] : lines;
}

/** Told already as a question. */
const isAsked = (problem: ModelProblem, { open }: Analysis["model"]): boolean =>
  problem.code === "unknown-shape" && open.some(({ name }) => problem.detail.startsWith(`${name} `));
