/**
 * Writes ONNX models layer by layer: `x = net.conv("layer1.0.conv1", x, { channels: 64, kernel: 3 })`. It follows the
 * shapes, so that weights get the right dims. Misuse is a bug of the caller and throws.
 */
import type { Model } from "../onnx/model.ts";
import {
  addConstant,
  addInput,
  addNode,
  type Attributes,
  addWeight,
  type Draft,
  type DraftOptions,
  draftOf,
  finish,
  float,
  int,
  ints,
  type Value,
} from "./draft.ts";

export type { Value } from "./draft.ts";

export interface BuilderOptions extends DraftOptions {
  /** After each of these convolutions (counted from 0) a 1x1 convolution of equal width is inserted. */
  readonly insertedPointwise?: readonly number[];
}

export interface ConvOptions {
  readonly channels: number;
  /** One number for both axes. Default 1. */
  readonly kernel?: number;
  readonly stride?: number;
  /** On each side. Default keeps the size at stride 1: dilation · (kernel - 1) / 2. */
  readonly pad?: number;
  readonly groups?: number;
  readonly dilation?: number;
  /** Default true: a folded batch normalization leaves a bias. */
  readonly bias?: boolean;
}

export interface PoolOptions {
  readonly kernel: number;
  readonly stride: number;
  readonly pad?: number;
  /** The last window may reach over the edge. */
  readonly ceil?: boolean;
}

type Unary = "Relu" | "Sigmoid" | "HardSwish" | "Erf";

export class Builder {
  readonly draft: Draft;
  readonly #inserted: ReadonlySet<number>;
  #convolutions = 0;

  constructor(options: BuilderOptions) {
    this.draft = draftOf(options);
    this.#inserted = new Set(options.insertedPointwise);
  }

  /** A float32 input of these sizes after the batch. */
  input(name: string, sizes: readonly number[]): Value {
    return addInput(this.draft, name, sizes);
  }

  finish(...outputs: readonly Value[]): Model {
    return finish(this.draft, outputs);
  }

