/** Command-line arguments as data. Wrong usage is a `UsageError`; the program prints it with the help and exits with 2. */
import { parseArgs } from "node:util";
import { parseFactor } from "../base/parse.ts";
import type { AnalyzeOptions } from "../engine/analysis.ts";

export class UsageError extends Error {}

export const help = `ridgepoint: where a neural network's inference time goes, before anyone deploys it

  ridgepoint analyze FILE... [--set DIM=N ...] [--input NAME=1x3x224x224 ...] [--width FACTOR]
             [--format table|json|csv|markdown] [--json]
  ridgepoint predict FILE... --device ID|DEVICE.json [--cores CLUSTER:N[,CLUSTER:N]] [--runtime ID]
             [--precision fp32|fp16|int8] [--frequency HZ] [--utilization 0..1]
             [--priority equal|higher] [--stream BYTES_PER_SECOND]
             [--bandwidth BYTES_PER_SECOND] [--predictor ID] [--states FILE.csv]
             [--samples FILE.csv]
             [--set ...] [--input ...] [--width ...] [--format table|json|csv|markdown] [--json]
  ridgepoint devices [--json]
  ridgepoint predictors [--json]

A GPU is a device of its own, \`pixel4-gpu\` beside \`pixel4\`: it needs no --cores, and a phone's has fp16 where --precision is not given.
--priority tells who goes first where inference and background load want the same core, --stream what traffic
programs on other cores make.
--set takes the names of open sizes: those of inputs, and those that only run time decides as \`analyze\` lists them.
--width multiplies the output channels of convolutions, rounded as MobileNets round them; what follows from them, and what
cannot be traced, is told with the analysis.
--samples takes latencies of your own on that device, idle at its top clock: columns file (path of a model) and
latency_seconds. Some ten networks bring a device that was never measured within reach.
Weights in files beside the model are found by themselves.

--format csv gives one row a node, in SI units: by \`analyze\` its costs, by \`predict\` its latency and kernel as well.
--format markdown gives totals, the costliest nodes and all warnings. With both, problems go to the error output.
With --json, which is --format json, every file gives one line of JSON. Exit status: 0 all good, 1 some input had a problem, 2 wrong usage.`;

/** How results are written: for people, one line of JSON each, or as a format of the export. */
export const outputFormats = ["table", "json", "csv", "markdown"] as const;
export type OutputFormat = (typeof outputFormats)[number];

/** Formats that hold nothing but findings; problems go elsewhere. */
export type DocumentFormat = Exclude<OutputFormat, "table" | "json">;
export const isDocument = (format: OutputFormat): format is DocumentFormat => format === "csv" || format === "markdown";

const options = {
  json: { type: "boolean" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
  set: { type: "string", multiple: true },
  input: { type: "string", multiple: true },
  width: { type: "string" },
  device: { type: "string" },
  cores: { type: "string" },
  runtime: { type: "string" },
  precision: { type: "string" },
  frequency: { type: "string" },
  utilization: { type: "string" },
  priority: { type: "string" },
  stream: { type: "string" },
  bandwidth: { type: "string" },
  predictor: { type: "string" },
  states: { type: "string" },
  samples: { type: "string" },
} as const;

/** Options of a target as written, by name: what `--states` rows may override. */
export type TargetText = Partial<Record<(typeof targetOptions)[number], string>>;

export const targetOptions = [
  "device",
  "cores",
  "runtime",
  "precision",
  "frequency",
  "utilization",
  "priority",
  "stream",
  "bandwidth",
  "predictor",
] as const;

export interface Arguments {
  readonly command: string;
  readonly files: readonly string[];
  readonly format: OutputFormat;
  readonly help: boolean;
  readonly analyze: AnalyzeOptions;
  readonly target: TargetText;
  readonly states: string | undefined;
  readonly samples: string | undefined;
}

export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [command = "", ...files] = positionals;
  const target: TargetText = {};
  for (const name of targetOptions) {
    const value = values[name];
    if (value !== undefined) target[name] = value;
  }
  return {
    command,
    files,
    format: formatOf(values.format, values.json ?? false),
    help: values.help ?? false,
    analyze: {
      dims: sizes(values.set ?? []),
      inputShapes: shapes(values.input ?? []),
      ...(values.width !== undefined && { width: widthOf(values.width) }),
    },
    target,
    states: values.states,
    samples: values.samples,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function formatOf(text: string | undefined, json: boolean): OutputFormat {
  const format = outputFormats.find((one) => one === (text ?? (json ? "json" : "table")));
  if (format === undefined) throw new UsageError(`--format: "${text}" is not one of ${outputFormats.join(", ")}`);
  if (json && format !== "json") throw new UsageError(`--json is --format json, not ${format}`);
  return format;
}

function pair(text: string, option: string): readonly [string, string] {
  const at = text.lastIndexOf("=");
  if (at <= 0) throw new UsageError(`--${option} needs NAME=VALUE, not "${text}"`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function positiveInteger(text: string, option: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || !Number.isSafeInteger(value)) {
    throw new UsageError(`--${option}: "${text}" is not a positive whole number`);
  }
  return value;
}

/** "0.75", or "x0.75" as published MobileNets write it. */
function widthOf(text: string): number {
  const factor = parseFactor(text);
  if (factor === undefined || factor === 0) throw new UsageError(`--width: "${text}" is not a factor such as 0.75`);
  return factor;
}

const sizes = (texts: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    texts.map((text) => {
      const [name, value] = pair(text, "set");
      return [name, positiveInteger(value, "set")];
    }),
  );

const shapes = (texts: readonly string[]): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(
    texts.map((text) => {
      const [name, value] = pair(text, "input");
      return [name, value === "" ? [] : value.split("x").map((size) => positiveInteger(size, "input"))];
    }),
  );
