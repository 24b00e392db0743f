/** What the fused embeddings of a BERT-like model share. */
import { bytesOf } from "../base/dtype.ts";
import { factBytes } from "./entries.ts";
import type { Traffic, Work } from "./op.ts";

/** Inputs: word ids, segment ids, the word, position and segment tables. Of the tables only the rows looked up are read. */
export function embeddingTraffic(work: Work): Traffic {
  const dtype = work.dtype(2);
  const count = work.outputCountOf(0);
  const rows = dtype === undefined || count === undefined ? undefined : bytesOf(dtype, count);
  return {
    read: [factBytes(work.inputs[0]), work.has(1) ? factBytes(work.inputs[1]) : 0, rows, rows, work.has(4) ? rows : 0],
  };
}
