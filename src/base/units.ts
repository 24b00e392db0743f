/**
 * Quantities as numbers that remember their unit. The tag is optional, so literals and products need no cast, and yet
 * bytes cannot be passed where FLOPs are wanted. Everything inside the program is in SI base units.
 */
type Unit<U extends string> = number & { readonly unit?: U };

/** Multiply-accumulates of convolutions and matrix products, without bias. */
export type Macs = Unit<"mac">;
/** Floating-point operations (integer operations where the dtype is integer); one MAC is two. */
export type Flops = Unit<"flop">;
/** FLOPs per byte of traffic. */
export type Intensity = Unit<"flop/byte">;
export type Bytes = Unit<"byte">;
export type Seconds = Unit<"second">;
export type Hertz = Unit<"hertz">;
export type FlopsPerSecond = Unit<"flop/second">;
export type BytesPerSecond = Unit<"byte/second">;
export type Joules = Unit<"joule">;
export type Watts = Unit<"watt">;
/** A share between 0 and 1. */
export type Fraction = Unit<"1">;
