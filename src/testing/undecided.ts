/**
 * Proof that a file leaves a shape open: two runs of it, with other values for the same inputs, whose outputs differ in
 * shape. Values are tried at random, with a seed.
 */
import type { DType } from "../base/dtype.ts";
import { randomSource } from "../generate/random.ts";
import type { Model, TensorDef, ValueDef } from "../onnx/model.ts";
import { factText, inferModel } from "./graph-text.ts";

const attempts = 4000;
const whole = [0, 1, 2, 3, -1, -2, 4, 5, 6, 8, 10, 12, 24, -3, -4];
const fractions = [0.5, 0.6, 1, 1.5, 2, 2.5, 3, 4, 0, 8];

const candidates: Readonly<Partial<Record<DType, readonly number[]>>> = {
  int64: whole,
  int32: whole,
  bool: [0, 1],
  float32: fractions,
  float16: fractions,
};

interface Open {
  readonly input: ValueDef;
  readonly dtype: DType;
  readonly dims: readonly number[];
}

/** Inputs small enough to be sizes, axes or scales rather than data. */
const openInputs = (model: Model): readonly Open[] =>
  model.graph.inputs.flatMap((input): readonly Open[] => {
    const { type } = input;
    if (type?.kind !== "tensor" || type.dtype === undefined || candidates[type.dtype] === undefined) return [];
    const dims = (type.shape ?? [undefined]).filter((size) => typeof size === "number");
    const few = dims.length === type.shape?.length && dims.length <= 1 && (dims[0] ?? 1) <= 16;
    return few ? [{ input, dtype: type.dtype, dims }] : [];
  });

/** The shapes of two valid runs that differ; undefined when none were found. */
export function twoShapes(model: Model): readonly [string, string] | undefined {
  const open = openInputs(model);
  const random = randomSource(1);
  let first: string | undefined;
  for (let attempt = 0; attempt < attempts && open.length > 0; attempt += 1) {
    const given = open.map(({ input, dtype, dims }): TensorDef => {
      const pool = candidates[dtype] ?? whole;
      const count = dims.reduce((a, b) => a * b, 1);
      const values = Array.from({ length: count }, () => pool[Math.floor(random() * pool.length)] ?? 0);
      return { name: input.name, dtype, dims, data: { kind: "values", values } };
    });
    const shapes = shapesOf({
      ...model,
      graph: { ...model.graph, initializers: [...model.graph.initializers, ...given] },
    });
    if (shapes === undefined) continue;
    if (first !== undefined && shapes !== first) return [first, shapes];
    first ??= shapes;
  }
  return undefined;
}

/** Of a run that no node contradicts and whose outputs are all known. */
function shapesOf(model: Model): string | undefined {
  const { graph, problems } = inferModel(model);
  if (problems.some((problem) => problem.code === "bad-node" || problem.code === "contradiction")) return undefined;
  const texts = model.graph.outputs.map(({ name }) => factText(graph.facts.get(name)));
  return texts.every((text) => /\[[\d,]*\]/.test(text)) ? texts.join(" ") : undefined;
}
