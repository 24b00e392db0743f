/** `perf stat`, as people read it and with -x, (fields between commas). */
import { type Counts, eventName, foundIn } from "./counters.ts";
import { type Format, linesOf, numberAt } from "./found.ts";

const tool = "perf stat";

export const perfStat: Format = {
  id: "perf-stat",
  label: tool,
  command: "perf stat -e task-clock,cycles,instructions,cache-references,cache-misses COMMAND",
  matches: (text) => /Performance counter stats for|seconds time elapsed/.test(text) || csvRows(text).length > 1,
  read: (text) => foundIn(countsOf(text)),
};

type Row = { readonly count: string; readonly unit: string; readonly event: string };

const lineRow =
  /^\s*(<not \w+>|[\d.,]+)\s+(?:(msec|ms|nsec|ns|KiB|MiB|GiB|Joules|%)\s+)?([A-Za-z][\w.:/=,-]*)\s*(?:#.*|\([\d.]+%\))?$/;
const csvRow = /^(<not \w+>|[\d.]+),([A-Za-z%]*),([A-Za-z][\w.:/=-]*),\d+,[\d.]+/;

const csvRows = (text: string): readonly Row[] =>
  linesOf(text).flatMap((line) => {
    const [, count, unit = "", event = ""] = csvRow.exec(line) ?? [];
    return count === undefined ? [] : [{ count, unit, event }];
  });

const lineRows = (text: string): readonly Row[] =>
  linesOf(text).flatMap((line) => {
    const [, count, unit = "", event = ""] = lineRow.exec(line) ?? [];
    return count === undefined ? [] : [{ count, unit, event }];
  });

const seconds: Readonly<Record<string, number>> = { "": 1e-3, msec: 1e-3, ms: 1e-3, nsec: 1e-9, ns: 1e-9 };
const byteUnits: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

function countsOf(text: string): Counts {
  const csv = csvRows(text);
  const rows = csv.length > 1 ? csv : lineRows(text);
  const events = new Map<string, number>();
  const bytes = new Map<string, number>();
  const unused: string[] = [];
  let busy: number | undefined;
  for (const { count, unit, event } of rows) {
    const name = eventName(event);
    const value = Number(count.replaceAll(",", ""));
    const byte = byteUnits[unit];
    if (count.startsWith("<")) unused.push(`${event} is ${count.slice(1, -1)} on this device.`);
    else if (Number.isNaN(value)) unused.push(`${event}: "${count}" is not a number; print it with LC_ALL=C.`);
    else if (name === "task-clock" || name === "cpu-clock") busy = value * (seconds[unit] ?? 1e-3);
    else if (byte !== undefined) bytes.set(name, (bytes.get(name) ?? 0) + value * byte);
    else events.set(name, (events.get(name) ?? 0) + value);
  }
  const elapsed = /([\d.,]+)\s+(?:\+- *[\d.,]+ )?seconds time elapsed/.exec(text)?.[1];
  if (elapsed === undefined && csv.length > 1 && cpusUtilized(text) === undefined)
    unused.push("perf stat -x without task-clock tells no elapsed time; traffic and utilization need it.");
  return {
    tool,
    events,
    bytes,
    elapsed: elapsed === undefined ? elapsedBy(busy, cpusUtilized(text)) : Number(elapsed.replaceAll(",", "")),
    busy,
    systemWide: /stats for '?(?:system wide|CPU\(s\))/.test(text),
    unused,
  };
}

/** With -x the elapsed time is not printed, but beside task-clock what it was divided by it. */
const cpusUtilized = (text: string): number | undefined => numberAt(/,([\d.]+),CPUs utilized/.exec(text)?.[1]);

const elapsedBy = (busy: number | undefined, share: number | undefined): number | undefined =>
  busy === undefined || share === undefined ? undefined : busy / share;
