/** `/proc/meminfo`: how much memory there is, in "kB" of 1024 bytes. */
import { measured } from "../sourced.ts";
import { type Format, numberAt } from "./found.ts";

export const meminfo: Format = {
  id: "meminfo",
  label: "/proc/meminfo",
  command: "cat /proc/meminfo",
  matches: (text) => /^MemTotal:\s+\d+ kB/m.test(text),
  read(text) {
    const kilobytes = numberAt(/^MemTotal:\s+(\d+) kB/m.exec(text)?.[1]);
    return {
      capacityBytes:
        kilobytes === undefined
          ? undefined
          : measured(kilobytes * 1024, "/proc/meminfo, MemTotal", "Without what the kernel holds back."),
    };
  },
};
