/** Tensors and attributes that many examples share. */
import type { DType } from "../../base/dtype.ts";
import type { Fact } from "../../graph/fact.ts";
import { batch, float, of, scalar } from "./example.ts";

/** A feature map, rows, and a sequence of words. */
export const map = float(batch, 4, 8, 8);
export const rows = float(batch, 16);
export const words = float(batch, 8, 16);

export const quantized = (type: DType, ...sizes: readonly number[]): Fact => of(type, batch, ...sizes);
export const scale = scalar(1, "float32");
export const zero = scalar(0, "uint8");
export const window = { kernel_shape: [2, 2], strides: [2, 2] };
/** Of a convolution of `map`. */
export const weights = float(8, 4, 3, 3);
