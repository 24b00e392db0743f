/**
 * Linux' cpufreq: files below /sys/devices/system/cpu (with or without their paths), `time_in_state` tables, and what
 * `cpufreq-info` and `cpupower frequency-info` print.
 */
import type { Hertz } from "../../base/units.ts";
import type { Sourced } from "../device.ts";
import { derived, measured } from "../sourced.ts";
import { byClock, type Format, type Found, type FoundCluster, linesOf, numberAt } from "./found.ts";

const tool = "cpufreq";

/** All of cpufreq is in kHz. */
const kilohertz = (text: string): readonly Hertz[] => (text.match(/\d+/g) ?? []).map((digits) => Number(digits) * 1e3);

/** Files as `grep . FILES` prints them: path and content. */
const dumpLine = /(?:^|\/)(policy\d+|cpu\d+)\/(?:cpufreq\/)?(?:stats\/)?(\w+):(.*)$/;
/** A line of nothing but clocks, as `cat scaling_available_frequencies` prints for each policy. */
const stepsLine = /^\s*(?:\d{5,8}\s+)+\d{5,8}\s*$|^\s*\d{5,8}\s*$/;
/** A line of `time_in_state`: a clock and how long it was held, in units of 10 ms. */
const stateLine = /^\s*(\d{5,8})\s+(\d+)\s*$/;

/** Two lines of two numbers could also be the steps of two policies; a time is rarely of the size of a clock. */
const isStates = (text: string): boolean => {
  const lines = linesOf(text).filter((line) => line.trim() !== "");
  const times = lines.map((line) => Number(stateLine.exec(line)?.[2]));
  const isTimes = times.every((time) => !Number.isNaN(time)) && times.length > 1;
  return isTimes && (lines.length > 2 || times.some((time) => time < 1e4 || time > 1e7));
};

export const cpufreq: Format = {
  id: "cpufreq",
  label: "cpufreq",
  command: "grep . /sys/devices/system/cpu/cpufreq/policy*/*",
  matches(text) {
    const lines = linesOf(text).filter((line) => line.trim() !== "");
    if (/^analyzing CPU \d+/im.test(text) || lines.some((line) => dumpLine.test(line))) return true;
    return lines.length > 0 && lines.every((line) => stepsLine.test(line) || stateLine.test(line));
  },
  read(text) {
    if (/^analyzing CPU \d+/im.test(text)) return info(text);
    if (linesOf(text).some((line) => dumpLine.test(line))) return dump(text);
    return isStates(text) ? states(text) : steps(text);
  },
};

/** A cluster from the clocks it can take. */
function clusterOf(clocks: readonly Hertz[], source: string): FoundCluster {
  const ascending = [...new Set(clocks)].toSorted((a, b) => a - b);
  const [low, top] = [ascending[0], ascending.at(-1)];
  return {
    minFrequencyHz: low === undefined || low === top ? undefined : measured(low, source),
    maxFrequencyHz: top === undefined ? undefined : measured(top, source),
    levelsHz: ascending.length < 2 ? undefined : measured(ascending, source),
  };
}

const steps = (text: string): Found => {
  const clusters = linesOf(text)
    .filter((line) => stepsLine.test(line))
    .map((line) => clusterOf(kilohertz(line), "scaling_available_frequencies"));
  return { clusters: byClock(clusters) };
};

/** Mean clock over a `time_in_state` table, weighted by time; undefined where no time passed. */
function meanClock(rows: readonly (readonly [clock: Hertz, time: number])[]): Sourced<Hertz> | undefined {
  const total = rows.reduce((sum, [, time]) => sum + time, 0);
  const mean = rows.reduce((sum, [clock, time]) => sum + clock * time, 0) / total;
  return total === 0
    ? undefined
    : derived(mean, "time_in_state: clocks weighted by time", "Since the start of the device.");
}

/** Tables of several policies follow each other; a clock below the one before begins the next. */
function states(text: string): Found {
  const tables: [clock: Hertz, time: number][][] = [];
  const descends = descending(text);
  for (const line of linesOf(text)) {
    const [, clock, time] = stateLine.exec(line) ?? [];
    if (clock === undefined) continue;
    const row: [Hertz, number] = [Number(clock) * 1e3, Number(time)];
    const last = tables.at(-1);
    const before = last?.at(-1)?.[0];
    const goesOn = before !== undefined && (descends ? row[0] < before : row[0] > before);
    if (last === undefined || !goesOn) tables.push([row]);
    else last.push(row);
  }
  const clusters = byClock(
    tables.map((rows) =>
      clusterOf(
        rows.map(([clock]) => clock),
        "time_in_state",
      ),
    ),
  );
  const fastest = tables.toSorted((a, b) => Math.max(...b.map(([c]) => c)) - Math.max(...a.map(([c]) => c)))[0] ?? [];
  return { clusters, moment: { frequencyHz: meanClock(fastest) } };
}

