/**
 * Graphs of measured networks as the cost engine sees them, kept small: nodes that cost the same are stored once, since
 * ten thousand networks of a search space share a few hundred kinds of nodes.
 */
import type { NodeCost } from "../../cost/node-cost.ts";
import type { PredictorInput } from "../../predict/predictor.ts";

/** A graph by reference: compact lists into the store's table of nodes. */
export interface GraphRecord {
  readonly key: string;
  /** For each node its place in the store's table. */
  readonly nodes: Int32Array;
  /** Edges as pairs: from, to, from, to... by position in `nodes`. */
  readonly edges: Int32Array;
  /** Every node ran as a kernel of its own. */
  readonly unfused: boolean;
  readonly store: GraphStore;
}

/** What is written to the cache. */
export interface StoredGraphs {
  readonly table: readonly NodeCost[];
  readonly graphs: Readonly<
    Record<string, readonly [nodes: readonly number[], edges: readonly number[], unfused: boolean]>
  >;
}

/** A node without its names: what all nodes of its kind and sizes have in common. */
const nameless = (node: NodeCost): NodeCost => ({
  ...node,
  id: "",
  name: "",
  note: "",
  inputs: [],
  outputs: node.outputs.map(({ dtype, shape }) => ({ name: "", dtype, shape, type: "" })),
  parent: undefined,
  attributes: {},
});

export class GraphStore {
  readonly #table: NodeCost[] = [];
  readonly #places = new Map<string, number>();
  readonly #graphs = new Map<string, GraphRecord>();

  get size(): number {
    return this.#graphs.size;
  }

  get(key: string): GraphRecord | undefined {
    return this.#graphs.get(key);
  }

  add(key: string, { nodes, edges, unfused = false }: PredictorInput): GraphRecord {
    const places = nodes.map((node) => this.#place(nameless(node)));
    const pairs = Int32Array.from(edges.flatMap(({ from, to }) => [from, to]));
    return this.#set({ key, nodes: Int32Array.from(places), edges: pairs, unfused, store: this });
  }

  #set(record: GraphRecord): GraphRecord {
    this.#graphs.set(record.key, record);
    return record;
  }

  #place(node: NodeCost): number {
    const text = JSON.stringify(node);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#table.length);
    return this.#table.push(node) - 1;
  }

  /** The model side of a prediction, as the product's predictors take it. */
  inputOf({ nodes, edges, unfused }: GraphRecord): PredictorInput {
    return {
      nodes: Array.from(nodes).flatMap((place) => this.#table[place] ?? []),
      edges: Array.from({ length: edges.length / 2 }, (_, at) => ({
        from: edges[2 * at] ?? 0,
        to: edges[2 * at + 1] ?? 0,
        bytes: undefined,
      })),
      unfused,
    };
  }

  stored(): StoredGraphs {
    const graphs = [...this.#graphs].map(
      ([key, { nodes, edges, unfused }]) => [key, [Array.from(nodes), Array.from(edges), unfused]] as const,
    );
    return { table: this.#table, graphs: Object.fromEntries(graphs) };
  }

  static from({ table, graphs }: StoredGraphs): GraphStore {
    const store = new GraphStore();
    for (const node of table) store.#place(node);
    for (const [key, [nodes, edges, unfused]] of Object.entries(graphs)) {
      store.#set({ key, nodes: Int32Array.from(nodes), edges: Int32Array.from(edges), unfused, store });
    }
    return store;
  }
}

export const inputOf = (graph: GraphRecord): PredictorInput => graph.store.inputOf(graph);
