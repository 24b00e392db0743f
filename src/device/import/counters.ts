/** From counted events to what the device was doing: clock, share of time, traffic. perf and simpleperf count the same. */
import type { BytesPerSecond, Seconds } from "../../base/units.ts";
import type { Sourced } from "../device.ts";
import { derived, measured } from "../sourced.ts";
import type { Counter, Found } from "./found.ts";

export type Counts = {
  readonly tool: string;
  /** Events by their plain name, summed over the kinds of core that count them apart. */
  readonly events: ReadonlyMap<string, number>;
  /** Events that the tool gave in bytes. */
  readonly bytes: ReadonlyMap<string, number>;
  readonly elapsed: Seconds | undefined;
  /** Time that processors spent on the task. */
  readonly busy: Seconds | undefined;
  /** Were all processors watched, idle ones too? Then `busy` is no share of load. */
  readonly systemWide: boolean;
  readonly unused: readonly string[];
};

/** Bytes that a last-level miss brings in, on every core of the catalogue but Apple's. */
const line = 64;

/** "cpu_core/cycles/u", "raw-l3d-cache-refill", "L1_DCACHE_REFILL:k" as plain names: "cycles", "l3d-cache-refill"... */
export const eventName = (name: string): string =>
  name
    .replace(/^cpu(?:_core|_atom)?\/([^/]+)\/\w*$/, "$1")
    .replace(/:[a-zA-Z]+$/, "")
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^raw-/, "")
    .replace(/^cpu-cycles$/, "cycles");

/**
 * Events whose count times a line is DRAM traffic, the best first: what left the last cache, then what left an earlier
 * one, which is at least that much.
 */
const misses: readonly (readonly [events: readonly string[], note?: string])[] = [
  [["llc-load-misses", "llc-store-misses"], "Without what the hardware fetched ahead."],
  [["ll-cache-miss-rd"], "Reads only."],
  [["l3d-cache-refill"]],
  [["cache-misses"], "On Arm this counts misses of L1, so it is an upper bound there."],
  [["l2d-cache-refill"], "Misses of L2: an upper bound where there is an L3."],
];

function traffic({ tool, events, bytes, elapsed }: Counts): Sourced<BytesPerSecond> | undefined {
  if (elapsed === undefined) return undefined;
  const dram = [...bytes].filter(([name]) => /read|write|cas|dram/.test(name));
  if (dram.length > 0) {
    const moved = dram.reduce((sum, [, count]) => sum + count, 0);
    return measured(moved / elapsed, `${tool}: ${dram.map(([name]) => name).join(" + ")} over the elapsed time`);
  }
  const cas = [...events].filter(([name]) => /cas[-.]count/.test(name));
  if (cas.length > 0) {
    const moved = cas.reduce((sum, [, count]) => sum + count * line, 0);
    return derived(
      moved / elapsed,
      `${tool}: ${cas.map(([name]) => name).join(" + ")} x ${line} B over the elapsed time`,
    );
  }
  for (const [names, note] of misses) {
    const present = names.filter((name) => events.has(name));
    if (present.length === 0) continue;
    const moved = present.reduce((sum, name) => sum + (events.get(name) ?? 0) * line, 0);
    return derived(moved / elapsed, `${tool}: ${present.join(" + ")} x ${line} B over the elapsed time`, note);
  }
  return undefined;
}

/** Accesses and misses per level, instructions, cycles, and their ratios. */
function rows({ events }: Counts): readonly Counter[] {
  const shown: readonly (readonly [label: string, ...names: string[]])[] = [
    ["Instructions", "instructions"],
    ["Cycles", "cycles"],
    ["Cache references", "cache-references"],
    ["Cache misses", "cache-misses"],
    ["L1 data accesses", "l1-dcache-loads", "l1d-cache"],
    ["L1 data misses", "l1-dcache-load-misses", "l1d-cache-refill"],
    ["L2 accesses", "l2d-cache", "l2-requests"],
    ["L2 misses", "l2d-cache-refill"],
    ["L3 accesses", "llc-loads", "l3d-cache", "ll-cache-rd"],
    ["L3 misses", "llc-load-misses", "l3d-cache-refill", "ll-cache-miss-rd"],
  ];
  const found = shown.flatMap(([label, ...names]): readonly Counter[] => {
    const name = names.find((each) => events.has(each));
    const value = name === undefined ? undefined : events.get(name);
    return value === undefined ? [] : [{ label, value, unit: "" }];
  });
  const ratio = (
    label: string,
    top: string,
    bottom: string,
    unit: Counter["unit"],
    scale: number,
  ): readonly Counter[] => {
    const [a, b] = [events.get(top), events.get(bottom)];
    return a === undefined || b === undefined || b === 0 ? [] : [{ label, value: (a / b) * scale, unit }];
  };
  return [
    ...found,
    ...ratio("Instructions per cycle", "instructions", "cycles", "/cycle", 1),
    ...ratio("Miss rate", "cache-misses", "cache-references", "%", 100),
  ];
}

export function foundIn(counts: Counts): Found {
  const { tool, events, elapsed, busy, systemWide } = counts;
  const unused = [...counts.unused];
  const cycles = events.get("cycles");
  const isLoad = busy !== undefined && busy > 0 && !systemWide;
  const frequencyHz =
    isLoad && cycles !== undefined ? derived(cycles / busy, `${tool}: cycles over the time on a core`) : undefined;
  const share = isLoad && elapsed !== undefined && elapsed > 0 ? busy / elapsed : undefined;
  if (systemWide)
    unused.push(
      "All processors were watched, idle ones too: their clock and utilization cannot be told from these counts.",
    );
  if (cycles !== undefined && busy === undefined)
    unused.push("Without task-clock the clock and the utilization cannot be told.");
  if (share !== undefined && share > 1.005)
    unused.push(`The load kept ${share.toFixed(1)} cores busy; the slider is about one core, so it is taken as full.`);
  return {
    moment: {
      frequencyHz,
      utilization:
        share === undefined ? undefined : derived(Math.min(share, 1), `${tool}: time on a core over the elapsed time`),
      traffic: traffic(counts),
    },
    counters: rows(counts),
    unused,
  };
}
