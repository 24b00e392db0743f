/** What a library's rule for convolutions is: it sees a window and where it runs, and names an algorithm with its reason. */
import type { Bytes } from "../../base/units.ts";
import type { ConvAlgorithmId } from "../../cost/conv/algorithm.ts";
import { isDepthwise, isPlainPointwise, isTransposed } from "../../cost/conv/algorithm.ts";
import type { Window } from "../../cost/node-cost.ts";
import type { Precision } from "../../device/device.ts";

/** What decides besides the window. */
export interface ConvContext {
  readonly threads: number;
  readonly precision: Precision;
  /** Of the core or cluster that runs; undefined: unknown. */
  readonly l2Bytes: Bytes | undefined;
  /** Does the library know height and width when it loads the model? */
  readonly isShapeKnown: boolean;
}

export interface Pick {
  readonly algorithm: ConvAlgorithmId;
  /** A sentence. */
  readonly reason: string;
  /** "read" in the library's source, or our own fallback where that says nothing we know. */
  readonly kind: "read" | "assumed";
}

/** The way in which a library has the columns of its matrix product. */
export type Gemm = "im2col" | "im2col-tiled" | "im2col-indirect";

export interface Library {
  readonly id: string;
  readonly label: string;
  /** Repository and commit, or files, in which the rule was read. */
  readonly source: string;
  /** What the rule was read for; others are assumed to follow it. */
  readonly precisions: readonly Precision[];
  readonly gemm: Gemm;
  /** The rule for windows of two dimensions. */
  readonly choose: (window: Window, context: ConvContext) => Pick;
}

export const read = (algorithm: ConvAlgorithmId, reason: string): Pick => ({ algorithm, reason, kind: "read" });
export const assume = (algorithm: ConvAlgorithmId, reason: string): Pick => ({ algorithm, reason, kind: "assumed" });

/** The matrix product that fits a window: nothing to unfold for 1 x 1, a loop over groups where whole columns are built. */
export function gemmFor(window: Window, gemm: Gemm): ConvAlgorithmId {
  if (isTransposed(window)) return "col2im";
  if (isPlainPointwise(window)) return "pointwise";
  return window.groups > 1 && gemm === "im2col" ? "grouped" : gemm;
}

/** What nearly every library does, for where a rule was not read. */
export function usual(window: Window, gemm: Gemm): ConvAlgorithmId {
  if (isTransposed(window)) return "col2im";
  return isDepthwise(window) ? "depthwise" : gemmFor(window, gemm);
}

const isWinograd = (id: ConvAlgorithmId): boolean => id.startsWith("winograd");

/** A library's pick for any window and precision, with what had to be assumed. */
export function pickOf(library: Library, window: Window, context: ConvContext): Pick {
  const axes = window.kernel.length;
  if (axes !== 2) {
    return assume(
      usual(window, library.gemm),
      `Its rules were read for two dimensions, not ${axes}: the usual way is assumed.`,
    );
  }
  const pick = library.choose(window, context);
  const { precision } = context;
  if (library.precisions.includes(precision)) return pick;
  const known = library.precisions.join(" and ");
  return precision === "int8" && isWinograd(pick.algorithm)
    ? assume(usual(window, library.gemm), `Its rule was read for ${known}; for int8 a matrix product is assumed.`)
    : assume(pick.algorithm, `${pick.reason} Read for ${known}, assumed for ${precision}.`);
}
