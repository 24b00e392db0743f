/** What every network of the generator can vary. The defaults give the published network. */
import { Builder, type Value } from "./builder.ts";

export interface NetworkParams {
  /** Channels relative to the published network: one factor, or one a stage (the stem is stage 0; missing ones are 1). */
  readonly width?: number | readonly number[];
  /** Size of the main spatial kernels, odd: one for all, or one a stage. Stems and 1x1 convolutions keep theirs. */
  readonly kernel?: number | readonly number[];
  /** Height and width of the input image in pixels. Default 224. */
  readonly resolution?: number;
  readonly classes?: number;
  /** A number, or the name of a dynamic size. Default 1. */
  readonly batch?: number | string;
  readonly weights?: "absent" | "seeded";
  readonly seed?: number;
  /** After each of these convolutions (counted from 0) a 1x1 convolution of equal width is inserted. */
  readonly insertedPointwise?: readonly number[];
}

const atStage = (values: number | readonly number[] | undefined, stage: number, otherwise: number): number =>
  typeof values === "number" ? values : (values?.[stage] ?? otherwise);

/** Channels of a stage, scaled, a multiple of `unit` and at least one unit. */
export function channelsOf(params: NetworkParams, stage: number, published: number, unit = 1): number {
  const factor = atStage(params.width, stage, 1);
  return factor === 1 ? published : Math.max(1, Math.round((published * factor) / unit)) * unit;
}

/** Channels rounded to eights without losing more than a tenth, as the MobileNet and MnasNet papers' code does. */
export function channelsInEights(params: NetworkParams, stage: number, published: number): number {
  const wanted = published * atStage(params.width, stage, 1);
  const rounded = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}

export const kernelOf = (params: NetworkParams, stage: number, published: number): number =>
  atStage(params.kernel, stage, published);

export const classesOf = (params: NetworkParams): number => params.classes ?? 1000;

/** A new model with an RGB image as its input. */
export function imageNetwork(name: string, params: NetworkParams): { readonly net: Builder; readonly image: Value } {
  const { resolution = 224, batch = 1, weights = "absent", seed = 0, insertedPointwise = [] } = params;
  const net = new Builder({ name, batch, weights, seed, insertedPointwise });
  return { net, image: net.input("input", [3, resolution, resolution]) };
}
