/** What every source of the atlas is: one file here, one line in sources.ts. */
import { join } from "node:path";
import { analyzeModel } from "../../engine/analyze.ts";
import type { Model } from "../../onnx/model.ts";
import type { PredictorInput } from "../../predict/predictor.ts";
import { projectRoot } from "../project.ts";
import { cached, digestOf, digestOfFiles } from "./cache.ts";
import { GraphStore, type StoredGraphs } from "./graphs.ts";
import type { AtlasRow, SourceId } from "./row.ts";
import type { Dropped } from "./sift.ts";

export interface SourceRows {
  /** Measurements in the files, before any rule. */
  readonly read: number;
  readonly rows: readonly AtlasRow[];
  readonly dropped: readonly Dropped[];
}

export interface Source {
  readonly id: SourceId;
  /** The public origin: repository and commit, or paper. */
  readonly origin: string;
  /** What must be known to use the rows. */
  readonly note: string;
  /** Files of the atlas it is read from. */
  readonly files: readonly string[];
  readonly read: (atlas: string) => Promise<SourceRows>;
}

/** Code whose change may change a graph's costs. */
const costSources = ["base", "onnx", "graph", "ops", "cost", "engine", "generate"].map((layer) =>
  join(projectRoot, "src", layer),
);

/**
 * Graphs of a source, from the cache where neither its files nor what nodes cost changed. With `probes`, networks that
 * hold every kind of node of the source, their costs tell that; else any change of the code that costs does.
 */
export async function cachedGraphs(
  id: SourceId,
  files: readonly string[],
  build: (store: GraphStore) => Promise<void> | void,
  probes?: () => readonly PredictorInput[],
): Promise<GraphStore> {
  const own = join(projectRoot, "src/tools/atlas");
  const code = probes === undefined ? [...costSources, join(own, `${id}.ts`)] : [];
  const fileDigest = await digestOfFiles([...code, ...files, join(own, "graphs.ts")]);
  const digest = digestOf([fileDigest, JSON.stringify(probes?.().map((probe) => costTexts(probe)) ?? "")]);
  return cached(
    `atlas/${id}`,
    digest,
    (json) => GraphStore.from(json as StoredGraphs), // oxlint-disable-line typescript/no-unsafe-type-assertion -- written below
    async () => {
      const store = new GraphStore();
      await build(store);
      return store.stored();
    },
  );
}

const costTexts = (probe: PredictorInput): StoredGraphs => {
  const store = new GraphStore();
  store.add("probe", probe);
  return store.stored();
};

/** The costs of a model made here, through the same engine as those of a file. */
export const costsOfModel = (model: Model): PredictorInput =>
  analyzeModel(model, { name: model.graph.name, bytes: 0, bytesRead: 0 });

/** Numbers in another unit, unknown staying unknown. */
export const scaled = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : value * factor;
