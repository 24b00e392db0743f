/** Execution order of nodes, and what a node needs from outside. */
import { functionLabel, type Graph, type Node } from "./graph.ts";

/** All value names a node needs, those its bodies take from the scope around it included. */
export function neededBy(node: Node): ReadonlySet<string> {
  const needed = new Set(node.inputs.filter((name) => name !== ""));
  for (const body of node.bodies) {
    if (body.label !== functionLabel) for (const name of freeNames(body.graph)) needed.add(name);
  }
  return needed;
}

/** Values a graph uses but does not define itself. */
export function freeNames(graph: Graph): ReadonlySet<string> {
  const own = new Set([...graph.inputs, ...graph.constants.keys()]);
  for (const node of graph.nodes) for (const output of node.outputs) own.add(output);
  const free = new Set<string>();
  for (const node of graph.nodes) for (const name of neededBy(node)) if (!own.has(name)) free.add(name);
  for (const name of graph.outputs) if (!own.has(name)) free.add(name);
  return free;
}

/**
 * Kahn's order that keeps the file's order wherever it is already valid. `cycle` holds the nodes that wait for each
 * other, in file order; it is empty for a graph without cycles.
 */
export function executionOrder(nodes: readonly Node[]): {
  readonly order: readonly Node[];
  readonly cycle: readonly Node[];
} {
  const producer = new Map<string, number>();
  nodes.forEach((node, index) => {
    for (const output of node.outputs) if (output !== "" && !producer.has(output)) producer.set(output, index);
  });
  const waiting = new Int32Array(nodes.length);
  const consumers: number[][] = nodes.map(() => []);
  nodes.forEach((node, index) => {
    for (const name of neededBy(node)) {
      const from = producer.get(name);
      if (from === undefined) continue;
      consumers[from]?.push(index);
      waiting[index] = (waiting[index] ?? 0) + 1;
    }
  });
  const sorted = inOrder(waiting, consumers);
  const order = sorted.flatMap((index) => nodes[index] ?? []);
  const placed = new Set(sorted);
  return { order, cycle: nodes.filter((_, index) => !placed.has(index)) };
}

/** Always takes the ready node that stands first in the file, with a heap so that long files stay fast. */
function inOrder(waiting: Int32Array, consumers: readonly (readonly number[])[]): readonly number[] {
  const heap: number[] = [];
  waiting.forEach((count, index) => {
    if (count === 0) heap.push(index);
  });
  const sorted: number[] = [];
  for (let next = takeSmallest(heap); next !== undefined; next = takeSmallest(heap)) {
    sorted.push(next);
    for (const consumer of consumers[next] ?? []) {
      const left = (waiting[consumer] ?? 0) - 1;
      waiting[consumer] = left;
      if (left === 0) insert(heap, consumer);
    }
  }
  return sorted;
}

function insert(heap: number[], value: number): void {
  let at = heap.length;
  heap.push(value);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? 0;
    if (above <= value) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = value;
}

function takeSmallest(heap: number[]): number | undefined {
  const smallest = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return smallest;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const right = left + 1;
    const child = (heap[right] ?? Infinity) < (heap[left] ?? Infinity) ? right : left;
    const below = heap[child];
    if (below === undefined || below >= last) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = last;
  return smallest;
}
