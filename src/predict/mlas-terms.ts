/**
 * What the kernels of ONNX Runtime (MLAS) do on x86 cores with vectors of eight floats, as amounts that a regression prices.
 * A convolution runs in one of two ways. In the blocked layout, channels by eight, a kernel keeps three pixels by up to four
 * blocks of output channels in registers; pixels whose window hangs over the left or right edge go one by one. All others
 * copy their columns into a matrix and multiply it in tiles of six filters by sixteen pixels. Which way, and how well tiles
 * are filled, decides the speed more than the MACs do. The loops are those of microsoft/onnxruntime, mlas/lib (sconv and
 * sgemm kernels for FMA3).
 */
import type { NodeCost, Window } from "../cost/node-cost.ts";
import { takesBlocks as takesBlocksOf } from "../runtime/choice/ort.ts";
import type { WorkGraph } from "./kernels.ts";

/** Terms by name, besides those of `conv-regression.ts`; "+" marks a class's own. */
export const mlasTerms: readonly string[] = [
  ...["tiles", "singles", "blocked", "blockedWeight", "blockedCount", "rows", "rest", "columns", "scattered"].map(
    (name) => `dense.${name}`,
  ),
  ...["tiles", "singles", "blocked"].flatMap((name) => [`+1x1.${name}`, `+kxk.${name}`, `+stem.${name}`]),
  ...["tiles", "singles", "blocked", "strided", "blockedCount", "scattered"].map((name) => `depthwise.${name}`),
  "fused.pass",
  ...["plain", "plainTap", "blockedTap"].map((name) => `pool.${name}`),
  "+activation.norm",
  "+activation.norms",
  "move.block",
  "move.unblock",
  "move.unblocks",
];

export type Pair = readonly [name: string, amount: number];

/** Channels of a block: floats of a vector. */
const block = 8;

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);
const isDepthwise = ({ groups, inputChannels }: Window): boolean => groups > 1 && groups === inputChannels;

const takesBlocks = (window: Window): boolean => takesBlocksOf(window, block);

/** Which values are in the blocked layout, and what it costs to bring them into it and out of it. */
export interface Layout {
  readonly blocked: readonly boolean[];
  /** Per node, of the value it writes. */
  readonly reorders: readonly (readonly Pair[])[];
}

const follows: readonly string[] = ["normalization", "activation", "pool"];

export function layoutOf({ nodes, producers }: WorkGraph): Layout {
  const blocked: boolean[] = [];
  const readers: number[][] = nodes.map(() => []);
  for (const [at, node] of nodes.entries()) {
    const feeding = producers[at] ?? [];
    for (const from of feeding) readers[from]?.push(at);
    blocked.push(isBlocked(node, feeding, nodes, blocked));
  }
  const reorders = nodes.map(({ writeBytes = 0 }, at): readonly Pair[] => {
    const wanted = readers[at] ?? [];
    if (blocked[at] === true) {
      const leaves = wanted.length === 0 || wanted.some((to) => blocked[to] !== true);
      return leaves ? [["move.unblock", 2 * writeBytes] as const, ["move.unblocks", 1] as const] : [];
    }
    return wanted.some((to) => blocked[to] === true) ? [["move.block", 2 * writeBytes]] : [];
  });
  return { blocked, reorders };
}

function isBlocked(
  node: NodeCost,
  feeding: readonly number[],
  nodes: readonly NodeCost[],
  blocked: readonly boolean[],
): boolean {
  if (node.kind === "conv") return node.window !== undefined && takesBlocks(node.window);
  const stays = feeding.length > 0 && feeding.every((from) => blocked[from] === true);
  if (follows.includes(node.kind) || node.op === "Add") return stays;
  const whole = (from: number): boolean => (nodes[from]?.outputs[0]?.shape?.[1] ?? 1) % block === 0;
  return node.op === "Concat" && stays && feeding.every(whole);
}

/** Amounts of a convolution. */
export const mlasConv = (window: Window): readonly Pair[] =>
  takesBlocks(window) ? blockedConv(window) : productConv(window);

/** Taps beyond this many are taken to lie inside everywhere. */
const longest = 1024;

/** Places of a window along an axis: how many there are, how many hang over an edge, and the taps inside over all. */
function axisOf({ kernel, strides, dilations, pads, input, output }: Window, axis: number) {
  const [size = 1, stride = 1, dilation = 1, pad = 0] = [kernel[axis], strides[axis], dilations[axis], pads[axis]];
  const [from = 1, places = 1] = [input[axis], output[axis]];
  /** Places whose tap `low` is not before the input and whose tap `high` is not behind it. */
  const inside = (low: number, high: number): number => {
    const first = Math.max(0, Math.ceil((pad - low * dilation) / stride));
    const last = Math.min(places - 1, Math.floor((from - 1 + pad - high * dilation) / stride));
    return Math.max(0, last - first + 1);
  };
  const counted = Math.min(size, longest);
  let taps = (size - counted) * places;
  for (let tap = 0; tap < counted; tap += 1) taps += inside(tap, tap);
  return { size, places, edges: places - inside(0, size - 1), taps };
}

