/** Rows of the size fields: each open size with its value, whose choice that is, and why. */
import type { ModelProblem } from "../../../base/problem.ts";
import type { TensorInfo } from "../../../cost/node-cost.ts";
import type { Analysis } from "../../../engine/analysis.ts";

export interface SizeRow {
  /** As `AnalyzeOptions.dims` takes it. */
  readonly name: string;
  /** The symbol, or the question. */
  readonly label: string;
  /** Undefined: open. */
  readonly size: number | undefined;
  /** The user chose it. */
  readonly chosen: boolean;
  readonly reason: string;
  /** The most it can be, offered while it is open. */
  readonly suggestion: number | undefined;
}

type Described = Pick<Analysis["model"], "dims" | "assumed" | "open">;
type Chosen = Readonly<Record<string, number>>;

const chosenSize = (chosen: Chosen, name: string): number | undefined =>
  Object.hasOwn(chosen, name) ? chosen[name] : undefined;

/** Sizes of the inputs that the file names, or leaves nameless. */
export function namedSizes({ dims, assumed, open }: Described, chosen: Chosen): readonly SizeRow[] {
  const asked = new Set(open.map(({ name }) => name));
  return Object.entries(dims)
    .filter(([name]) => !asked.has(name))
    .map(([name, used]) => {
      const own = chosenSize(chosen, name);
      const why = Object.hasOwn(assumed, name) ? assumed[name] : undefined;
      const reason = own === undefined && why !== undefined ? `assumed: ${why}` : "chosen";
      return { name, label: name, size: own ?? used, chosen: own !== undefined, reason, suggestion: undefined };
    });
}

/** Sizes that only run time decides. */
export function askedSizes({ open }: Described, chosen: Chosen): readonly SizeRow[] {
  return open.map(({ name, question, because, atMost, waiting }) => {
    const size = chosenSize(chosen, name);
    const nodes = waiting === 1 ? "1 node waits for it" : `${waiting} nodes wait for it`;
    const most = size !== undefined && atMost !== undefined && size > atMost ? `, which allow at most ${atMost}` : "";
    return {
      name,
      label: question,
      size,
      chosen: size !== undefined,
      reason:
        size === undefined ? `depends on ${because}; ${nodes}` : `assumed by you; run time decides: ${because}${most}`,
      suggestion: size === undefined && atMost !== undefined && atMost >= 1 ? atMost : undefined,
    };
  });
}

/** What a field says need not be said again among the notes. */
export function isShownAsSize({ code, detail }: ModelProblem, { dims, open }: Described): boolean {
  if (code === "assumed-dim") return Object.keys(dims).some((name) => detail.startsWith(`${name} = `));
  return code === "unknown-shape" && open.some(({ name }) => detail.startsWith(`${name} `));
}

/** "batch × 3 × H × W" of a type with names in it; undefined where all sizes are numbers. */
export function symbolsText({ dtype, shape, type }: TensorInfo): string | undefined {
  const inside = /\[(.*)\]$/.exec(type)?.[1];
  if (dtype === undefined || shape === undefined || inside === undefined || /^[\d, ]*$/.test(inside)) return undefined;
  return inside.replaceAll(", ", " × ");
}
