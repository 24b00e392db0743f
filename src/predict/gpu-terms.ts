/**
 * What GPUs do in a convolution, as amounts that a regression prices. Channels lie in groups of four; a thread computes a
 * block of pixels and channel groups in a loop over taps and groups of input channels. Many threads share the time of their
 * multiplications, few wait for the length of one thread's loop: T ≈ a · multiplications + b · loop. Blocks and Winograd are
 * as TensorFlow Lite's delegate picks them (runtime/choice/tflite-gpu.ts); PyTorch's Vulkan kernels make two by two pixels of
 * a 1x1 convolution, else one, in groups of 4 x 4 x 4 threads (pytorch/pytorch@02e95dc3 ATen/native/vulkan/ops).
 */
import type { Product, Window } from "../cost/node-cost.ts";
import {
  type Block,
  blockOf,
  sliceChannels,
  slicesOf,
  takesWinograd,
  type TfliteGpu,
  tileSize,
} from "../runtime/choice/tflite-gpu.ts";
import type { Pair } from "./mlas-terms.ts";
import type { Fusing } from "./role.ts";

/** Terms by name; "gap" and "start" are what lies between the kernels of a network, which times of kernels do not hold. */
export const gpuTerms: readonly string[] = [
  ...["tile", "loop", "step", "wave", "texel"].map((name) => `dense.${name}`),
  ...["+1x1", "+3x3s1", "+3x3s2", "+kxk", "+stem", "+grouped"].flatMap((name) => [`${name}.tile`, `${name}.loop`]),
  "winograd.loop",
  "vector.loop",
  "any.gap",
  "any.start",
];

/** Terms of what lies between kernels. */
export const betweenKernels: readonly string[] = ["any.gap", "any.start"];

interface Plan {
  readonly fusing: Fusing;
  readonly block: (window: Window) => Block;
  /** Threads of a work group along x, y and channel groups: grids are filled up to whole ones. */
  readonly group: readonly [x: number, y: number, slices: number];
  /** Threads that run at once. */
  readonly wave: number;
  readonly winograd: (window: Window) => boolean;
}

const one: Block = { x: 1, y: 1, slices: 1 };
const single = [1, 1, 1] as const;
const never = (): boolean => false;

const tflite = (gpu: TfliteGpu, wave: number): Plan => ({
  fusing: "linked",
  block: (window) => blockOf(gpu, window),
  group: single,
  wave,
  winograd: (window) => takesWinograd(gpu, window),
});

/** By GPU, since the delegate's choices depend on it. */
export const gpuPlans = {
  "tflite-adreno-640": tflite({ family: "adreno", units: 2 }, 2 * 128),
  "tflite-adreno-616": tflite({ family: "adreno", units: 1 }, 128),
  "tflite-mali-g76": tflite({ family: "mali", units: 12 }, 12 * 24),
  "tflite-powervr-ge8320": tflite({ family: "powervr", units: 1 }, 32),
  "tflite-apple-g11p": tflite({ family: "apple", units: 4 }, 4 * 32),
  vulkan: {
    fusing: "clamped",
    block: ({ kernel }) => (kernel.every((size) => size === 1) ? { x: 2, y: 2, slices: 1 } : one),
    group: [4, 4, 4],
    wave: 64,
    winograd: never,
  },
  metal: { fusing: "clamped", block: () => one, group: single, wave: 32, winograd: never },
} as const satisfies Readonly<Record<string, Plan>>;

export type GpuScheme = keyof typeof gpuPlans;

export const isGpuScheme = (scheme: string): scheme is GpuScheme => Object.hasOwn(gpuPlans, scheme);

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
const filled = (size: number, unit: number): number => Math.ceil(size / unit) * unit;

/** Multiplications of a thread for each channel group of its block and step of its loop, at one pixel. */
const perStep = sliceChannels ** 2;

/** Threads that each compute a block, whole work groups of them. */
function threadsOf({ group }: Plan, window: Window, block: Block): number {
  const { batch, outputChannels } = window;
  // A transposed convolution computes at its input positions.
  const [width = 1, ...rest] = (window.kind === "conv-transpose" ? window.input : window.output).toReversed();
  const along = (size: number, unit: number, whole: number): number => filled(Math.ceil(size / unit), whole);
  return (
    batch *
    along(width, block.x, group[0]) *
    along(product(rest), block.y, group[1]) *
    along(slicesOf(outputChannels), block.slices, group[2])
  );
}

