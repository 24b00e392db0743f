/** One trial: a damaged file, and what the whole analysis makes of it. */
import { outcomeOf } from "../../base/problem.ts";
import { bytesSource } from "../../base/source.ts";
import type { Analysis } from "../../engine/analysis.ts";
import { analyzeFile } from "../../engine/analyze.ts";
import { analysisJson } from "../../engine/report.ts";
import { encodeModel } from "../../onnx/encode.ts";
import { damageBytes } from "./damage-bytes.ts";
import { damageModel, poolOf } from "./damage-model.ts";
import { diceOf } from "./dice.ts";
import { seeds } from "./seeds.ts";

/** What to damage and how often; the same recipe gives the same file. */
export interface Recipe {
  readonly seed: number;
  /** Changes of the model before it is written, and of the file after. */
  readonly modelChanges: number;
  readonly byteChanges: number;
  /** What the caller sets the open size N of the seeds to; undefined leaves it open. */
  readonly batch?: number | undefined;
}

export interface Trial {
  /** "analysis", or the code of the problem that the file is refused for. */
  readonly outcome: string;
  /** Seconds of processor time. */
  readonly seconds: number;
  /** What may not be: an exception, a count below zero, a number that JSON does not have. */
  readonly flaws: readonly string[];
}

const sound = seeds();
const pool = poolOf(sound);

export const seedNameOf = ({ seed }: Recipe): string => diceOf(seed).pick(sound)?.name ?? "";

export function damagedFile({ seed, modelChanges, byteChanges }: Recipe): Uint8Array {
  const dice = diceOf(seed);
  let model = dice.pick(sound)?.model;
  if (model === undefined) throw new Error("no models to damage");
  for (let change = 0; change < modelChanges; change += 1) model = damageModel(dice, model, pool);
  let bytes: Uint8Array = encodeModel(model);
  for (let change = 0; change < byteChanges; change += 1) bytes = damageBytes(dice, bytes);
  return bytes;
}

/** Analyses the file as the window and the command line do. */
export async function runTrial(recipe: Recipe): Promise<Trial> {
  const bytes = damagedFile(recipe);
  const before = process.cpuUsage();
  let outcome = "exception";
  const flaws: string[] = [];
  try {
    const options = recipe.batch === undefined ? {} : { dims: { N: recipe.batch } };
    const result = await outcomeOf(() => analyzeFile(bytesSource("damaged.onnx", bytes), options));
    outcome = result.ok ? "analysis" : result.problem.code;
    if (result.ok) flaws.push(...flawsOf(result.value));
  } catch (error) {
    flaws.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { user, system } = process.cpuUsage(before);
  return { outcome, seconds: (user + system) / 1e6, flaws };
}

function flawsOf(analysis: Analysis): readonly string[] {
  const flaws: string[] = [];
  const counted = (what: string, counts: Readonly<Record<string, unknown>>): void => {
    for (const [key, count] of Object.entries(counts)) {
      if (typeof count === "number" && !(count >= 0 && count < Infinity)) flaws.push(`${what}: ${key} is ${count}`);
    }
  };
  counted("totals", { ...analysis.totals });
  for (const node of analysis.nodes) {
    counted(`${node.op} ${node.id}`, { ...node });
    for (const { name, shape } of node.outputs)
      counted(`${node.op} output ${name}`, Object.fromEntries((shape ?? []).entries()));
  }
  for (const { from, to, bytes } of analysis.edges) counted("edge", { from, to, bytes });
  notJson(analysisJson(analysis), "report", flaws);
  // Workers hand analyses on this way.
  structuredClone(analysis);
  return flaws;
}

/** Places where JSON would say something else than the value does. */
function notJson(value: unknown, path: string, flaws: string[]): void {
  if (typeof value === "number" && !Number.isFinite(value)) flaws.push(`${path} is ${value}`);
  else if (value === undefined || typeof value === "function") flaws.push(`${path} is ${typeof value}`);
  else if (Array.isArray(value)) value.forEach((item, index) => notJson(item, `${path}[${index}]`, flaws));
  else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) notJson(item, `${path}.${key}`, flaws);
  }
}
