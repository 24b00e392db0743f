/** What the sources of NAS-Bench-201 share: cells, which of them are the same network, and their graphs. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CutOff, livingEdges, nasbench201 } from "../../generate/families/nasbench201.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import type { GraphStore } from "./graphs.ts";
import { costsOfModel } from "./source.ts";

export const representativesFile = "nb201_arch_to_rep.json";

/** For each of the 15,625 indices that of the cell that stands for all isomorphic ones. */
export async function readRepresentatives(atlas: string): Promise<ReadonlyMap<number, number>> {
  const text: unknown = JSON.parse(await readFile(join(atlas, representativesFile), "utf8"));
  if (typeof text !== "object" || text === null) throw new TypeError(`${representativesFile} holds no table`);
  return new Map(Object.entries(text).map(([index, other]) => [Number(index), Number(other)]));
}

/** Does a cell pass its input on at all? */
export const passes = (cell: string): boolean => livingEdges(cell).length > 0;

export interface CellImage {
  readonly input: readonly [channels: number, height: number, width: number];
  readonly classes: number;
  readonly cutOff?: CutOff;
}

/** Cells that compute the same have the same key. */
export function cellKey(cell: string, { input, cutOff }: CellImage): string {
  const differs = cutOff !== undefined && livingEdges(cell, cutOff).length > livingEdges(cell).length;
  return `${cell}@${input.join("x")}${differs ? ` with what is cut off: ${cutOff}` : ""}`;
}

/** The cell of a graph's key; undefined for other graphs. */
export const cellOfKey = (key: string): string | undefined => (key.startsWith("|") ? key.split("@")[0] : undefined);

export function addCell(store: GraphStore, cell: string, image: CellImage): void {
  const key = cellKey(cell, image);
  if (store.get(key) === undefined && passes(cell)) {
    store.add(key, costsOfModel(nasbench201("cell", { cell, ...image })));
  }
}

/** Two cells with every operation between them: what any cell's nodes cost can be told from them. */
const probes = [
  "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|",
  "|skip_connect~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|",
];

export const cellProbes = (images: readonly CellImage[]) => (): readonly PredictorInput[] =>
  images.flatMap((image) => probes.map((cell) => costsOfModel(nasbench201("cell", { cell, ...image }))));
