/** The sources of measured latencies, and all their rows together. */
import type { AtlasRow } from "./row.ts";
import { dagScheduler } from "./dag-scheduler.ts";
import { nb201Phones } from "./nb201-phones.ts";
import { nb201Pi5 } from "./nb201-pi5.ts";
import { ncnn } from "./ncnn.ts";
import { own } from "./own.ts";
import { qed } from "./qed.ts";
import { rk3399 } from "./rk3399.ts";
import type { Source, SourceRows } from "./source.ts";
import { tophub } from "./tophub.ts";
import { tract } from "./tract.ts";

export const atlasSources: readonly Source[] = [
  qed,
  nb201Pi5,
  nb201Phones,
  rk3399,
  dagScheduler,
  ncnn,
  tophub,
  tract,
  own,
];

export interface ReadSource extends SourceRows {
  readonly source: Source;
}

/** Reads sources one after the other: their graphs are large and share the processor. */
export async function readAtlas(
  atlas: string,
  wanted: readonly Source[] = atlasSources,
  onProgress: (text: string) => void = () => {},
): Promise<readonly ReadSource[]> {
  const all: ReadSource[] = [];
  for (const source of wanted) {
    // oxlint-disable-next-line no-await-in-loop
    const read = await source.read(atlas);
    onProgress(`${source.id}: ${read.rows.length} rows of ${read.read} measurements`);
    all.push({ source, ...read });
  }
  return all;
}

export const rowsOf = (read: readonly ReadSource[]): readonly AtlasRow[] => read.flatMap(({ rows }) => rows);
