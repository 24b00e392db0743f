/** `/proc/stat`, twice with some time between: what share of the time all processors were busy. */
import type { Fraction } from "../../base/units.ts";
import { derived } from "../sourced.ts";
import { type Format, linesOf } from "./found.ts";

/** user nice system idle iowait irq softirq steal: guest times are in user and nice already. */
type Times = { readonly busy: number; readonly total: number };

export const procStat: Format = {
  id: "proc-stat",
  label: "/proc/stat",
  command: "cat /proc/stat; sleep 10; cat /proc/stat",
  matches: (text) => /^cpu\s+\d+(?:\s+\d+){3,}/m.test(text),
  read(text) {
    const snapshots = linesOf(text)
      .filter((line) => /^cpu\s+\d/.test(line))
      .map(timesOf);
    const [first, last] = [snapshots[0], snapshots.at(-1)];
    if (first === undefined || last === undefined) return {};
    if (snapshots.length === 1) {
      const share = shareOf({ busy: 0, total: 0 }, first);
      return {
        moment: {
          utilization:
            share === undefined ? undefined : derived(share, "/proc/stat: busy over all time since the start"),
        },
        unused: [
          "One /proc/stat tells the mean since the device started; two, some seconds apart, tell the load between them.",
        ],
      };
    }
    const share = shareOf(first, last);
    return {
      moment: {
        utilization: share === undefined ? undefined : derived(share, "/proc/stat: busy over all time between the two"),
      },
      unused: share === undefined ? ["No time passes between the two /proc/stat."] : [],
    };
  },
};

function timesOf(line: string): Times {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softirq + steal;
  return { busy, total: busy + idle + iowait };
}

/** (busy₂ - busy₁) / (total₂ - total₁), over all processors; undefined where no time passed. */
function shareOf(from: Times, to: Times): Fraction | undefined {
  const total = to.total - from.total;
  return total <= 0 ? undefined : Math.min(Math.max((to.busy - from.busy) / total, 0), 1);
}
