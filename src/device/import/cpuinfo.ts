/** `/proc/cpuinfo`: a paragraph for each logical processor. */
import { measured } from "../sourced.ts";
import { armCore, armCoreName, processorName, x86Core } from "./cores.ts";
import { byClock, type Format, type Found, type FoundCluster, linesOf, numberAt, pairIn } from "./found.ts";

const tool = "/proc/cpuinfo";

type Block = ReadonlyMap<string, string>;

export const cpuinfo: Format = {
  id: "cpuinfo",
  label: "/proc/cpuinfo",
  command: "cat /proc/cpuinfo",
  matches: (text) => /^processor\s*:\s*\d+/m.test(text),
  read(text) {
    const blocks = blocksOf(text);
    const all: Block = new Map(blocks.flatMap((block) => [...block]));
    const processors = blocks.filter((block) => block.has("processor"));
    return all.has("CPU part") ? arm(processors, all) : x86(processors, all);
  },
};

const blocksOf = (text: string): readonly Block[] =>
  text.split(/\r?\n\s*\r?\n/).map(
    (paragraph) =>
      new Map(
        linesOf(paragraph)
          .map(pairIn)
          .filter((pair) => pair !== undefined),
      ),
  );

/** Cores of one kind have the same implementer and part; 32-bit kernels print them once, for all. */
function arm(processors: readonly Block[], all: Block): Found {
  const idOf = (block: Block): string =>
    ["CPU implementer", "CPU part"].map((key) => block.get(key) ?? all.get(key) ?? "").join(" ");
  const kinds = [...new Set(processors.map(idOf))];
  const clusters = kinds.map((id): FoundCluster => {
    const [implementer = "", part = ""] = id.split(" ");
    const name = armCoreName(implementer, part) ?? `Arm core, implementer ${implementer}, part ${part}`;
    return { ...armCore(name), count: measured(processors.filter((block) => idOf(block) === id).length, tool) };
  });
  // Without clocks, the wider core is taken for the faster one.
  const width = ({ flopsPerCycle }: FoundCluster): number => flopsPerCycle?.fp32?.value ?? 0;
  return {
    soc: all.get("Hardware") ?? all.get("Model"),
    clusters: clusters.toSorted((a, b) => width(b) - width(a)),
    unused: ["/proc/cpuinfo of Arm tells neither clocks nor caches; cpufreq and lscpu may."],
  };
}

function x86(processors: readonly Block[], all: Block): Found {
  const model = all.get("model name") ?? "unknown";
  const flags = (all.get("flags") ?? "").split(/\s+/);
  // A core with two hardware threads has two paragraphs with the same core id.
  const cores = new Set(
    processors.map((block) => `${block.get("physical id") ?? 0} ${block.get("core id") ?? block.get("processor")}`),
  );
  const perCore = processors.length / cores.size;
  const line = numberAt(all.get("clflush size"));
  const clocks = processors.map((block) => numberAt(block.get("cpu MHz"))).filter((clock) => clock !== undefined);
  const now = clocks.length === 0 ? undefined : Math.max(...clocks) * 1e6;
  const core = x86Core(processorName(model), {
    family: Number(all.get("cpu family") ?? 0),
    model: Number(all.get("model") ?? 0),
    flags,
  });
  return {
    soc: processorName(model),
    clusters: byClock([
      {
        ...core,
        count: measured(cores.size, tool),
        threadsPerCore: Number.isInteger(perCore) && perCore > 1 ? measured(perCore, tool) : undefined,
        lineBytes: line === undefined ? core.lineBytes : measured(line, `${tool}, clflush size`),
        maxFrequencyHz: nameClock(model),
      },
    ]),
    moment: {
      frequencyHz:
        now === undefined ? undefined : measured(now, `${tool}, cpu MHz`, "The fastest core at that moment."),
    },
    unused: ["Its cache size is that of one level, which level depends on the maker; lscpu tells them apart."],
  };
}

/** "Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz": the base clock is part of some names. */
function nameClock(model: string): FoundCluster["maxFrequencyHz"] {
  const clock = numberAt(/@\s*([\d.]+)\s*GHz/.exec(model)?.[1]);
  return clock === undefined
    ? undefined
    : measured(clock * 1e9, `${tool}, model name`, "The base clock; boost is higher.");
}
