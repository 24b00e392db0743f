/** Large made-up CNNs of an exact node count, for tests of scale: a chain of plain, residual and inception blocks. */
import type { Model } from "../onnx/model.ts";
import { Builder, type Value } from "./builder.ts";
import { randomSource, seedOf } from "./random.ts";

export interface SyntheticParams {
  /** Nodes of the model, at least 3: the head (pool, flatten, fully connected) counts. */
  readonly nodes: number;
  readonly seed?: number;
  /** Height and width of the input image in pixels. Default 64. */
  readonly resolution?: number;
  readonly batch?: number | string;
  readonly weights?: "absent" | "seeded";
}

const headNodes = 3;
const branchCounts: readonly number[] = [2, 3, 4];
const widths: readonly number[] = [16, 24, 32, 48, 64];
const kernels: readonly number[] = [1, 3, 3, 5];

interface Chain {
  readonly net: Builder;
  readonly random: () => number;
  /** Nodes the chain may still use. */
  readonly left: () => number;
}

/** The same parameters give the same model. */
export function synthetic(params: SyntheticParams): Model {
  const { nodes, seed = 1, resolution = 64, batch = 1, weights = "absent" } = params;
  if (!Number.isInteger(nodes) || nodes < headNodes) throw new Error(`a synthetic model needs 3 nodes, not ${nodes}`);
  const net = new Builder({ name: `synthetic_${nodes}_${seed}`, batch, weights, seed });
  const left = () => nodes - headNodes - net.draft.nodes.length;
  const chain: Chain = { net, random: randomSource(seedOf(seed, "synthetic")), left };
  let x = net.input("input", [3, resolution, resolution]);
  for (let index = 0; left() > 0; index += 1) x = block(chain, `block${index}`, x);
  return net.finish(net.gemm("fc", net.flatten("flatten", net.globalAveragePool("avgpool", x)), 1000));
}

/** One block, of a kind drawn among those that fit what is left; a single node always fits. */
function block(chain: Chain, at: string, x: Value): Value {
  const { net, random } = chain;
  const draw = random();
  const branches = pick(random, branchCounts);
  const height = x.shape[2] ?? 1;
  if (draw < 0.4 && chain.left() >= 5) return residual(chain, at, x);
  if (draw < 0.7 && chain.left() >= 2 * branches + 1) return inception(chain, at, x, branches);
  if (draw < 0.75 && height >= 8) return net.maxPool(`${at}.pool`, x, { kernel: 2, stride: 2 });
  if (chain.left() < 2) return net.relu(`${at}.relu`, x);
  return layer(chain, at, x, pick(random, widths));
}

const layer = ({ net, random }: Chain, at: string, x: Value, channels: number): Value =>
  net.relu(`${at}.relu`, net.conv(`${at}.conv`, x, { channels, kernel: pick(random, kernels) }));

function residual(chain: Chain, at: string, x: Value): Value {
  const { net, random } = chain;
  const channels = x.shape[1] ?? 1;
  const y = layer(chain, `${at}.0`, x, pick(random, widths));
  const z = net.conv(`${at}.1.conv`, y, { channels, kernel: 3 });
  return net.relu(`${at}.relu`, net.add(`${at}.add`, z, x));
}

function inception(chain: Chain, at: string, x: Value, branches: number): Value {
  const parts = Array.from({ length: branches }, (_, index) => layer(chain, `${at}.branch${index}`, x, 16));
  return chain.net.concat(`${at}.cat`, parts, 1);
}

const pick = (random: () => number, choices: readonly number[]): number =>
  choices[Math.floor(random() * choices.length)] ?? 1;
