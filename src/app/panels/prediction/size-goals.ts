/** The search for the largest size of an input that meets a latency, where the file leaves that size open. */
import type { Analysis } from "../../../engine/analysis.ts";
import type { Words } from "./budget.ts";

export interface SizeGoal {
  /** In the address: the names, by commas. */
  readonly id: string;
  /** Open sizes that get the same value: the sides of an image go together. */
  readonly names: readonly string[];
  /** In the list to choose from. */
  readonly label: string;
  /** From the largest to the smallest. */
  readonly settings: readonly number[];
}

type Model = Pick<Analysis["model"], "inputs" | "dims" | "open">;

const largestBatch = 256;
const longest = 1024;
/** Convolutional networks halve an image five times, so that sides are multiples of this. */
const sideStep = 32;

const downTo = (step: number, largest: number): readonly number[] =>
  Array.from({ length: largest / step }, (_, i) => largest - i * step);

/** One goal for each batch and each length that is open, and one for the sides of an image. */
export function sizeGoals({ inputs, dims, open }: Model): readonly SizeGoal[] {
  const decidedAtRunTime = new Set(open.map(({ name }) => name));
  const goals = new Map<string, SizeGoal>();
  const offer = (names: readonly string[], settings: readonly number[]): void => {
    const own = [...new Set(names)].filter((name) => ![...goals.values()].some((goal) => goal.names.includes(name)));
    const id = own.join();
    if (own.length > 0) goals.set(id, { id, names: own, label: `Largest ${own.join(" = ")}`, settings });
  };
  for (const { type, shape = [] } of inputs) {
    // The type tells sizes by name, the shape what stands for them.
    const names = (/\[(.*)\]$/.exec(type)?.[1] ?? "").split(", ");
    const isOpen = (name: string): boolean => Object.hasOwn(dims, name) && !decidedAtRunTime.has(name);
    const sides = sidesOf(shape);
    offer(sides.map((axis) => names[axis] ?? "").filter(isOpen), downTo(sideStep, longest));
    names.forEach((name, axis) => {
      if (isOpen(name) && !sides.includes(axis)) offer([name], downTo(1, axis === 0 ? largestBatch : longest));
    });
  }
  return [...goals.values()];
}

/** Axes of height and width of an image, whichever end its colours are at. */
function sidesOf(shape: readonly (number | undefined)[]): readonly number[] {
  if (shape.length !== 4) return [];
  const [, second = 0, , last = 0] = shape;
  return last <= 4 && second > 4 ? [1, 2] : [2, 3];
}

export function sizeWords({ names }: SizeGoal): Words {
  const told = (value: number): string => `${names.join(" = ")} = ${value}`;
  return { setting: told, below: told, end: (_, value) => `with ${told(value)}` };
}

/** The sizes of a session with those of a goal at a value. */
export const withSize = (
  sizes: Readonly<Record<string, number>>,
  { names }: Pick<SizeGoal, "names">,
  value: number,
): Readonly<Record<string, number>> => ({ ...sizes, ...Object.fromEntries(names.map((name) => [name, value])) });