/** Some kernels list the highest clock first. */
function descending(text: string): boolean {
  const [first, second] = linesOf(text).flatMap((line) => stateLine.exec(line)?.[1] ?? []);
  return Number(first) > Number(second);
}

function dump(text: string): Found {
  const files = new Map<string, Map<string, string>>();
  for (const line of linesOf(text)) {
    const [, policy = "", file = "", content = ""] = dumpLine.exec(line) ?? [];
    if (policy === "") continue;
    const known = files.get(policy) ?? new Map<string, string>();
    known.set(file, `${known.get(file) ?? ""} ${content}`);
    files.set(policy, known);
  }
  // Below cpu0, cpu1... every core has its own files, those of one cluster alike: only policies count cores.
  const own = [...files.values()];
  const isPolicies = [...files.keys()].some((name) => name.startsWith("policy"));
  const clusters = (isPolicies ? own : own.filter((file, at) => at === own.findIndex((one) => alike(one, file)))).map(
    (file) => {
      const one = (name: string): number | undefined => numberAt(file.get(name));
      const cores = (file.get("related_cpus") ?? file.get("affected_cpus") ?? "").trim();
      const clocks = kilohertz(
        [file.get("scaling_available_frequencies") ?? "", file.get("scaling_boost_frequencies") ?? ""].join(" "),
      );
      const ends = [one("cpuinfo_min_freq"), one("cpuinfo_max_freq")].flatMap((clock) =>
        clock === undefined ? [] : clock * 1e3,
      );
      const all = clusterOf(clocks.length > 0 ? clocks : ends, tool);
      return {
        ...all,
        levelsHz: clocks.length > 1 ? all.levelsHz : undefined,
        count: cores === "" ? undefined : measured(cores.split(/\s+/).length, `${tool}, related_cpus`),
      };
    },
  );
  const now = own.map((file) => numberAt(file.get("scaling_cur_freq"))).filter((clock) => clock !== undefined);
  return {
    clusters: byClock(clusters),
    moment: {
      frequencyHz:
        now.length === 0
          ? undefined
          : measured(Math.max(...now) * 1e3, `${tool}, scaling_cur_freq`, "The fastest cluster."),
    },
  };
}

const alike = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  ["cpuinfo_max_freq", "scaling_available_frequencies"].every((file) => a.get(file) === b.get(file));

const scales: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };

/** "1.80 GHz", "600 MHz" anywhere in a text. */
const clocksIn = (text: string): readonly Hertz[] =>
  [...text.matchAll(/([\d.]+)\s*([kMG])Hz/g)].map(([, digits, unit = ""]) =>
    Math.round(Number(digits) * (scales[unit] ?? 1)),
  );

/** `cpufreq-info`: a paragraph per core, cores of one cluster naming the same set. */
function info(text: string): Found {
  const paragraphs = text.split(/^analyzing CPU \d+.*$/im).slice(1);
  const line = (paragraph: string, label: RegExp): string =>
    linesOf(paragraph)
      .find((each) => label.test(each))
      ?.replace(label, "") ?? "";
  const clusters = new Map<string, FoundCluster>();
  for (const paragraph of paragraphs) {
    const cores = line(paragraph, /^\s*CPUs which run at the same hardware frequency:/i).trim();
    const clocks = clocksIn(line(paragraph, /^\s*available frequency steps:/i));
    const limits = clocksIn(line(paragraph, /^\s*hardware limits:/i));
    const key = cores === "" ? String(limits) : cores;
    const count = cores === "" ? undefined : measured(cores.split(/\s+/).length, tool);
    const own = clusterOf(clocks.length > 0 ? clocks : limits, tool);
    clusters.set(key, { ...own, levelsHz: clocks.length > 1 ? own.levelsHz : undefined, count });
  }
  const now = paragraphs.flatMap((paragraph) =>
    clocksIn(line(paragraph, /^\s*current CPU frequency(?: is)?:?/i)).slice(0, 1),
  );
  return {
    clusters: byClock([...clusters.values()]),
    moment: {
      frequencyHz: now.length === 0 ? undefined : measured(Math.max(...now), `${tool}, current CPU frequency`),
    },
  };
}
