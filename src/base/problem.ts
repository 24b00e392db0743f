/**
 * What can be wrong with the user's input. A problem is data, never a thrown bug: it has a code for programs, and
 * `explain` (explain.ts) gives the plain sentence. Bugs stay ordinary exceptions and are not caught.
 */

/** What a file that is not an ONNX model looks like instead. */
export type Lookalike =
  | "html"
  | "lfs-pointer"
  | "zip"
  | "gzip"
  | "appledouble"
  | "ort"
  | "tflite"
  | "pytorch"
  | "hdf5"
  | "json"
  | "text"
  | "image"
  | "tensorflow";

/** A reason why a file cannot be opened at all. `byteOffset` is where reading stopped. */
export type FileProblem =
  | { readonly code: "empty-file" }
  | { readonly code: "unreadable"; readonly detail: string }
  | { readonly code: "not-onnx"; readonly lookalike?: Lookalike; readonly byteOffset: number }
  | { readonly code: "truncated"; readonly byteOffset: number; readonly detail: string }
  | { readonly code: "malformed"; readonly byteOffset: number; readonly detail: string }
  | { readonly code: "too-deep"; readonly byteOffset: number; readonly limit: number }
  | { readonly code: "too-large"; readonly detail: string }
  | { readonly code: "no-graph" }
  | { readonly code: "cyclic-graph"; readonly nodes: readonly string[] }
  | { readonly code: "bad-option"; readonly detail: string };

/** A flaw of a model that was opened nevertheless. `node` is the id of the node it concerns. */
export type ModelProblem = {
  readonly code:
    | "unknown-operator"
    | "unknown-shape"
    | "bad-node"
    | "contradiction"
    | "external-data"
    | "unsafe-location"
    | "short-file"
    | "missing-data"
    | "duplicate-name"
    | "undefined-input"
    | "unsorted"
    | "assumed-dim"
    | "opset"
    | "format";
  readonly detail: string;
  readonly node?: string;
};

export type Problem = FileProblem | ModelProblem;

export type Outcome<T, P = FileProblem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: P };

/** Carries a file problem out of deep code; `outcomeOf` turns it back into data at the border. */
export class ProblemError extends Error {
  readonly problem: FileProblem;
  constructor(problem: FileProblem) {
    super(problem.code);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** Runs `job`, giving its value or the problem it threw. Anything else thrown is a bug and passes through. */
export async function outcomeOf<T>(job: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await job() };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}
