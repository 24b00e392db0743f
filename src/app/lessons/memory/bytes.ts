/** The bytes that a small network moves: as a draft counted them, and as they are. */
import type { Bytes } from "../../../base/units.ts";
import { product, weightsOf } from "../../../cost/conv/algorithm.ts";
import type { Window } from "../../../cost/node-cost.ts";
import type { Quiz } from "../quiz.ts";

/** What stands between the convolutions; the draft does not say, and its shapes need the last one. */
export const poolings = [
  { id: "none", label: "Nothing", kernel: 1, stride: 1 },
  { id: "2", label: "2×2 pooling of stride 2", kernel: 2, stride: 2 },
  { id: "3", label: "3×3 pooling of stride 2", kernel: 3, stride: 2 },
] as const;
export type Pooling = (typeof poolings)[number]["id"];

export const poolingOf = (text: string | undefined): Pooling => poolings.find(({ id }) => id === text)?.id ?? "3";

const layers = ["conv1", "conv2", "Classifier"] as const;
type Layer = (typeof layers)[number];

export interface ByteRow {
  readonly layer: Layer;
  readonly what: "input" | "weights" | "output";
  /** "30 · 30 · 32" */
  readonly elements: string;
  readonly count: number;
  /** As the draft has it; undefined: left out there. */
  readonly draft: Bytes | undefined;
  readonly bytes: Bytes;
  /** What went wrong in the draft; "" where it is right. */
  readonly why: string;
}

export interface LayerBytes {
  readonly layer: Layer;
  readonly rows: readonly ByteRow[];
  readonly draft: Bytes;
  readonly bytes: Bytes;
}

const fp32: Bytes = 4;

/** A 3×3 convolution over a square without padding, at stride 1. */
const convolution = (size: number, inputChannels: number, outputChannels: number): Window => ({
  kind: "conv",
  batch: 1,
  inputChannels,
  outputChannels,
  groups: 1,
  input: [size, size],
  output: [size - 2, size - 2],
  kernel: [3, 3],
  strides: [1, 1],
  dilations: [1, 1],
  pads: [0, 0, 0, 0],
});

/** Size of a square after a window has slid over it: floor((size - kernel) / stride) + 1. */
const slid = (size: number, { kernel, stride }: { readonly kernel: number; readonly stride: number }): number =>
  Math.floor((size - kernel) / stride) + 1;

interface Draft {
  readonly bytes: Bytes | undefined;
  readonly why: string;
}

/** What the draft says, in the order input, weights, output, and why it is not so. */
const drafts: Readonly<Record<Layer, readonly [Draft, Draft, Draft]>> = {
  conv1: [
    { bytes: 12_288, why: "" },
    { bytes: 2304, why: "864 elements; the product was worked out wrongly." },
    { bytes: 28_800, why: "That is the number of elements: the 4 bytes of each are forgotten." },
  ],
  conv2: [
    { bytes: 7168, why: "Even 14 · 14 · 32 = 6,272 elements are 25,088 bytes." },
    { bytes: 55_296, why: "18,432 elements, taken times 3 in place of 4." },
    {
      bytes: 29_491,
      why: "Even 12 · 12 · 64 = 9,216 elements are 36,864 bytes, and an odd number cannot be float32 values.",
    },
  ],
  Classifier: [
    { bytes: 40, why: "It reads all that conv2 wrote, flattened, and not 10 values." },
    { bytes: undefined, why: "Left out, and more than all the rest: each weight is read for a single product." },
    { bytes: 40, why: "" },
  ],
};

/** 32×32 RGB → conv1, 32 kernels → pooling or none → conv2, 64 kernels → 10 classes; fp32, no biases, all once. */
export function networkBytes(pooling: Pooling): readonly LayerBytes[] {
  const between = poolings.find(({ id }) => id === pooling) ?? poolings[0];
  const first = convolution(32, 3, 32);
  const second = convolution(slid(first.output[0] ?? 0, between), 32, 64);
  const flat = product(second.output) * second.outputChannels;
  const text = (sizes: readonly number[]): string => sizes.join(" · ");
  const ofConvolution = (layer: Layer, window: Window): readonly ByteRow[] => {
    const { input, kernel, output, inputChannels, outputChannels } = window;
    return rowsOf(layer, [
      [text([...input, inputChannels]), product(input) * inputChannels],
      [text([...kernel, inputChannels, outputChannels]), weightsOf(window)],
      [text([...output, outputChannels]), product(output) * outputChannels],
    ]);
  };
  const all: readonly (readonly [Layer, readonly ByteRow[]])[] = [
    ["conv1", ofConvolution("conv1", first)],
    ["conv2", ofConvolution("conv2", second)],
    [
      "Classifier",
      rowsOf("Classifier", [
        [text([...second.output, second.outputChannels]), flat],
        [`${flat.toLocaleString("en")} · 10`, flat * 10],
        ["10", 10],
      ]),
    ],
  ];
  return all.map(([layer, rows]) => ({
    layer,
    rows,
    draft: rows.reduce((sum, row) => sum + (row.draft ?? 0), 0),
    bytes: rows.reduce((sum, row) => sum + row.bytes, 0),
  }));
}

type Amount = readonly [elements: string, count: number];

const whats = ["input", "weights", "output"] as const;

const rowsOf = (layer: Layer, amounts: readonly [Amount, Amount, Amount]): readonly ByteRow[] =>
  whats.map((what, i) => {
    const [elements, count] = amounts[i] ?? ["", 0];
    const { bytes: draft, why } = drafts[layer][i] ?? { bytes: undefined, why: "" };
    return { layer, what, elements, count, draft, bytes: fp32 * count, why };
  });

export const totalOf = (layersOfNetwork: readonly LayerBytes[]): { readonly draft: Bytes; readonly bytes: Bytes } => ({
  draft: layersOfNetwork.reduce((sum, { draft }) => sum + draft, 0),
  bytes: layersOfNetwork.reduce((sum, { bytes }) => sum + bytes, 0),
});

export const bytesQuiz: Quiz = {
  question: "The draft says conv2 writes 29,491 bytes of float32. What shows at a glance that this cannot be?",
  choices: [
    {
      text: "It is less than the weights",
      isRight: false,
      why: "That is quite possible: late layers have small maps and many weights. Here the weights are 73,728 bytes, the output 36,864.",
    },
    {
      text: "It is odd",
      isRight: true,
      why: "A float32 value has 4 bytes, so any number of them is a multiple of 4. 12 · 12 · 64 · 4 = 36,864.",
    },
    {
      text: "It is more than conv1 writes",
      isRight: false,
      why: "It would not be against any law, and it is not even so: conv1 writes 115,200 bytes, where the draft forgot that a value has four.",
    },
  ],
};
