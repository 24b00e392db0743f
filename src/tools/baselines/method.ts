/** What every method under judgement is: it learns from rows and then predicts rows it did not see. One file each. */
import type { Seconds } from "../../base/units.ts";
import type { AtlasRow, SourceId } from "../atlas/row.ts";
import type { SplitId } from "../evaluate/splits.ts";

export interface Estimate {
  readonly seconds: Seconds;
  /** An 80 % interval, where the method has its own; else the harness calibrates one on training networks held out. */
  readonly low?: Seconds;
  readonly high?: Seconds;
}

/** Undefined: the method cannot say, and is judged on the rows it can. */
export type Predict = (row: AtlasRow) => Estimate | undefined;

export interface Method {
  readonly id: string;
  readonly label: string;
  /** How it works here, in a sentence or two: what a reader needs to compare it fairly. */
  readonly note: string;
  /** Raised when its results change, so that kept results of an older one are not used. */
  readonly version: number;
  /** Those it can learn from; absent: all. */
  readonly sources?: readonly SourceId[];
  /** Those it is judged on; absent: all. */
  readonly splits?: readonly SplitId[];
  readonly fit: (rows: readonly AtlasRow[], seed: number) => Predict | Promise<Predict>;
}

/** A model of one configuration: seconds of a graph. */
export type GraphTime = (row: AtlasRow) => number | undefined;
