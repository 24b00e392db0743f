import { expect, test } from "vitest";
import { eventName } from "./counters.ts";
import { perfStat } from "./perf-stat.ts";
import { simpleperf } from "./simpleperf.ts";

const task = `
 Performance counter stats for './benchncnn 4 1 0':

          2,000.00 msec task-clock                #    0.500 CPUs utilized
               120      context-switches          #   60.000 /sec
     5,600,000,000      cycles                    #    2.800 GHz                      (83.31%)
     8,400,000,000      instructions              #    1.50  insn per cycle           (83.35%)
       100,000,000      cache-references          #   50.000 M/sec                    (66.70%)
        25,000,000      cache-misses              #   25.00% of all cache refs        (83.33%)
   <not supported>      stalled-cycles-frontend

       4.000000000 seconds time elapsed

       1.950000000 seconds user
       0.050000000 seconds sys
`;

test("perf stat: clock = cycles / time on a core, utilization = that over elapsed, traffic = misses x 64 B / elapsed", () => {
  expect(perfStat.matches(task)).toBe(true);
  const { moment, counters, unused } = perfStat.read(task);
  expect(moment?.frequencyHz).toMatchObject({ value: 2.8e9, kind: "derived" });
  expect(moment?.utilization).toMatchObject({ value: 0.5 });
  expect(moment?.traffic).toMatchObject({
    value: (25e6 * 64) / 4,
    source: expect.stringContaining("cache-misses x 64 B"),
  });
  expect(moment?.traffic?.note).toContain("upper bound");
  expect(counters).toContainEqual({ label: "Instructions per cycle", value: 1.5, unit: "/cycle" });
  expect(counters).toContainEqual({ label: "Miss rate", value: 25, unit: "%" });
  expect(unused).toContain("stalled-cycles-frontend is not supported on this device.");
});

test("last-level misses are nearer to traffic than cache-misses, counted bytes nearer still", () => {
  const llc = task.replace(
    "   <not",
    "        10,000,000      LLC-load-misses\n         2,000,000      LLC-store-misses\n   <not",
  );
  expect(perfStat.read(llc).moment?.traffic?.value).toBe((12e6 * 64) / 4);
  const uncore = llc.replace(
    "   <not",
    "          1,000.00 MiB  uncore_imc/data_reads/\n            500.00 MiB  uncore_imc/data_writes/\n   <not",
  );
  expect(perfStat.read(uncore).moment?.traffic).toMatchObject({ value: (1500 * 1024 ** 2) / 4, kind: "measured" });
});

test("the whole system watched: neither clock nor utilization can be told, traffic can", () => {
  const { moment, unused } = perfStat.read(
    task.replace("'./benchncnn 4 1 0'", "'system wide'").replace("task-clock", "cpu-clock "),
  );
  expect(moment?.frequencyHz).toBeUndefined();
  expect(moment?.utilization).toBeUndefined();
  expect(moment?.traffic?.value).toBe((25e6 * 64) / 4);
  expect(unused?.join()).toContain("All processors were watched");
});

test("a load on several cores is a full one", () => {
  const { moment, unused } = perfStat.read(task.replace("4.000000000 seconds", "0.500000000 seconds"));
  expect(moment?.utilization?.value).toBe(1);
  expect(unused?.join()).toContain("4.0 cores busy");
});

test("events of performance and efficiency cores add up", () => {
  const hybrid = task.replace("      cycles  ", "      cpu_core/cycles/u  ").replace("5,600,000,000", "4,000,000,000");
  const both = hybrid.replace("   <not", "     1,600,000,000      cpu_atom/cycles/u\n   <not");
  expect(perfStat.read(both).moment?.frequencyHz?.value).toBe(2.8e9);
});

test("perf stat -x prints no elapsed time, but the share of it that was busy", () => {
  const csv = `2000.00,msec,task-clock,2000000000,100.00,0.500,CPUs utilized
5600000000,,cycles:u,1666200000,83.31,2.800,GHz
25000000,,cache-misses,1666200000,83.31,25.00,of all cache refs
<not supported>,,stalled-cycles-frontend,0,100.00,,`;
  expect(perfStat.matches(csv)).toBe(true);
  const { moment } = perfStat.read(csv);
  expect(moment?.frequencyHz?.value).toBe(2.8e9);
  expect(moment?.utilization?.value).toBe(0.5);
  // 2 s busy at a share of 0.5 are 4 s.
  expect(moment?.traffic?.value).toBe((25e6 * 64) / 4);
  const without = perfStat.read(csv.replace(/^.*task-clock.*\n/, "") + "\n7,,page-faults,1,100.00,,");
  expect(without.moment?.traffic).toBeUndefined();
  expect(without.unused?.join()).toContain("no elapsed time");
});

test("a number with points between the thousands is refused, not misread", () => {
  const german = task.replaceAll(",", ".");
  const { moment, unused } = perfStat.read(german);
  expect(moment?.traffic).toBeUndefined();
  expect(unused?.join()).toContain("LC_ALL=C");
});

const android = `Performance counter statistics:

#         count  event_name           # count / runtime
  1,320,496,145  cpu-cycles           # 0.131736 GHz                      (100%)
    510,426,028  instructions         # 2.587047 cycles per instruction   (100%)
     60,000,000  raw-l1d-cache        # 5.986 M/sec
     12,000,000  raw-l3d-cache-refill # 1.197 M/sec
      4,692,338  branch-misses        # 468.118 K/sec                     (100%)
 886.008130(ms)  task-clock           # 0.088390 cpus used                (100%)
            753  context-switches     # 75.121 /sec                       (100%)

Total test time: 10.023829 seconds.
`;

test("simpleperf stat: the clock while it ran is not the cycles over the test, which it prints", () => {
  expect(simpleperf.matches(android)).toBe(true);
  expect(perfStat.matches(android)).toBe(false);
  const { moment, counters } = simpleperf.read(android);
  expect(moment?.frequencyHz?.value).toBeCloseTo(1_320_496_145 / 0.88600813, 0);
  expect(moment?.utilization?.value).toBeCloseTo(0.08839, 5);
  expect(moment?.traffic?.value).toBeCloseTo((12e6 * 64) / 10.023829, 0);
  expect(counters?.map(({ label }) => label)).toEqual([
    "Instructions",
    "Cycles",
    "L1 data accesses",
    "L3 misses",
    "Instructions per cycle",
  ]);
});

test("simpleperf stat --csv", () => {
  const csv = `Performance counter statistics,
1000000000,cpu-cycles,2.000000,GHz,(100%),
500.000000ms,task-clock,0.500000,cpus used,(100%),
Total test time,1.000000,seconds,`;
  expect(simpleperf.matches(csv)).toBe(true);
  expect(simpleperf.read(csv).moment).toMatchObject({ frequencyHz: { value: 2e9 }, utilization: { value: 0.5 } });
});

test.each([
  ["cycles:u", "cycles"],
  ["cpu_atom/cycles/", "cycles"],
  ["cpu-cycles", "cycles"],
  ["raw-l3d-cache-refill", "l3d-cache-refill"],
  ["L1_DCACHE_LOADS", "l1-dcache-loads"],
  ["LLC-load-misses", "llc-load-misses"],
])("event %s is %s", (name, plain) => expect(eventName(name)).toBe(plain));
