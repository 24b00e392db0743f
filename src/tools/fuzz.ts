/**
 * `npm run fuzz -- --seconds 60`: damaged models through the whole analysis. `--from N` starts with another seed; each
 * finding is printed with the recipe that repeats it.
 */
import { parseArgs } from "node:util";
import { diceOf } from "./fuzz/dice.ts";
import { type Recipe, runTrial, seedNameOf } from "./fuzz/trial.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, from: { type: "string", default: String(Date.now() % 1e9) } },
});

/** More than this of processor time is a finding. The largest seed takes a twentieth of it. */
const secondsAllowed = 2;
const findingsShown = 10;

const batches = [undefined, undefined, 0, 1, 7, 2 ** 31, 2 ** 40, 2 ** 53];

function recipeOf(seed: number): Recipe {
  const dice = diceOf(seed ^ 0x5bd1e995);
  const byteChanges = dice.pick([0, 0, 0, 0, 0, 1, 2, 4]) ?? 0;
  return { seed, modelChanges: dice.upTo(13), byteChanges, batch: dice.pick(batches) };
}

async function fuzz(from: number, seconds: number): Promise<number> {
  const outcomes = new Map<string, number>();
  const end = performance.now() + 1000 * seconds;
  let findings = 0;
  let slowest = 0;
  let seed = from;
  for (; performance.now() < end && findings < findingsShown; seed += 1) {
    const recipe = recipeOf(seed);
    // One after the other: time is measured.
    // oxlint-disable-next-line no-await-in-loop
    const trial = await runTrial(recipe);
    outcomes.set(trial.outcome, (outcomes.get(trial.outcome) ?? 0) + 1);
    slowest = Math.max(slowest, trial.seconds);
    const late = trial.seconds > secondsAllowed ? [`${trial.seconds.toFixed(2)} s of processor time`] : [];
    const wrong = [...trial.flaws.slice(0, 5), ...late];
    if (wrong.length === 0) continue;
    findings += 1;
    console.log(`${seedNameOf(recipe)}, ${JSON.stringify(recipe)}\n  ${wrong.join("\n  ")}`);
  }
  const counts = [...outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`);
  console.log(
    `seeds ${from} to ${seed - 1}: ${counts.join(", ")}; slowest ${slowest.toFixed(2)} s; ${findings} findings`,
  );
  return findings;
}

process.exitCode = (await fuzz(Number(values.from), Number(values.seconds))) === 0 ? 0 : 1;
