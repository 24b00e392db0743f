/** The essence of a model as JSON, for files that people hand on: read strictly, for predictors trust its numbers. */
import { isDType } from "../base/dtype.ts";
import {
  type Edge,
  type NodeCost,
  type OpKind,
  type Product,
  type TensorInfo,
  trafficOf,
  type Window,
} from "../cost/node-cost.ts";
import type { PredictorInput } from "../predict/predictor.ts";

type Fields = Readonly<Record<string, unknown>>;
type Shape = NonNullable<TensorInfo["shape"]>;

/** What `essenceOf` gives, without what it left empty: `null` stands for an unknown size, an absent field for an unknown value. */
export const essenceJson = ({ nodes, edges, unfused = false }: PredictorInput): Fields => ({
  nodes: nodes.map(({ outputs: [output], ...node }) => ({
    op: node.op,
    kind: node.kind,
    output: output === undefined ? undefined : { dtype: output.dtype, shape: output.shape },
    macs: node.macs,
    flops: node.flops,
    params: node.params,
    weightBytes: node.weightBytes,
    readBytes: node.readBytes,
    writeBytes: node.writeBytes,
    times: node.times,
    window: node.window,
    product: node.product,
    attributes: node.attributes,
  })),
  edges: edges.map(({ from, to }) => [from, to]),
  unfused: unfused ? true : undefined,
});

/** Undefined where anything in it is not as `essenceJson` writes it. */
export function essenceIn(value: unknown): PredictorInput | undefined {
  if (!isFields(value)) return undefined;
  const { nodes: written, edges: pairs, unfused = false } = value;
  const nodes = listOf(written, nodeIn);
  const edges = listOf(pairs, edgeIn);
  if (nodes === undefined || edges === undefined || typeof unfused !== "boolean") return undefined;
  // Nodes are in execution order: what feeds one stands before it.
  if (!edges.every(({ from, to }) => from < to && to < nodes.length)) return undefined;
  return { nodes, edges, ...(unfused && { unfused }) };
}

function nodeIn(value: unknown): NodeCost | undefined {
  if (!isFields(value)) return undefined;
  const { op, kind: family, output, attributes, window: wide, product: made } = value;
  const kind = kinds.find((one) => one === family);
  const outputs = output === undefined ? [] : listOf([output], tensorIn);
  const window = wide === undefined ? undefined : windowIn(wide);
  const product = made === undefined ? undefined : productIn(made);
  if (typeof op !== "string" || kind === undefined || outputs === undefined || !isTexts(attributes)) return undefined;
  if ((wide !== undefined && window === undefined) || (made !== undefined && product === undefined)) return undefined;
  const { macs, flops, params, weightBytes, readBytes, writeBytes, times } = value;
  if (!isAmount(macs) || !isAmount(flops) || !isAmount(params) || !isAmount(times)) return undefined;
  if (!isAmount(weightBytes) || !isAmount(readBytes) || !isAmount(writeBytes)) return undefined;
  const costs = { macs, flops, params, weightBytes, readBytes, writeBytes };
  const traffic = trafficOf(costs);
  const intensity = flops === undefined || traffic === undefined || traffic === 0 ? undefined : flops / traffic;
  const empty = { id: "", name: "", domain: "", note: "", inputs: [], folded: false, parent: undefined } as const;
  return { ...empty, op, kind, outputs, ...costs, intensity, times, window, product, attributes };
}

function tensorIn(value: unknown): TensorInfo | undefined {
  if (!isFields(value)) return undefined;
  const { dtype, shape: sizes } = value;
  if (dtype !== undefined && !isDType(dtype)) return undefined;
  const shape = sizes === undefined ? undefined : shapeIn(sizes);
  return sizes !== undefined && shape === undefined ? undefined : { name: "", dtype, shape, type: "" };
}

/** An unknown size is `null` in JSON. */
function shapeIn(value: unknown): Shape | undefined {
  if (!Array.isArray(value)) return undefined;
  const sizes: readonly unknown[] = value;
  return sizes.every((size) => size === null || isCount(size))
    ? sizes.map((size) => (isCount(size) ? size : undefined))
    : undefined;
}

function windowIn(value: unknown): Window | undefined {
  if (!isFields(value)) return undefined;
  const { kind: family, batch, inputChannels, outputChannels, groups } = value;
  const kind = windowKinds.find((one) => one === family);
  const { input, output, kernel, strides, dilations, pads } = value;
  if (!isCount(batch) || !isCount(inputChannels) || !isCount(outputChannels) || !isCount(groups)) return undefined;
  if (kind === undefined || !isCounts(kernel)) return undefined;
  const rank = kernel.length;
  if (!isCounts(input, rank) || !isCounts(output, rank) || !isCounts(strides, rank)) return undefined;
  if (!isCounts(dilations, rank) || !isIntegers(pads, 2 * rank)) return undefined;
  const channels = { batch, inputChannels, outputChannels, groups };
  return { kind, ...channels, input, output, kernel, strides, dilations, pads };
}

function productIn(value: unknown): Product | undefined {
  const { batch, m, n, k }: Fields = isFields(value) ? value : {};
  return isCount(batch) && isCount(m) && isCount(n) && isCount(k) ? { batch, m, n, k } : undefined;
}

function edgeIn(value: unknown): Edge | undefined {
  if (!isCounts(value, 2)) return undefined;
  const [from = 0, to = 0] = value;
  return { from, to, bytes: undefined };
}

/** Every item read, or undefined where one of them cannot be. */
function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.flatMap((item: unknown) => read(item) ?? []);
  return items.length === value.length ? items : undefined;
}

/** The compiler asks for a line for each family. */
const isKind: Readonly<Record<OpKind, true>> = {
  conv: true,
  matmul: true,
  normalization: true,
  activation: true,
  pool: true,
  elementwise: true,
  reduce: true,
  move: true,
  control: true,
  other: true,
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the line above
const kinds = Object.keys(isKind) as readonly OpKind[];
const windowKinds: readonly Window["kind"][] = ["conv", "conv-transpose", "pool"];

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isFields(value) && Object.values(value).every((text) => typeof text === "string");

/** A whole number that is not negative. */
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Costs and repetitions: means of branches need not be whole. */
const isAmount = (value: unknown): value is number | undefined =>
  value === undefined || (typeof value === "number" && Number.isFinite(value) && value >= 0);

const isListOf = (value: unknown, length: number | undefined, isItem: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && (length === undefined || value.length === length) && value.every(isItem);

const isCounts = (value: unknown, length?: number): value is readonly number[] => isListOf(value, length, isCount);

const isIntegers = (value: unknown, length: number): value is readonly number[] =>
  isListOf(value, length, Number.isSafeInteger);
