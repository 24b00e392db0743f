/** Peak activation memory of a graph in the file's execution order. */
import type { Bytes } from "../base/units.ts";
import type { TypedGraph } from "../ops/infer.ts";
import { memoryGraphOf } from "./memory/memory-graph.ts";
import { timelineOf } from "./memory/timeline.ts";

/**
 * The most bytes of activations alive at once. A value lives from the node that gives it to the last that reads it;
 * the graph's inputs from the start, its outputs to the end. A view shares the storage of its first input. Constants
 * are not activations. A node's bodies add their own peak while the node runs. Undefined when a size is unknown.
 */
export const peakActivation = (graph: TypedGraph): Bytes | undefined => timelineOf(memoryGraphOf(graph)).peakBytes;
