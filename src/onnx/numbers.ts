/** 64-bit integers as onnx-proto gives them: numbers in a bundle, objects of the package `long` where that is installed. */
export type WireNumber = number | { toNumber(): number };

/** As a number; beyond 2^53 the last bits are lost. */
export const numberOf = (value: WireNumber): number => (typeof value === "number" ? value : value.toNumber());
