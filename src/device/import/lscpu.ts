/** `lscpu`, as a table or as JSON (-J), of util-linux 2.2x to 2.4x: they differ in how they print caches and clusters. */
import type { Bytes } from "../../base/units.ts";
import type { Sourced } from "../device.ts";
import { derived, measured } from "../sourced.ts";
import { armCore, processorName, x86Core } from "./cores.ts";
import { byClock, type Format, type Found, type FoundCluster, linesOf, numberAt, pairIn } from "./found.ts";

type Pair = readonly [key: string, value: string];
/** The pairs of one processor model. */
type Block = ReadonlyMap<string, string>;

const tool = "lscpu";

export const lscpu: Format = {
  id: "lscpu",
  label: "lscpu",
  command: "lscpu",
  matches: (text) =>
    /^\s*\{\s*"lscpu"\s*:/.test(text) || /^\s*(?:Core|Thread)\(s\) per (?:core|socket|cluster):/m.test(text),
  read: (text) => found(text.trimStart().startsWith("{") ? jsonPairs(text) : tablePairs(text)),
};

const tablePairs = (text: string): readonly Pair[] =>
  linesOf(text)
    .map(pairIn)
    .filter((pair) => pair !== undefined);

/** Field and data of each entry, children after their parent, as the table prints them. */
function jsonPairs(text: string): readonly Pair[] {
  const walk = (value: unknown): readonly Pair[] => {
    if (Array.isArray(value)) return value.flatMap(walk);
    if (typeof value !== "object" || value === null) return [];
    const entry = new Map<string, unknown>(Object.entries(value));
    const [field, data] = [entry.get("field"), entry.get("data")];
    const own: readonly Pair[] =
      typeof field === "string" && typeof data === "string" ? [[field.replace(/:\s*$/, "").trim(), data]] : [];
    return [...own, ...walk(entry.get("children")), ...walk(entry.get("lscpu"))];
  };
  try {
    return walk(JSON.parse(text));
  } catch {
    // Cut off while copying; the lines that are whole still have the form "field": "...", "data": "...".
    return [...text.matchAll(/"field":\s*"([^"]*?):?",\s*"data":\s*"([^"]*)"/g)].map(([, field = "", data = ""]) => [
      field,
      data,
    ]);
  }
}

function found(pairs: readonly Pair[]): Found {
  const blocks = blocksOf(pairs);
  const all: Block = new Map(pairs);
  const unused: string[] = [];
  const plain = blocks.map((block) => clusterOf(block, all));
  const clusters = plain.length === 1 ? [{ ...plain[0], ...cachesOf(all, plain[0]?.count?.value, unused) }] : plain;
  if (plain.length > 1 && cache(all, "L2") !== undefined) {
    unused.push("lscpu adds up L1 and L2 over all kinds of core; they cannot be told apart.");
  }
  const model = all.get("Model name") ?? "";
  const isX86 = /^(?:x86|i\d86)/.test(all.get("Architecture") ?? "x86");
  if (all.has("Hypervisor vendor")) unused.push("A virtual machine: clocks and caches are what its host tells it.");
  if (clusters.every(({ maxFrequencyHz }) => maxFrequencyHz === undefined)) {
    unused.push("lscpu tells no clock here; /proc/cpuinfo or cpufreq may.");
  }
  return { soc: isX86 ? processorName(model) : undefined, clusters: byClock(clusters), l3Bytes: l3Of(all), unused };
}

/** One block per model name. With a single model, everything belongs to it: old versions print its counts before its name. */
function blocksOf(pairs: readonly Pair[]): readonly Block[] {
  const starts = pairs.flatMap(([key], index) => (key === "Model name" ? [index] : []));
  if (starts.length <= 1) return [new Map(pairs)];
  return starts.map((start, index) => new Map(pairs.slice(start, starts[index + 1])));
}

function countOf(block: Block, all: Block): number | undefined {
  const per = numberAt(block.get("Core(s) per socket")) ?? numberAt(block.get("Core(s) per cluster"));
  const groups = numberAt(block.get("Socket(s)")) ?? numberAt(block.get("Cluster(s)"));
  if (per !== undefined) return per * (groups ?? 1);
  const cpus = numberAt(all.get("CPU(s)"));
  return cpus === undefined ? undefined : cpus / (numberAt(block.get("Thread(s) per core")) ?? 1);
}

function clusterOf(block: Block, all: Block): FoundCluster {
  const name = block.get("Model name") ?? "unknown";
  const flags = (block.get("Flags") ?? "").split(/\s+/);
  const family = Number(block.get("CPU family") ?? Number.NaN);
  const count = countOf(block, all);
  const threads = numberAt(block.get("Thread(s) per core"));
  const hertz = (key: string): Sourced<number> | undefined => {
    const megahertz = numberAt(block.get(key));
    return megahertz === undefined ? undefined : measured(megahertz * 1e6, `${tool}, ${key}`);
  };
  const core = Number.isNaN(family)
    ? armCore(name)
    : x86Core(processorName(name), { family, model: Number(block.get("Model") ?? 0), flags });
  return {
    ...core,
    count: count === undefined ? undefined : measured(count, tool),
    threadsPerCore: threads === undefined || threads === 1 ? undefined : measured(threads, tool),
    maxFrequencyHz: hertz("CPU max MHz"),
    minFrequencyHz: hertz("CPU min MHz"),
  };
}

type Cache = {
  readonly bytes: Bytes;
  /** How many there are of it; undefined where this version does not tell. */
  readonly instances: number | undefined;
  /** Versions before 2.34 print the size of one ("32K"), later ones the sum ("128 KiB"). */
  readonly isSum: boolean;
};

const units: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 };

