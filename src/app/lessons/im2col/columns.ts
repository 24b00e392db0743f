/**
 * Which pixel stands where in the column matrix of a convolution. Row k = (c·R + r)·S + s, column j = p·Q + q; the
 * entry is input channel c at y = p·stride - pad + r·dilation, and x alike, or zero where that is outside.
 */
import type { Bytes } from "../../../base/units.ts";
import { defaultTiling, product, workspaceOf } from "../../../cost/conv/algorithm.ts";
import { columnElements, im2col, im2colIndirect, im2colTiled } from "../../../cost/conv/im2col.ts";
import type { Window } from "../../../cost/node-cost.ts";
import { type Quiz, timesText } from "../quiz.ts";

export interface Pixel {
  readonly channel: number;
  readonly y: number;
  readonly x: number;
  /** Is it in the padding, where there is nothing but zero? */
  readonly isPad: boolean;
}

/** One axis of a window; 0 is the vertical one. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

export function axisOf(window: Window, axis: 0 | 1): Axis {
  return {
    input: window.input[axis] ?? 1,
    output: window.output[axis] ?? 1,
    kernel: window.kernel[axis] ?? 1,
    stride: window.strides[axis] ?? 1,
    dilation: window.dilations[axis] ?? 1,
    pad: window.pads[axis] ?? 0,
  };
}

/** First input index that an output reads: p·stride - pad; negative in the padding. */
const startOf = ({ stride, pad }: Axis, output: number): number => output * stride - pad;

/** Rows of the matrix: (C/g)·R·S. */
export const rowCount = ({ inputChannels, groups, kernel }: Window): number =>
  (inputChannels / groups) * product(kernel);

/** The pixel in a row and column of the matrix. */
export function pixelAt(window: Window, row: number, column: number): Pixel {
  const [down, across] = [axisOf(window, 0), axisOf(window, 1)];
  const inChannel = row % (down.kernel * across.kernel);
  const y = startOf(down, Math.floor(column / across.output)) + Math.floor(inChannel / across.kernel) * down.dilation;
  const x = startOf(across, column % across.output) + (inChannel % across.kernel) * across.dilation;
  return {
    channel: Math.floor(row / (down.kernel * across.kernel)),
    y,
    x,
    isPad: y < 0 || x < 0 || y >= down.input || x >= across.input,
  };
}

/** How many outputs of an axis read an index of its input. */
export function readersOf({ kernel, stride, dilation, pad, output }: Axis, index: number): number {
  let readers = 0;
  for (let tap = 0; tap < kernel; tap += 1) {
    const start = index + pad - tap * dilation;
    if (start % stride === 0 && start >= 0 && start / stride < output) readers += 1;
  }
  return readers;
}

/** How often a pixel is in the matrix: the windows that it belongs to. */
export const copiesOf = (window: Window, { y, x }: Pick<Pixel, "y" | "x">): number =>
  readersOf(axisOf(window, 0), y) * readersOf(axisOf(window, 1), x);

/** Indices of an axis, padding included, that are drawn: at most `size`, the receptive field of `output` amid them. */
export function sight(axis: Axis, output: number, size: number): readonly number[] {
  const field = axis.dilation * (axis.kernel - 1) + 1;
  const first = -axis.pad;
  const last = Math.max(axis.input, startOf(axis, axis.output - 1) + field) - 1;
  const shown = Math.min(Math.max(size, field), last - first + 1);
  const amid = startOf(axis, output) - Math.floor((shown - field) / 2);
  const from = Math.min(Math.max(amid, first), last - shown + 1);
  return Array.from({ length: shown }, (_, step) => from + step);
}

/** Columns around one, at most `size`. */
export function columnsAround(window: Window, column: number, size: number): readonly number[] {
  const all = product(window.output);
  const shown = Math.min(size, all);
  const from = Math.min(Math.max(column - Math.floor(shown / 2), 0), all - shown);
  return Array.from({ length: shown }, (_, step) => from + step);
}

export interface ColumnMemory {
  readonly input: Bytes;
  readonly columns: Bytes;
  /** columns / input: (R·S·P·Q) / (H·W). */
  readonly ratio: number;
  readonly slices: Bytes;
  readonly pointers: Bytes;
  /** Written once and read once. */
  readonly traffic: Bytes;
}

/** Of one image, by the costs of the three ways to have the columns. */
export function columnMemory(window: Window, elementBytes: Bytes): ColumnMemory {
  const one: Window = { ...window, batch: 1 };
  const cost = im2col.cost(one, elementBytes, defaultTiling);
  const input = window.inputChannels * product(window.input) * elementBytes;
  const columns = workspaceOf(cost);
  return {
    input,
    columns,
    ratio: columns / input,
    slices: workspaceOf(im2colTiled.cost(one, elementBytes, defaultTiling)),
    pointers: im2colIndirect.cost(one, elementBytes, defaultTiling).extraTraffic,
    traffic: cost.extraTraffic,
  };
}

/** The same window at another stride: output = floor((input + pads - field) / stride) + 1. */
export function withStride(window: Window, stride: number): Window {
  const axes = window.input.length;
  const output = window.input.map((size, axis) => {
    const pads = (window.pads[axis] ?? 0) + (window.pads[axis + axes] ?? 0);
    const field = (window.dilations[axis] ?? 1) * ((window.kernel[axis] ?? 1) - 1) + 1;
    return Math.floor((size + pads - field) / stride) + 1;
  });
  return { ...window, strides: window.strides.map(() => stride), output };
}

/** What the other stride does to the buffer, of 1 and 2. */
export function strideQuiz(window: Window): Quiz {
  const now = window.strides[0] ?? 1;
  const other = now === 1 ? 2 : 1;
  const ratio = columnElements(withStride(window, other)) / columnElements(window);
  const taps = product(window.kernel);
  const wrongTaps = other === 2 ? 1 / taps : taps;
  return {
    question: `With stride ${other} in place of ${now}, how large would this layer’s column matrix be?`,
    choices: [
      {
        text: "As large as now: the kernel stays the same",
        isRight: false,
        why: "The kernel sets how long a column is. How many columns there are is set by the outputs.",
      },
      {
        text: `${timesText(ratio)} as large`,
        isRight: true,
        why: `Rows stay C·R·S = ${rowCount(window).toLocaleString("en")}; columns are the outputs P·Q, ${product(window.output).toLocaleString("en")} now and ${product(withStride(window, other).output).toLocaleString("en")} then.`,
      },
      {
        text: `${timesText(wrongTaps)} as large`,
        isRight: false,
        why: `R·S = ${taps} is how often a pixel is copied at stride 1; it does not tell how many outputs there are.`,
      },
    ],
  };
}
