/** What Winograd's tiles do to the arithmetic and memory of a layer, beside direct convolution. */
import type { Bytes, Flops, Fraction } from "../../../base/units.ts";
import {
  arithmeticOf,
  type ConvAlgorithm,
  defaultTiling,
  keptOf,
  product,
  workspaceOf,
} from "../../../cost/conv/algorithm.ts";
import { direct } from "../../../cost/conv/direct.ts";
import { tilesOf, winograd3 } from "../../../cost/conv/winograd.ts";
import type { Window } from "../../../cost/node-cost.ts";
import type { Choice, Quiz } from "../quiz.ts";

export interface LedgerRow {
  readonly label: string;
  /** Undefined: not in tiles. */
  readonly tiles: number | undefined;
  readonly multiplies: number;
  readonly additions: number;
  /** Of data and results, for every inference. */
  readonly transforms: Flops;
  readonly arithmetic: Flops;
  /** Arithmetic of direct / this. */
  readonly gain: number;
  readonly tileWaste: Fraction;
  readonly workspace: Bytes;
  /** Transformed filters, kept from load on. */
  readonly kept: Bytes;
}

const sizes = [2, 4, 6] as const;

export function ledger(window: Window, elementBytes: Bytes): readonly LedgerRow[] {
  const base = arithmeticOf(direct.cost(window, elementBytes, defaultTiling));
  const row = (algorithm: ConvAlgorithm, m: number | undefined): LedgerRow => {
    const cost = algorithm.cost(window, elementBytes, defaultTiling);
    const arithmetic = arithmeticOf(cost);
    return {
      label: algorithm.label,
      tiles: m === undefined ? undefined : tilesOf(window, m),
      multiplies: cost.multiplies,
      additions: cost.additions,
      transforms: cost.dataTransform + cost.inverseTransform,
      arithmetic,
      gain: base / arithmetic,
      tileWaste: cost.tileWaste,
      workspace: workspaceOf(cost),
      kept: keptOf(cost),
    };
  };
  return [row(direct, undefined), ...winograd3.map((algorithm, i) => row(algorithm, sizes[i]))];
}

/** Multiplications of the products per pair of channels: tiles · (m + 2)². */
export const pairMultiplies = (window: Window, m: number): number => tilesOf(window, m) * (m + 2) ** 2;

/** Which tile needs fewest multiplications where the output is 7×7; 12×12 where the layer is itself so small. */
export function tileQuiz(window: Window): Quiz {
  const edge = window.output.every((size) => size === 7) ? 12 : 7;
  const other: Window = { ...window, batch: 1, output: [edge, edge] };
  const counts = sizes.map((m) => pairMultiplies(other, m));
  const least = Math.min(...counts);
  const choices = sizes.map((m, i): Choice => {
    const perAxis = Math.ceil(edge / m);
    const covered = perAxis * m;
    return {
      text: `F(${m},3)`,
      isRight: counts[i] === least,
      why: `${perAxis} × ${perAxis} tiles of ${m} × ${m} cover ${covered} × ${covered} outputs where ${edge} × ${edge} are wanted: ${tilesOf(other, m)} · ${(m + 2) ** 2} = ${counts[i] ?? 0} multiplications for each pair of channels; direct takes ${9 * product(other.output)}.`,
    };
  });
  return {
    question: `If the output of this layer were ${edge} × ${edge}, which tile would need fewest multiplications?`,
    choices,
  };
}