  #node(op: string, name: string, inputs: readonly string[], shape: readonly number[], attributes?: Attributes): Value {
    const [value] = addNode(this.draft, op, name, inputs, [shape], attributes);
    if (value === undefined) throw new Error(`${name} has no output`);
    return value;
  }

  conv(name: string, x: Value, options: ConvOptions): Value {
    const y = this.#conv(name, x, options);
    const index = this.#convolutions;
    this.#convolutions += 1;
    return this.#inserted.has(index) ? this.#conv(`${name}.inserted`, y, { channels: options.channels }) : y;
  }

  #conv(name: string, x: Value, options: ConvOptions): Value {
    const { channels, kernel = 1, stride = 1, groups = 1, dilation = 1, bias = true } = options;
    const [batch, inputChannels, height, width] = image(name, x);
    if (inputChannels % groups !== 0 || channels % groups !== 0) {
      throw new Error(`${name}: ${groups} groups do not divide ${inputChannels} and ${channels} channels`);
    }
    const pad = options.pad ?? Math.floor((dilation * (kernel - 1)) / 2);
    const extent = dilation * (kernel - 1) + 1;
    const out = (size: number) => slide(name, size, { kernel: extent, stride, pad });
    const fanIn = (inputChannels / groups) * kernel * kernel;
    const weight = addWeight(this.draft, `${name}.weight`, [channels, inputChannels / groups, kernel, kernel], fanIn);
    const inputs = [x.name, weight, ...(bias ? [addWeight(this.draft, `${name}.bias`, [channels], fanIn)] : [])];
    return this.#node("Conv", name, inputs, [batch, channels, out(height), out(width)], {
      dilations: ints([dilation, dilation]),
      group: int(groups),
      kernel_shape: ints([kernel, kernel]),
      pads: ints([pad, pad, pad, pad]),
      strides: ints([stride, stride]),
    });
  }

  #unary(op: Unary, name: string, x: Value): Value {
    return this.#node(op, name, [x.name], x.shape);
  }

  relu(name: string, x: Value): Value {
    return this.#unary("Relu", name, x);
  }

  sigmoid(name: string, x: Value): Value {
    return this.#unary("Sigmoid", name, x);
  }

  hardSwish(name: string, x: Value): Value {
    return this.#unary("HardSwish", name, x);
  }

  /** min(max(x, 0), 6), which ONNX writes as Clip. */
  relu6(name: string, x: Value): Value {
    const limits = [addConstant(this.draft, "float32", 0), addConstant(this.draft, "float32", 6)];
    return this.#node("Clip", name, [x.name, ...limits], x.shape);
  }

  /** x · (1 + erf(x / √2)) / 2, in the five nodes exporters write below opset 20. */
  gelu(name: string, x: Value): Value {
    const scaled = this.#withScalar("Div", `${name}.div`, x, Math.SQRT2);
    const shifted = this.#withScalar("Add", `${name}.add`, this.#unary("Erf", `${name}.erf`, scaled), 1);
    return this.#withScalar("Mul", `${name}.half`, this.mul(`${name}.mul`, x, shifted), 0.5);
  }

  #withScalar(op: "Add" | "Mul" | "Div", name: string, x: Value, scalar: number): Value {
    return this.#node(op, name, [x.name, addConstant(this.draft, "float32", scalar)], x.shape);
  }

  scale(name: string, x: Value, factor: number): Value {
    return this.#withScalar("Mul", name, x, factor);
  }

  add(name: string, a: Value, b: Value): Value {
    return this.#node("Add", name, [a.name, b.name], broadcast(name, a.shape, b.shape));
  }

  mul(name: string, a: Value, b: Value): Value {
    return this.#node("Mul", name, [a.name, b.name], broadcast(name, a.shape, b.shape));
  }

  /** Adds a trained tensor that broadcasts over `x`: a bias, a position embedding. */
  addWeight(name: string, x: Value, weightName: string, dims: readonly number[]): Value {
    const shape = broadcast(name, x.shape, dims);
    return this.#node("Add", name, [x.name, addWeight(this.draft, weightName, dims, dims.at(-1) ?? 1)], shape);
  }

  maxPool(name: string, x: Value, options: PoolOptions): Value {
    return this.#pool("MaxPool", name, x, options, {});
  }

  averagePool(name: string, x: Value, options: PoolOptions): Value {
    return this.#pool("AveragePool", name, x, options, { count_include_pad: int(1) });
  }

  #pool(op: string, name: string, x: Value, options: PoolOptions, more: Attributes): Value {
    const { kernel, stride, pad = 0, ceil = false } = options;
    const [batch, channels, height, width] = image(name, x);
    const out = (size: number) => slide(name, size, { kernel, stride, pad, ceil });
    return this.#node(op, name, [x.name], [batch, channels, out(height), out(width)], {
      ceil_mode: int(ceil ? 1 : 0),
      kernel_shape: ints([kernel, kernel]),
      pads: ints([pad, pad, pad, pad]),
      strides: ints([stride, stride]),
      ...more,
    });
  }

  /** Averages to `size` x `size`; exact adaptive pooling where `size` divides the image. A smaller image stays. */
  averageTo(name: string, x: Value, size: number): Value {
    const [, , height] = image(name, x);
    if (height < size) return x;
    const stride = Math.floor(height / size);
    return this.averagePool(name, x, { kernel: height - (size - 1) * stride, stride });
  }

  globalAveragePool(name: string, x: Value): Value {
    const [batch, channels] = image(name, x);
    return this.#node("GlobalAveragePool", name, [x.name], [batch, channels, 1, 1]);
  }

  /** The mean over height and width, without keeping their axes. */
  spatialMean(name: string, x: Value): Value {
    const [batch, channels] = image(name, x);
    return this.#node("ReduceMean", name, [x.name], [batch, channels], { axes: ints([2, 3]), keepdims: int(0) });
  }

  concat(name: string, parts: readonly Value[], axis: number): Value {
    const [first] = parts;
    if (first === undefined) throw new Error(`${name}: nothing to concatenate`);
    const length = parts.reduce((total, part) => total + (part.shape[axis] ?? 0), 0);
    const shape = first.shape.map((size, index) => (index === axis ? length : size));
    for (const part of parts) {
      if (part.shape.some((size, index) => index !== axis && size !== shape[index])) {
        throw new Error(`${name}: [${part.shape.join(",")}] does not line up with [${first.shape.join(",")}]`);
      }
    }
    return this.#node(
      "Concat",
      name,
      parts.map((part) => part.name),
      shape,
      { axis: int(axis) },
    );
  }

  /** Equal parts along an axis. */
  split(name: string, x: Value, parts: number, axis: number): readonly Value[] {
    const size = x.shape[axis] ?? 0;
    if (size % parts !== 0) throw new Error(`${name}: ${size} does not divide by ${parts}`);
    const shape = x.shape.map((length, index) => (index === axis ? size / parts : length));
    const shapes = Array.from({ length: parts }, () => shape);
    return addNode(this.draft, "Split", name, [x.name], shapes, { axis: int(axis) });
  }

  /** Picks one position of an axis, which disappears. */
  pick(name: string, x: Value, index: number, axis: number): Value {
    const shape = x.shape.filter((_, position) => position !== axis);
    const inputs = [x.name, addConstant(this.draft, "int64", index)];
    return this.#node("Gather", name, inputs, shape, { axis: int(axis) });
  }

  flatten(name: string, x: Value): Value {
    const [batch = 1, ...rest] = x.shape;
    return this.#node("Flatten", name, [x.name], [batch, product(rest)], { axis: int(1) });
  }

  /** New sizes for all axes after the batch. */
  reshape(name: string, x: Value, sizes: readonly number[]): Value {
    const [batch = 1, ...rest] = x.shape;
    if (product(rest) !== product(sizes))
      throw new Error(`${name}: ${product(rest)} elements into [${sizes.join(",")}]`);
    // A zero copies the input's size, which keeps a dynamic batch.
    const inputs = [x.name, addConstant(this.draft, "int64", [0, ...sizes])];
    return this.#node("Reshape", name, inputs, [batch, ...sizes], { allowzero: int(0) });
  }

  transpose(name: string, x: Value, order: readonly number[]): Value {
    const shape = order.map((axis) => x.shape[axis] ?? 1);
    return this.#node("Transpose", name, [x.name], shape, { perm: ints(order) });
  }

  /** [batch, in] → [batch, features] with weights [features, in] and a bias. */
  gemm(name: string, x: Value, features: number): Value {
    const [batch = 1, inputs = 1] = x.shape;
    const weight = addWeight(this.draft, `${name}.weight`, [features, inputs], inputs);
    const bias = addWeight(this.draft, `${name}.bias`, [features], inputs);
    return this.#node("Gemm", name, [x.name, weight, bias], [batch, features], {
      alpha: float(1),
      beta: float(1),
      transB: int(1),
    });
  }

  /** The last axis through weights [in, features] and a bias: MatMul and Add. */
  linear(name: string, x: Value, features: number): Value {
    const inputs = x.shape.at(-1) ?? 1;
    const weight = addWeight(this.draft, `${name}.weight`, [inputs, features], inputs);
    const y = this.#node("MatMul", name, [x.name, weight], [...x.shape.slice(0, -1), features]);
    return this.addWeight(`${name}.add`, y, `${name}.bias`, [features]);
  }

  matMul(name: string, a: Value, b: Value): Value {
    if (a.shape.at(-1) !== b.shape.at(-2)) {
      throw new Error(`${name}: [${a.shape.join(",")}] times [${b.shape.join(",")}]`);
    }
    return this.#node("MatMul", name, [a.name, b.name], [...a.shape.slice(0, -1), b.shape.at(-1) ?? 1]);
  }

  softmax(name: string, x: Value, axis = -1): Value {
    return this.#node("Softmax", name, [x.name], x.shape, { axis: int(axis) });
  }

  layerNorm(name: string, x: Value, epsilon = 1e-6): Value {
    const size = x.shape.at(-1) ?? 1;
    const weights = ["weight", "bias"].map((part) => addWeight(this.draft, `${name}.${part}`, [size], size));
    return this.#node("LayerNormalization", name, [x.name, ...weights], x.shape, {
      axis: int(-1),
      epsilon: float(epsilon),
    });
  }

  /** Batch normalization that stands before its convolution and so cannot be folded into one. */
  batchNorm(name: string, x: Value): Value {
    const channels = x.shape[1] ?? 1;
    const weights = ["weight", "bias", "running_mean"].map((part) =>
      addWeight(this.draft, `${name}.${part}`, [channels], channels),
    );
    const variance = this.#variance(`${name}.running_var`, channels);
    return this.#node("BatchNormalization", name, [x.name, ...weights, variance], x.shape, { epsilon: float(1e-5) });
  }

  // A seeded variance must not be negative, so it is 1 everywhere.
  #variance(name: string, channels: number): string {
    if (this.draft.options.weights !== "seeded") return addWeight(this.draft, name, [channels], channels);
    const values = Array.from({ length: channels }, () => 1);
    this.draft.taken.add(name);
    this.draft.initializers.push({ name, dtype: "float32", dims: [channels], data: { kind: "values", values } });
    return name;
  }

  /** A trained [1, 1, size] token, repeated for each item of the batch of `like`. */
  token(name: string, size: number, like: Value): Value {
    const weight = addWeight(this.draft, name, [1, 1, size], size);
    const shape = [like.shape[0] ?? 1, 1, size];
    const dynamic = typeof this.draft.options.batch === "string";
    if (!dynamic && shape[0] === 1) return { name: weight, shape };
    const target = dynamic ? this.#batchThen(name, like, [1, size]) : addConstant(this.draft, "int64", shape);
    return this.#node("Expand", `${name}.expand`, [weight, target], shape);
  }

  /** A shape read at run time: the batch of `like`, then fixed sizes. */
  #batchThen(name: string, like: Value, sizes: readonly number[]): string {
    const batch = this.#node("Shape", `${name}.batch`, [like.name], [1], { start: int(0), end: int(1) });
    const inputs = [batch.name, addConstant(this.draft, "int64", sizes)];
    return this.#node("Concat", `${name}.shape`, inputs, [1 + sizes.length], { axis: int(0) }).name;
  }
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);

function image(name: string, x: Value): readonly [number, number, number, number] {
  const [batch, channels, height, width] = x.shape;
  if (batch === undefined || channels === undefined || height === undefined || width === undefined) {
    throw new Error(`${name} needs [batch, channels, height, width], not [${x.shape.join(",")}]`);
  }
  return [batch, channels, height, width];
}

function slide(
  name: string,
  size: number,
  window: { readonly kernel: number; readonly stride: number; readonly pad: number; readonly ceil?: boolean },
): number {
  const free = size + 2 * window.pad - window.kernel;
  if (free < 0) throw new Error(`${name}: a window of ${window.kernel} does not fit ${size} with pads ${window.pad}`);
  const steps = free / window.stride;
  return (window.ceil === true ? Math.ceil(steps) : Math.floor(steps)) + 1;
}

function broadcast(name: string, a: readonly number[], b: readonly number[]): readonly number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => {
    const left = a.at(index - Math.max(a.length, b.length)) ?? 1;
    const right = b.at(index - Math.max(a.length, b.length)) ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new Error(`${name}: [${a.join(",")}] does not broadcast with [${b.join(",")}]`);
    }
    return Math.max(left, right);
  });
}
