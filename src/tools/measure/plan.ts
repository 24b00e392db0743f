/** What is measured: which networks, and in which states of the machine. */
import { analyzeModel } from "../../engine/analyze.ts";
import { networks } from "../../generate/index.ts";
import { buildVariant, variantName } from "../../generate/variants.ts";

/** Who gets a contended core: "equal" shares it fairly, "higher" goes first (nice -19). */
export type Priority = "equal" | "higher";

/** What else runs while a network is timed. */
export interface Surroundings {
  /** Wall-clock share in which a load program wants the core of the inference, 0 to 1. */
  readonly load: number;
  readonly priority: Priority;
  /** Traffic in bytes per second that a copying program on the other core is set to. */
  readonly streamBytesPerSecond: number;
}

/** /proc/stat counts in hundredths of a second, so that either end of a round may be off by one. */
const tickSeconds = 0.01;
/** Shares of the core, and of the other one, that other programs may take in a round; 1.5 ticks are within its counting. */
const quiet = { core: 0.03, other: 0.25, ticks: 1.5 };

/** Above 1, something else disturbed a round of `runs` runs: `foreign` and `other` are shares of the two cores. */
export function disturbance(round: {
  readonly foreignShare: number;
  readonly otherCoreShare: number;
  readonly meanSeconds: number;
  readonly runs: number;
}): number {
  const uncounted = (quiet.ticks * tickSeconds) / (round.meanSeconds * round.runs);
  return Math.max(round.foreignShare / (quiet.core + uncounted), round.otherCoreShare / (quiet.other + uncounted));
}

const tenths = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => (from + index) / 10);

const idle: Surroundings = { load: 0, priority: "equal", streamBytesPerSecond: 0 };

/**
 * Times that every network is visited, each in a session of its own. Rounds of one network scatter by some 8 % on a shared
 * machine, and a round hardly knows of the one before it: many short visits tell more than a long one.
 */
export const passes = 8;

/** Two idle rounds a visit, the others once. */
export const surroundings: readonly Surroundings[] = [
  idle,
  ...tenths(1, 5).map((load): Surroundings => ({ ...idle, load })),
  ...[1e9, 2e9, 4e9, 8e9, 16e9].map((streamBytesPerSecond): Surroundings => ({ ...idle, streamBytesPerSecond })),
  ...tenths(6, 9).map((load): Surroundings => ({ ...idle, load })),
  ...[0.2, 0.4, 0.6, 0.8].map((load): Surroundings => ({ ...idle, load, priority: "higher" })),
  { load: 0.5, priority: "equal", streamBytesPerSecond: 8e9 },
  idle,
];

/** Below, timers and dispatch are all one sees; above, thirty runs in twenty states take too long. */
const macs = { least: 1e7, most: 2e9 };
const mostParams = 5e7;
/** No published family needs more draws than this to find its variants. */
const mostDraws = 2000;

const families: readonly string[] = [
  "alexnet",
  "vgg",
  "googlenet",
  "resnet",
  "densenet",
  "squeezenet",
  "mobilenet-v1",
  "mobilenet-v2",
  "shufflenet-v2",
  "mnasnet",
];

/** Networks to measure, `perFamily` of each family, dealt family by family so that a run cut short has some of each. */
export function networksToMeasure(perFamily: number): readonly string[] {
  const perFamilyNames = families.map((family) => fittingVariants(family, perFamily));
  return Array.from({ length: perFamily }, (_, at) => perFamilyNames.flatMap((names) => names[at] ?? [])).flat();
}

/** The first variants of a family that are neither too small nor too large, the published networks among them. */
function fittingVariants(family: string, count: number): readonly string[] {
  const ids = networks.filter((network) => network.family === family).map(({ id }) => id);
  const found: string[] = [];
  for (let draw = 0; draw < mostDraws && found.length < count; draw += 1) {
    for (const id of ids) {
      const name = variantName(id, draw);
      if (found.length < count && fits(name)) found.push(name);
    }
  }
  return found;
}

function fits(name: string): boolean {
  const model = buildVariant(name);
  if (model === undefined) return false;
  const { totals } = analyzeModel(model, { name, bytes: 0, bytesRead: 0 });
  return totals.macs >= macs.least && totals.macs <= macs.most && totals.params <= mostParams;
}
