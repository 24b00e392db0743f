/** `simpleperf stat` of Android. */
import { type Counts, eventName, foundIn } from "./counters.ts";
import { type Format, linesOf } from "./found.ts";

const tool = "simpleperf stat";

export const simpleperf: Format = {
  id: "simpleperf",
  label: tool,
  command: "simpleperf stat -e task-clock,cpu-cycles,instructions,cache-references,cache-misses COMMAND",
  matches: (text) => /Performance counter statistics[:,]|Total test time[:,]/.test(text),
  read: (text) => foundIn(countsOf(text)),
};

/** "1,320,496,145  cpu-cycles  # 0.131736 GHz (100%)", "886.008130(ms)  task-clock  # ...", and the same with --csv. */
const row = /^\s*([\d.,]*\d)(\(ms\)|ms)?(?:\s+|,)([A-Za-z][\w.:-]*)\s*(?:[#,].*)?$/;

function countsOf(text: string): Counts {
  const events = new Map<string, number>();
  let busy: number | undefined;
  for (const line of linesOf(text)) {
    const [, count = "", milliseconds, event = ""] = row.exec(line) ?? [];
    if (event === "") continue;
    const name = eventName(event);
    const value = Number(count.replaceAll(",", ""));
    if (name === "task-clock" || name === "cpu-clock") busy = value * (milliseconds === undefined ? 1e-9 : 1e-3);
    else events.set(name, (events.get(name) ?? 0) + value);
  }
  const elapsed = /Total test time:?,?\s*([\d.]+)/.exec(text)?.[1];
  return {
    tool,
    events,
    bytes: new Map(),
    elapsed: elapsed === undefined ? undefined : Number(elapsed),
    busy,
    // With -a it counts the time of tasks, not of idle processors.
    systemWide: false,
    unused: [],
  };
}
