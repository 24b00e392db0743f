/** Generated graphs with the shapes of well-known networks, for layout tests and benchmarks; drawn as numbers only. */
import type { LayoutInput } from "../layout/layered.ts";

/** Grows a graph node by node; `add` returns the index of the new node and joins it to its producers. */
export function graphBuilder(sizeOf: (node: number) => { width: number; height: number } = () => NODE_SIZE) {
  const nodes: { width: number; height: number }[] = [];
  const edges: { from: number; to: number }[] = [];
  return {
    add(...producers: readonly number[]): number {
      const node = nodes.length;
      nodes.push(sizeOf(node));
      for (const from of producers) edges.push({ from, to: node });
      return node;
    },
    chain(length: number, from: number): number {
      let last = from;
      for (let i = 0; i < length; i++) last = this.add(last);
      return last;
    },
    graph: { nodes, edges } satisfies LayoutInput,
  };
}

const NODE_SIZE = { width: 96, height: 28 };

/** Bottlenecks of ResNet-50: three convolutions and their ReLUs beside an identity, or beside a convolution. */
export function resnetLike(blocks: readonly number[]): LayoutInput {
  const { add, chain, graph } = graphBuilderBound();
  let last = chain(3, add());
  for (const count of blocks) {
    for (let block = 0; block < count; block++) {
      const body = chain(5, last);
      last = add(add(body, block === 0 ? add(last) : last));
    }
  }
  chain(3, last);
  return graph;
}

/** Blocks of four branches, 1x1 | 1x1 3x3 | 1x1 5x5 5x5 | pool 1x1, joined by a concat. */
export function inceptionLike(blocks: number): LayoutInput {
  const { add, chain, graph } = graphBuilderBound();
  let last = chain(3, add());
  for (let block = 0; block < blocks; block++)
    last = add(chain(2, last), chain(4, last), chain(6, last), chain(3, last));
  chain(2, last);
  return graph;
}

/** Every dense layer reads all earlier outputs of its block through a concat of its own. */
export function densenetLike(blocks: readonly number[]): LayoutInput {
  const { add, chain, graph } = graphBuilderBound();
  let last = chain(4, add());
  for (const layers of blocks) {
    const features = [last];
    for (let layer = 0; layer < layers; layer++) features.push(chain(6, add(...features)));
    last = chain(4, add(...features));
  }
  return graph;
}

/** An encoder and a decoder with `skips` nested connections, two convolutions at every level. */
export function unetLike(skips: number, convolutions = 2): LayoutInput {
  const { add, chain, graph } = graphBuilderBound();
  let last = add();
  const kept: number[] = [];
  for (let level = 0; level < skips; level++) {
    last = chain(2 * convolutions, last);
    kept.push(last);
    last = add(last);
  }
  last = chain(2 * convolutions, last);
  for (const skip of kept.reverse()) last = chain(2 * convolutions, add(add(last), skip));
  return graph;
}

/** Residual blocks (60 %), four-branch blocks (25 %) and plain ones (15 %), until at least `size` nodes are there. */
export function cnnLike(size: number, seed = 1): LayoutInput {
  const { add, chain, graph } = graphBuilderBound();
  let state = seed;
  let last = chain(3, add());
  while (graph.nodes.length < size) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const dice = state / 2 ** 32;
    if (dice < 0.6) last = add(add(chain(8, last), last));
    else if (dice < 0.85) last = add(chain(3, last), chain(6, last), chain(9, last), chain(4, last));
    else last = chain(3, last);
  }
  return graph;
}

function graphBuilderBound() {
  const builder = graphBuilder();
  return {
    add: (...producers: readonly number[]) => builder.add(...producers),
    chain: (length: number, from: number) => builder.chain(length, from),
    graph: builder.graph,
  };
}
