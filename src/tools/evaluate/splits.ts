/** Which rows are learned from and which are judged on: by hash of names, never by what the rows say. */
import { createHash } from "node:crypto";
import { type AtlasRow, configurationOf, type SourceId } from "../atlas/row.ts";

export const seed = 20_240_611;

/** A number in [0, 1) that only the salt and the name decide. */
export const chance = (salt: string, name: string): number =>
  createHash("sha256").update(`${seed} ${salt} ${name}`).digest().readUInt32BE(0) / 2 ** 32;

export type SplitId = "unseen networks" | "unseen families" | "unseen device";

export interface Fold {
  readonly source: SourceId;
  readonly split: SplitId;
  readonly name: string;
  /** Rows of a test device that are given away, per configuration; only for "unseen device". */
  readonly samples?: number;
  readonly train: readonly AtlasRow[];
  readonly test: readonly AtlasRow[];
}

const parts = 5;
const partOf = (network: string): number => Math.floor(parts * chance("networks", network));

/** `folds` of five parts of the networks, each the test once. */
export const unseenNetworks = (source: SourceId, rows: readonly AtlasRow[], folds: number): readonly Fold[] =>
  Array.from({ length: folds }, (_, part) => ({
    source,
    split: "unseen networks",
    name: `part ${part + 1}`,
    train: rows.filter(({ network }) => partOf(network) !== part),
    test: rows.filter(({ network }) => partOf(network) === part),
  }));

/** Each network out once, where a source has only a few; layers are learned from, whole networks judged as well. */
export const eachNetwork = (source: SourceId, rows: readonly AtlasRow[]): readonly Fold[] =>
  [...new Set(rows.map(({ network }) => network))].toSorted().map((out) => ({
    source,
    split: "unseen networks",
    name: out,
    train: rows.filter(({ network }) => network !== out),
    test: rows.filter(({ network }) => network === out),
  }));

export const unseenFamilies = (source: SourceId, rows: readonly AtlasRow[]): readonly Fold[] =>
  [...new Set(rows.map(({ family }) => family))].toSorted().map((out) => ({
    source,
    split: "unseen families",
    name: out,
    train: rows.filter(({ family }) => family !== out),
    test: rows.filter(({ family }) => family === out),
  }));

/**
 * A device out once; of each of its configurations the first `samples` training networks by hash are given away. Test
 * networks (one part of five) are unseen on every device, so that neither device nor network is known.
 */
export function unseenDevices(source: SourceId, rows: readonly AtlasRow[], counts: readonly number[]): readonly Fold[] {
  return [...new Set(rows.map(({ device }) => device))].toSorted().flatMap((out) => {
    const test = rows.filter((row) => row.device === out && partOf(row.network) === 0);
    const others = rows.filter((row) => row.device !== out && partOf(row.network) !== 0);
    const own = rows.filter((row) => row.device === out && partOf(row.network) !== 0);
    return counts.map((samples): Fold => ({
      source,
      split: "unseen device",
      name: out,
      samples,
      train: [...others, ...firstByHash(own, samples)],
      test,
    }));
  });
}

function firstByHash(rows: readonly AtlasRow[], count: number): readonly AtlasRow[] {
  const groups = new Map<string, AtlasRow[]>();
  for (const row of rows) groups.set(configurationOf(row), [...(groups.get(configurationOf(row)) ?? []), row]);
  return [...groups.values()].flatMap((own) =>
    own.toSorted((a, b) => chance("samples", a.network) - chance("samples", b.network)).slice(0, count),
  );
}

/** A share of the networks, for sources with thousands of them: which ones, only their names decide. */
export const shareOf = (rows: readonly AtlasRow[], share: number): readonly AtlasRow[] =>
  rows.filter(({ network }) => chance("share", network) < share);
