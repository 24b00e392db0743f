/** The result of opening a file: everything the views, the predictors and the command line work from, as plain data. */
import type { ModelProblem } from "../base/problem.ts";
import type { ExternalFile } from "../onnx/external.ts";
import type { MemoryGraph } from "../cost/memory/memory-graph.ts";
import type { Edge, NodeCost, TensorInfo, Totals } from "../cost/node-cost.ts";
import type { Kept } from "../ops/width/with-width.ts";

/** A size that only run time decides, for which the user may assume a value. */
export interface OpenSize {
  /** As `AnalyzeOptions.dims` takes it. */
  readonly name: string;
  /** The node that asks. */
  readonly node: string;
  /** "How many boxes does NMS keep?" */
  readonly question: string;
  /** What decides it: "the values of input scores". */
  readonly because: string;
  /** The most it can be; undefined where nothing bounds it. */
  readonly atMost: number | undefined;
  /** Nodes whose cost is not known because of it. */
  readonly waiting: number;
}

export interface Analysis {
  readonly file: { readonly name: string; readonly bytes: number; readonly bytesRead: number };
  readonly model: {
    readonly irVersion: number | undefined;
    readonly opsets: Readonly<Record<string, number>>;
    readonly producer: string;
    readonly inputs: readonly TensorInfo[];
    readonly outputs: readonly TensorInfo[];
    /** Values used for symbolic sizes, the caller's and the assumed ones. */
    readonly dims: Readonly<Record<string, number>>;
    /** Which of `dims` nobody chose: name → why this value. */
    readonly assumed: Readonly<Record<string, string>>;
    /** Sizes that only run time decides, those with a value in `dims` too; in execution order. */
    readonly open: readonly OpenSize[];
  };
  /** In execution order; nested nodes follow their parent. */
  readonly nodes: readonly NodeCost[];
  readonly edges: readonly Edge[];
  readonly totals: Totals;
  /** What the nodes keep in memory, for timelines, arenas and other orders. */
  readonly memory: MemoryGraph;
  /** What another width made of it; absent at its own width. */
  readonly width?: Width;
  /** The other files that the model names for its weights. */
  readonly external: readonly ExternalFile[];
  readonly problems: readonly ModelProblem[];
}

/** How a model came to have another width. */
export interface Width {
  /** What the output channels of convolutions were multiplied with, before rounding. */
  readonly factor: number;
  /** Convolutions that changed, of all that are outside bodies. */
  readonly changed: number;
  readonly convolutions: number;
  readonly kept: readonly Kept[];
}

/** What the caller fixes before shapes are inferred. */
export interface AnalyzeOptions {
  /** Symbolic size → value: names the file gives, `input.axis` for nameless ones, and those of `OpenSize`. */
  readonly dims?: Readonly<Record<string, number>>;
  /** Input name → whole shape. */
  readonly inputShapes?: Readonly<Record<string, readonly number[]>>;
  /** Multiplies the output channels of convolutions (see ops/width); 1 and absent leave the model as it is. */
  readonly width?: number;
}
