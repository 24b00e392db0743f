import fc from "fast-check";
import { expect, test } from "vitest";
import { formats, readingsOf } from "./index.ts";
import { meminfo } from "./meminfo.ts";
import { procStat } from "./proc-stat.ts";

test("/proc/meminfo: kB are of 1024 bytes", () => {
  const text = "MemTotal:        8062168 kB\nMemFree:          310204 kB\nMemAvailable:    5000000 kB\n";
  expect(meminfo.read(text).capacityBytes?.value).toBe(8_062_168 * 1024);
});

// user nice system idle iowait irq softirq steal
const stat = (user: number, idle: number, iowait: number): string =>
  `cpu  ${user} 0 100 ${idle} ${iowait} 10 20 0 0 0\ncpu0 ${user} 0 100 ${idle} ${iowait} 10 20 0 0 0\nintr 12345\nctxt 999\n`;

test("/proc/stat twice: (busy2 - busy1) / (total2 - total1), waiting for disks is not busy", () => {
  const text = stat(1000, 5000, 200) + stat(1300, 5600, 300);
  expect(procStat.matches(text)).toBe(true);
  expect(procStat.read(text).moment?.utilization).toMatchObject({ value: 300 / 1000, kind: "derived" });
});

test("/proc/stat once tells the mean since the start, the same twice nothing", () => {
  const once = procStat.read(stat(870, 900, 100));
  expect(once.moment?.utilization?.value).toBe(1000 / 2000);
  expect(once.unused?.join()).toContain("since the device started");
  expect(procStat.read(stat(1, 2, 3) + stat(1, 2, 3)).moment?.utilization).toBeUndefined();
});

test("outputs that follow each other are all read", () => {
  const text = "processor : 0\nCPU implementer : 0x41\nCPU part : 0xd0b\n\nMemTotal: 4000000 kB\n" + stat(1, 2, 3);
  expect(readingsOf(text).map(({ format }) => format.id)).toEqual(["cpuinfo", "meminfo", "proc-stat"]);
});

test("a poem is none of them", () => {
  expect(readingsOf("Two roads diverged in a yellow wood,\nAnd sorry I could not travel both: 1 2 3")).toEqual([]);
  expect(readingsOf("")).toEqual([]);
});

const word = fc.constantFrom(
  "CPU(s): 0",
  "Model name: -",
  "Core(s) per socket: x",
  "processor : 1",
  "cpu 1 2 3 4 5",
  "300000 1",
  "12,3 cycles",
  "MemTotal: 1 kB",
  "L2 cache: 1 MiB (0 instances)",
  "\n",
  "1.0 seconds time elapsed",
  "Socket(s): 0",
  "analyzing CPU 0:",
);

test("whatever follows whatever, no number that comes out is NaN, infinite or negative", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(word, fc.string())), (lines) => {
      const text = lines.join("\n");
      for (const format of formats)
        JSON.stringify(format.read(text), (_, value: unknown) => {
          if (typeof value === "number") expect(Number.isFinite(value) && value >= 0).toBe(true);
          return value;
        });
    }),
  );
});
