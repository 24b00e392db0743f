/** `ridgepoint predict`: latency of each file for one target, or for every row of a states file. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { explain } from "../base/explain.ts";
import { formatPercent, formatSeconds } from "../base/format.ts";
import { outcomeOf } from "../base/problem.ts";
import { atPrecision } from "../device/precision.ts";
import type { Analysis } from "../engine/analysis.ts";
import { analyzeFile } from "../engine/analyze.ts";
import { predictionJson, problemJson } from "../engine/report.ts";
import type { Prediction, Predictor, Target } from "../predict/predictor.ts";
import { ruleSetOf } from "../runtime/fusion/index.ts";
import { fusionOf } from "../runtime/fusion/kernels.ts";
import { documentPrinter } from "./documents.ts";
import { withFile } from "./files.ts";
import { allPredictors, panelOf } from "./predictors.ts";
import { withSamples } from "./samples.ts";
import { textTable } from "./table.ts";
import { stateRows, targetOf } from "./target.ts";
import { type Arguments, type DocumentFormat, isDocument, UsageError } from "./usage.ts";

interface Case {
  readonly target: Target;
  /** Undefined: the best that does not refuse. */
  readonly predictor: string | undefined;
}

/** Predicts each file in turn; gives the number of files that had a problem. */
export async function predictCommand(
  args: Arguments,
  print: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const { format } = args;
  if (isDocument(format) && args.states !== undefined) {
    throw new UsageError(`--format ${format} is for one state; with --states there is --json`);
  }
  const shipped = await allPredictors();
  const predictors =
    args.samples === undefined ? shipped : await withSamples(shipped, args.samples, targetOf(args.target));
  const cases = await casesOf(args, predictors);
  const printResult = isDocument(format) ? documentResult(format, predictors, print) : lineResult(format, print);
  let failed = 0;
  for (const path of args.files) {
    let bytes: number | undefined;
    const outcome = await outcomeOf(() =>
      withFile(path, (source, siblings) => {
        bytes = source.size;
        return analyzeFile(source, args.analyze, {}, siblings);
      }),
    );
    if (outcome.ok) await predictFile(outcome.value, cases, predictors, printResult);
    else {
      failed += 1;
      const file = { name: basename(path), bytes };
      const tell = isDocument(format) ? complain : print;
      const text = `${path}: ${explain(outcome.problem)}`;
      tell(format === "json" ? JSON.stringify(problemJson(file, outcome.problem)) : text);
    }
  }
  return failed;
}

async function casesOf(args: Arguments, predictors: readonly Predictor[]): Promise<readonly Case[]> {
  const rows = args.states === undefined ? [args.target] : stateRows(await statesText(args.states), args.target);
  const known = predictors.map((predictor) => predictor.id);
  return rows.map((row) => {
    const target = targetOf(row);
    const { predictor } = row;
    if (predictor !== undefined && !known.includes(predictor)) {
      throw new UsageError(`--predictor: "${predictor}" is not one of ${known.join(", ")}`);
    }
    return { target, predictor };
  });
}

async function statesText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new UsageError(`--states: ${path} cannot be read`);
  }
}

type PrintResult = (analysis: Analysis, predictor: string, target: Target, prediction: Prediction) => void;

const lineResult =
  (format: "table" | "json", print: (line: string) => void): PrintResult =>
  (...result) =>
    print(format === "json" ? JSON.stringify(predictionJson(...result)) : predictionText(...result));

/** With the kernels that the runtime makes, as the window shows them. */
function documentResult(
  format: DocumentFormat,
  predictors: readonly Predictor[],
  print: (line: string) => void,
): PrintResult {
  const printDocument = documentPrinter(format, print);
  return (analysis, id, target, prediction) => {
    const { nodes, edges, model } = analysis;
    const outputs = model.outputs.map(({ name }) => name);
    const label = predictors.find((one) => one.id === id)?.label ?? id;
    printDocument({
      // One traffic: that which the prediction counts.
      analysis: atPrecision(analysis, target.precision),
      forecast: { predictor: { id, label }, target, prediction },
      fusion: fusionOf(nodes, edges, ruleSetOf(target.runtime, target.device.kind), outputs),
    });
  };
}

async function predictFile(
  analysis: Analysis,
  cases: readonly Case[],
  predictors: readonly Predictor[],
  printResult: PrintResult,
): Promise<void> {
  const panel = panelOf(predictors, analysis);
  for (const { target, predictor } of cases) {
    // Lines come in the order of the cases.
    // oxlint-disable-next-line no-await-in-loop
    const { id, prediction } = await panel.ask(predictor, target);
    printResult(analysis, id, target, prediction);
  }
}

const widthText = ({ width }: Analysis): string => (width === undefined ? "" : `, ${width.factor} times as wide,`);

function predictionText(analysis: Analysis, predictor: string, target: Target, prediction: Prediction): string {
  const total = prediction.latencySeconds;
  const slowest = analysis.nodes
    .map((node, index) => ({ node, seconds: prediction.nodes[index] ?? 0 }))
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
    .map(({ node, seconds }) => [node.id, node.op, formatSeconds(seconds), formatPercent(seconds / (total ?? 1))]);
  const interval =
    prediction.lowSeconds === undefined
      ? ""
      : ` (80 % between ${formatSeconds(prediction.lowSeconds)} and ${formatSeconds(prediction.highSeconds)})`;
  return [
    `${analysis.file.name}${widthText(analysis)} on ${target.device.name}, ${target.runtime} ${target.precision}, by ${predictor}: ${formatSeconds(total)}${interval}`,
    ...(prediction.ownLatencies === undefined ? [] : [`calibrated with ${prediction.ownLatencies} of your latencies`]),
    ...prediction.warnings.map((warning) => `note: ${warning}`),
    "",
    textTable(["slowest node", "operator", "latency", "share"], slowest, ["left", "left", "right", "right"]),
    "",
  ].join("\n");
}