function cache(all: Block, level: "L1d" | "L2" | "L3"): Cache | undefined {
  const text = all.get(`${level} cache`) ?? all.get(level) ?? "";
  const [, digits, unit = "", binary, instances] =
    /^([\d.]+)\s*([KMG]?)(i?B?)(?:\s*\((\d+) instances?\))?/.exec(text) ?? [];
  const count = numberAt(instances);
  const size = numberAt(digits);
  if (size === undefined) return undefined;
  return {
    bytes: size * (units[unit] ?? 1),
    instances: count,
    isSum: binary !== "",
  };
}

/** Caches of the only kind of core. A sum without the number of instances is divided for L1, which every core has. */
function cachesOf(all: Block, cores: number | undefined, unused: string[]): Partial<FoundCluster> {
  const [l1, l2] = [cache(all, "L1d"), cache(all, "L2")];
  const one = (level: Cache, of: number | undefined): Sourced<Bytes> | undefined =>
    !level.isSum
      ? measured(level.bytes, tool)
      : of === undefined
        ? undefined
        : derived(level.bytes / of, `${tool}: sum over ${of}`);
  if (l2 !== undefined && l2.isSum && l2.instances === undefined) {
    unused.push("This lscpu tells the sum of the L2 caches and not how many there are.");
  }
  return {
    ...(l1 === undefined ? {} : { l1dBytes: one(l1, l1.instances ?? cores) }),
    ...(l2 === undefined ? {} : { l2Bytes: one(l2, l2.instances) }),
    ...(l2?.instances === undefined || cores === undefined ? {} : { l2Shared: measured(l2.instances < cores, tool) }),
  };
}

/** Of several L3 caches (one for each group of cores) one is taken: a core reaches no other. */
function l3Of(all: Block): Sourced<Bytes> | undefined {
  const l3 = cache(all, "L3");
  if (l3 === undefined) return undefined;
  const { bytes, instances = 1 } = l3;
  return instances === 1 ? measured(bytes, tool) : derived(bytes / instances, `${tool}: one of ${instances}`);
}
