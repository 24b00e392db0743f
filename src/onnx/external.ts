/**
 * Weights in files beside the model: which files a model names, whether its tensors lie inside them, and the elements of
 * the small ones that decide shapes. Whole weights are never read.
 */
import { bytesOf, type DType, isInteger } from "../base/dtype.ts";
import type { ModelProblem } from "../base/problem.ts";
import type { ByteSource } from "../base/source.ts";
import { type Flaws, noFlaws, note, problemsOf } from "./flaws.ts";
import { type Model, smallTensorElements, type TensorData, type TensorDef } from "./model.ts";
import { valuesOf } from "./tensor-data.ts";
import { countOf } from "./tensors.ts";
import { mapTensors, visitTensors } from "./visit-tensors.ts";
import { readFrom } from "./window.ts";

/**
 * Gives the file of a safe relative name, `/` between its parts; undefined where there is none, "outside" where the name
 * leads out of the model's folder after all (a link).
 */
export type Siblings = (location: string) => Promise<ByteSource | "outside" | undefined>;

export const noSiblings: Siblings = () => Promise.resolve(undefined);

/** A file that the model names. */
export interface ExternalFile {
  readonly location: string;
  readonly state: "attached" | "missing" | "refused";
  /** Undefined while it is not attached. */
  readonly bytes: number | undefined;
  readonly bytesRead: number;
  /** How many tensors lie in it. */
  readonly tensors: number;
}

export interface Attached {
  readonly model: Model;
  readonly files: readonly ExternalFile[];
}

/** No exporter names more files; one that gives each tensor its own names some thousands. */
const maximumFiles = 20_000;
/** Shapes, axes and scales of the largest models are a few hundred kilobytes. */
const maximumBytes = 1 << 24;
/** Factors of Resize and bounds of Range are a few floats; longer lists of floats are weights. */
const smallFloats = 64;
/** Small tensors this near to each other are read at once. */
const readOver = 1 << 12;

interface Part {
  readonly tensor: TensorDef;
  readonly dtype: DType | undefined;
  readonly count: number;
  readonly offset: number;
  readonly length: number;
}

/**
 * Attaches the files that `siblings` has. What is missing, leads elsewhere or is too short is told in the model's
 * problems, and its tensors keep their dims without values.
 */
export async function attachExternal(
  model: Model,
  siblings: Siblings = noSiblings,
  signal?: { readonly aborted: boolean },
): Promise<Attached> {
  const byLocation = new Map<string, TensorDef[]>();
  visitTensors(model, (tensor) => {
    if (tensor.data.kind !== "external") return;
    const known = byLocation.get(tensor.data.location);
    if (known === undefined) byLocation.set(tensor.data.location, [tensor]);
    else known.push(tensor);
  });
  if (byLocation.size === 0) return { model, files: [] };
  const flaws = noFlaws();
  const values = new Map<TensorDef, TensorData>();
  const files: ExternalFile[] = [];
  const budget = { bytes: maximumBytes };
  for (const [location, tensors] of byLocation) {
    if (signal?.aborted === true) throw aborted();
    // One after the other: thousands of files opened at once are more than a system allows.
    // oxlint-disable-next-line no-await-in-loop
    const source = files.length < maximumFiles ? await siblings(location) : undefined;
    const attached = source === "outside" ? undefined : source;
    if (attached === undefined) noteAbsent(flaws, location, tensors, source === "outside");
    else {
      const parts = partsOf(tensors, location, attached.size, flaws);
      // oxlint-disable-next-line no-await-in-loop
      await readSmall(attached, parts, budget, values);
    }
    files.push({
      location,
      state: attached !== undefined ? "attached" : source === "outside" ? "refused" : "missing",
      bytes: attached?.size,
      bytesRead: attached?.bytesRead() ?? 0,
      tensors: tensors.length,
    });
  }
  const problems: readonly ModelProblem[] = [...model.problems, ...problemsOf(flaws)];
  const filled = values.size === 0 ? model : mapTensors(model, (tensor) => withData(tensor, values.get(tensor)));
  return { model: { ...filled, problems }, files };
}

const withData = (tensor: TensorDef, data: TensorData | undefined): TensorDef =>
  data === undefined ? tensor : { ...tensor, data };

const labelOf = (tensor: TensorDef): string => tensor.name || "a tensor without name";

function noteAbsent(flaws: Flaws, location: string, tensors: readonly TensorDef[], outside: boolean): void {
  const where = location.slice(0, 200);
  for (const tensor of tensors) {
    if (outside) note(flaws, "unsafe-location", labelOf(tensor), (names) => `${where} (${names})`);
    else note(flaws, "external-data", labelOf(tensor), (names) => `${where} (${names})`);
  }
}

/** The tensors that lie inside a file of `size` bytes, by where they begin. */
function partsOf(tensors: readonly TensorDef[], location: string, size: number, flaws: Flaws): readonly Part[] {
  const parts = tensors.flatMap((tensor): Part[] => {
    const { dtype, data } = tensor;
    if (data.kind !== "external") return [];
    const count = tensor.stored ?? countOf(tensor.dims);
    const needed = dtype === undefined || dtype === "string" ? undefined : bytesOf(dtype, count);
    const length = data.length ?? needed ?? 0;
    if (data.offset + length > size) {
      const where = location.slice(0, 200);
      note(flaws, "short-file", labelOf(tensor), (names) => `${where} has ${size} bytes, too few for ${names}`);
      return [];
    }
    if (needed !== undefined && length !== needed) {
      note(
        flaws,
        "missing-data",
        labelOf(tensor),
        (names) => `the data of ${names} do not have the size of their dims`,
      );
      return [];
    }
    return [{ tensor, dtype, count, offset: data.offset, length }];
  });
  return parts.sort((a, b) => a.offset - b.offset);
}

const isWanted = ({ tensor, dtype, count }: Part): boolean =>
  // The stored values of a sparse tensor are not its elements.
  dtype !== undefined && tensor.stored === undefined && count <= (isInteger(dtype) ? smallTensorElements : smallFloats);

/** Reads the small ones, neighbours together, while the budget lasts. */
async function readSmall(
  source: ByteSource,
  parts: readonly Part[],
  budget: { bytes: number },
  values: Map<TensorDef, TensorData>,
): Promise<void> {
  for (const run of runsOf(parts.filter(isWanted))) {
    const begin = run[0]?.offset ?? 0;
    const length = Math.max(...run.map((part) => part.offset + part.length)) - begin;
    budget.bytes -= length;
    if (budget.bytes < 0) return;
    // oxlint-disable-next-line no-await-in-loop
    const bytes = await readFrom(source, begin, length);
    for (const part of run) {
      const at = part.offset - begin;
      const raw = bytes.subarray(at, at + part.length);
      const decoded = part.dtype && valuesOf(part.dtype, part.count, { list: "raw", bytes: raw });
      if (decoded !== undefined) values.set(part.tensor, { kind: "values", values: decoded });
    }
  }
}

/** Groups of parts that are read at once. */
function runsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const runs: Part[][] = [];
  let end = -Infinity;
  for (const part of parts) {
    const last = runs.at(-1);
    // Bounded, so that a run of many neighbours does not use up the budget in one piece.
    const begin = last?.[0]?.offset ?? 0;
    if (last === undefined || part.offset - end > readOver || part.offset - begin > 1 << 20) runs.push([part]);
    else last.push(part);
    end = Math.max(end, part.offset + part.length);
  }
  return runs;
}

function aborted(): Error {
  const error = new Error("reading was cancelled");
  error.name = "AbortError";
  return error;
}