/** A convolution; `own` is its class among those of one group of channels. */
export function gpuConv(scheme: GpuScheme, window: Window, own: string): readonly Pair[] {
  const plan: Plan = gpuPlans[scheme];
  const { batch, inputChannels, outputChannels, groups, kernel, output } = window;
  if (batch * product(output) === 1) return vectorPairs(inputChannels * product(kernel), outputChannels);
  if (groups > 1 && groups === inputChannels) return depthwisePairs(plan, window);
  return plan.winograd(window) ? winogradPairs(window) : densePairs(plan, window, groups > 1 ? "+grouped" : own);
}

function densePairs(plan: Plan, window: Window, own: string): readonly Pair[] {
  const { batch, inputChannels, outputChannels, groups, kernel, output } = window;
  const block = plan.block(window);
  const threads = threadsOf(plan, window, block);
  const loop = product(kernel) * slicesOf(inputChannels / groups);
  const size = block.x * block.y * block.slices;
  const tile = threads * size * loop * perStep;
  return [
    ["dense.tile", tile],
    ["dense.loop", loop],
    ["dense.step", loop * size],
    ["dense.wave", Math.ceil(threads / plan.wave) * size * loop],
    ["dense.texel", threads * loop * (block.x * block.y + sliceChannels * block.slices)],
    ["dense.out", batch * product(output) * filled(outputChannels, sliceChannels)],
    ["dense.count", 1],
    ["any.count", 1],
    [`${own}.tile`, tile],
    [`${own}.loop`, loop],
  ];
}

/** One multiplication per tap and channel: a thread makes one group of four. */
function depthwisePairs(plan: Plan, window: Window): readonly Pair[] {
  const out = threadsOf(plan, window, one) * sliceChannels;
  const mac = out * product(window.kernel);
  const names = [`+dw${Math.max(...window.kernel)}`, `+dws${window.strides[0] ?? 1}`];
  return [
    ["depthwise.mac", mac],
    ["depthwise.out", out],
    ["depthwise.count", 1],
    ["any.count", 1],
    ...names.flatMap((name): readonly Pair[] => [
      [`${name}.mac`, mac],
      [`${name}.out`, out],
    ]),
  ];
}

/** F(4x4, 3x3): 36 products of channel groups a tile, between transforms of the input and of the products. */
function winogradPairs({ batch, inputChannels, outputChannels, output }: Window): readonly Pair[] {
  const tiles = batch * product(output.map((size) => Math.ceil(size / tileSize)));
  const points = (tileSize + 2) ** 2;
  const [from, to] = [filled(inputChannels, sliceChannels), filled(outputChannels, sliceChannels)];
  return [
    ["winograd.mac", points * from * to * tiles],
    ["winograd.in", points * from * tiles],
    ["winograd.out", points * to * tiles],
    ["winograd.weight", points * from * to],
    ["winograd.loop", slicesOf(inputChannels)],
    ["winograd.count", 1],
    ["any.count", 1],
  ];
}

/** A matrix of `to` rows times a vector of `from`: rows side by side, each a loop. */
const vectorPairs = (from: number, to: number): readonly Pair[] => [
  ["vector.mac", filled(from, sliceChannels) * filled(to, sliceChannels)],
  ["vector.loop", slicesOf(from)],
  ["+vector.count", 1],
  ["any.count", 1],
];

/** [m, k] · [k, n]; the shorter side counts the vectors. */
export function gpuProduct({ batch, m, n, k }: Product): readonly Pair[] {
  const vectors = batch * Math.min(m, n);
  return vectorPairs(k, Math.max(m, n)).map(([name, amount]) => [
    name,
    name === "vector.mac" ? amount * vectors : amount,
  ]);
}

/** What a GPU's host does from one kernel to the next, and once per inference. */
export const betweenPairs = (isFirst: boolean): readonly Pair[] => [
  ["any.gap", 1],
  ...(isFirst ? [["any.start", 1] as const] : []),
];