/** Pixels that a step of the kernel computes at once. */
const pixelsAtOnce = 3;
/** Blocks of output channels in registers. */
const mostBlocks = 4;
/** A multiply-add takes four cycles, and two begin in a cycle: fewer than eight at once leave gaps. */
const stepCycles = (blocks: number): number => Math.max(4, (pixelsAtOnce * blocks) / 2);

function blockedConv(window: Window): readonly Pair[] {
  const { batch, inputChannels, outputChannels, groups, kernel, strides, output } = window;
  const last = kernel.length - 1;
  const axes = kernel.map((_, axis) => axisOf(window, axis));
  const width = axes[last] ?? { size: 1, places: 1, edges: 0, taps: 1 };
  const rowTaps = batch * product(axes.slice(0, -1).map(({ taps }) => taps));
  const blocks = Math.ceil(outputChannels / groups / block);
  const positions = batch * product(output);
  const written = groups * blocks * block * positions;
  if (isDepthwise(window)) {
    const all = Math.ceil(outputChannels / block);
    const taps = all * block * width.size * rowTaps;
    return [
      ["depthwise.tiles", taps * (width.places - width.edges)],
      ["depthwise.singles", taps * width.edges],
      ["depthwise.blocked", all * block * positions],
      ["depthwise.strided", (strides[last] ?? 1) > 1 ? all * block * positions : 0],
      ["depthwise.blockedCount", 1],
    ];
  }
  const read = inputChannels < block ? inputChannels : Math.ceil(inputChannels / groups / block) * block;
  // Without a window and strides, the rows of an image are one long row.
  const isFlat = product(kernel) === 1 && strides.every((step) => step === 1);
  const inner = isFlat ? product(output) : width.places - width.edges;
  const loops = groups * read * width.size * (isFlat ? batch : rowTaps);
  const rest = blocks % mostBlocks;
  const full = Math.floor(blocks / mostBlocks);
  const cycles = full * stepCycles(mostBlocks) + (rest === 0 ? 0 : stepCycles(rest));
  const tiles = loops * cycles * Math.floor(inner / pixelsAtOnce);
  const singles = loops * Math.ceil(blocks / mostBlocks) * ((inner % pixelsAtOnce) + (isFlat ? 0 : width.edges));
  const own = product(kernel) === 1 ? "+1x1" : inputChannels < block ? "+stem" : "+kxk";
  return [
    ...["dense", own].flatMap((name): readonly Pair[] => [
      [`${name}.tiles`, tiles],
      [`${name}.singles`, singles],
      [`${name}.blocked`, written],
    ]),
    ["dense.blockedWeight", groups * blocks * block * read * product(kernel)],
    ["dense.blockedCount", 1],
  ];
}

/** Filters and pixels of a tile of the matrix product. */
const tile = { filters: 6, pixels: 16 } as const;

/** The last pixels take half a tile where that holds them. */
function filledPixels(pixels: number): number {
  const rest = pixels % tile.pixels;
  const half = tile.pixels / 2;
  return pixels - rest + (rest === 0 ? 0 : rest <= half ? half : tile.pixels);
}

function productConv(window: Window): readonly Pair[] {
  const { kind, batch, inputChannels, outputChannels, groups, kernel, strides, input, output } = window;
  const positions = batch * product(kind === "conv-transpose" ? input : output);
  const depth = (inputChannels / groups) * product(kernel);
  const filters = outputChannels / groups;
  // Columns of neighbouring pixels are copied by vectors, those of a strided window one by one.
  const isStrided = (strides.at(-1) ?? 1) > 1;
  if (isDepthwise(window)) {
    return [
      ["depthwise.mac", outputChannels * depth * positions],
      ["depthwise.out", outputChannels * positions],
      ["depthwise.count", groups],
      ["depthwise.scattered", isStrided ? outputChannels * depth * positions : 0],
    ];
  }
  const isPlain = product(kernel) === 1 && strides.every((step) => step === 1);
  const tiles = (groups * depth * filledPixels(positions)) / tile.pixels;
  return [
    ["dense.rows", tiles * Math.floor(filters / tile.filters)],
    ["dense.rest", filters % tile.filters === 0 ? 0 : tiles],
    ["dense.columns", isPlain ? 0 : groups * depth * positions],
    ["dense.scattered", isStrided ? groups * depth * positions : 0],
    ["dense.in", groups * depth * positions],
    ["dense.out", outputChannels * positions],
    ["dense.weight", outputChannels * depth],
    ["dense.count", groups],
  ];
}
