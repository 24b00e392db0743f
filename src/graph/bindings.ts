/**
 * Values for the sizes a model leaves open. The caller's choice comes first; a batch-like size is 1; the rest gets a
 * stated default, so that every model shows numbers at once and says which of them nobody chose.
 */
import type { DimDef, TypeDef } from "../onnx/model.ts";
import { type Dim, symbol } from "./dims.ts";
import type { Graph } from "./graph.ts";

export interface Bindings {
  readonly values: ReadonlyMap<string, number>;
  /** Names nobody chose → why they have their value. */
  readonly assumed: ReadonlyMap<string, string>;
  /** Names the caller set that no input has; sizes that only run time decides are among them. */
  readonly unused: readonly string[];
}

/**
 * Sides of an image whose size is open: what most classifiers are trained at, then sizes that detectors and encoders
 * with many halvings take, for models that contradict themselves at 224.
 */
const imageSides = [224, 256, 320, 640, 512, 384, 416, 32];
/** Steps of a sequence whose length is open: a short paragraph, then less for short position tables, more for audio. */
const sequenceLengths = [128, 64, 512, 256, 32, 16, 8, 1];

/** How many sets of assumed sizes there are to try. */
export const sizeAttempts = imageSides.length;

const batchLike = /(^|_|\.|-)(n|b|bs|nb|batch|batch_?size|batch_?dim|none|unk_*\d*)($|_|\.|-|\d)/i;

/** Symbol of a nameless open size: the input's name and the axis. */
export const namelessSize = (input: string, axis: number): string => `${input}.${axis}`;

/** `shaped` inputs have a whole shape from the caller, so nothing is assumed for them. `attempt` (0 to sizeAttempts - 1) picks among the usual sizes, for models that contradict themselves at the first. */
export function bindSizes(
  graph: Graph,
  chosen: Readonly<Record<string, number>>,
  attempt = 0,
  shaped: ReadonlySet<string> = new Set(),
): Bindings {
  // In the order of the inputs, so that a choice moves no row of a list.
  const values = new Map<string, number>();
  const own = new Map(Object.entries(chosen));
  const assumed = new Map<string, string>();
  const names = new Set<string>();
  for (const input of graph.inputs) {
    const type = graph.declared.get(input);
    if (type?.kind !== "tensor" || type.shape === undefined) continue;
    type.shape.forEach((size, axis) => {
      if (isFixed(size)) return;
      const name = typeof size === "string" && size !== "" ? size : namelessSize(input, axis);
      names.add(name);
      const choice = own.get(name);
      if (choice !== undefined) values.set(name, choice);
      if (values.has(name) || shaped.has(input)) return;
      const [value, why] = assumption(name, axis, type, attempt);
      values.set(name, value);
      assumed.set(name, why);
    });
  }
  const unused = [...own].filter(([name]) => !names.has(name));
  for (const [name, size] of unused) values.set(name, size);
  return { values, assumed, unused: unused.map(([name]) => name) };
}

/** 0 and negative sizes in a declared input mean "open" in files of old exporters. */
const isFixed = (size: DimDef): size is number => typeof size === "number" && size > 0;

function assumption(
  name: string,
  axis: number,
  type: Extract<TypeDef, { kind: "tensor" }>,
  attempt: number,
): readonly [number, string] {
  const imageSide = imageSides[attempt] ?? 224;
  const sequenceLength = sequenceLengths[attempt] ?? 1;
  const rank = type.shape?.length ?? 0;
  const nameless = name.includes(".") && name.endsWith(`.${axis}`);
  if (batchLike.test(name) || (axis === 0 && (nameless || rank === 4))) return [1, "batch of one"];
  if (rank === 4) {
    const [, second, , last] = type.shape ?? [];
    const channelsLast = isFixed(last) && last <= 4 && !(isFixed(second) && second <= 4);
    const isChannel = channelsLast ? axis === 3 : axis === 1;
    return isChannel ? [3, "colour image"] : [imageSide, "usual image side"];
  }
  const [first, , last] = type.shape ?? [];
  // [layers, batch, features]: the state of a recurrent network.
  if (rank === 3 && axis === 1 && isFixed(first) && first > 1 && isFixed(last)) return [1, "batch of one"];
  if (rank === 3 && axis < 2 && isFixed(last) && (last === 1 || last === 3 || last === 4)) {
    return [imageSide, "usual image side"];
  }
  return rank <= 3 ? [sequenceLength, "usual sequence length"] : [1, "open size"];
}

/** The size of an input along an axis under these bindings. */
export function boundSize(bindings: Bindings, input: string, size: DimDef, axis: number): Dim {
  if (isFixed(size)) return size;
  const name = typeof size === "string" && size !== "" ? size : namelessSize(input, axis);
  return bindings.values.get(name) ?? symbol(name);
}
