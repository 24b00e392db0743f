import { cpufreq } from "./cpufreq.ts";
import { cpuinfo } from "./cpuinfo.ts";
import type { Format, Found } from "./found.ts";
import { lscpu } from "./lscpu.ts";
import { meminfo } from "./meminfo.ts";
import { perfStat } from "./perf-stat.ts";
import { procStat } from "./proc-stat.ts";
import { simpleperf } from "./simpleperf.ts";

/** Every text that can be read, those that tell most about hardware first. */
export const formats: readonly Format[] = [lscpu, cpuinfo, cpufreq, meminfo, procStat, perfStat, simpleperf];

export type Reading = { readonly format: Format; readonly found: Found };

/** What a text tells, by each format found in it: outputs of several commands may follow each other. */
export const readingsOf = (text: string): readonly Reading[] =>
  formats.filter((format) => format.matches(text)).map((format) => ({ format, found: format.read(text) }));
