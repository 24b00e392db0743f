import { expect, test } from "vitest";
import { cpufreq } from "./cpufreq.ts";

test("cat scaling_available_frequencies of two policies: two clusters, the faster first", () => {
  const text = "300000 403200 499200 1785600 \n825600 940800 2841600 \n";
  expect(cpufreq.matches(text)).toBe(true);
  expect(cpufreq.read(text).clusters).toMatchObject([
    {
      minFrequencyHz: { value: 825.6e6 },
      maxFrequencyHz: { value: 2841.6e6 },
      levelsHz: { value: [825.6e6, 940.8e6, 2841.6e6] },
    },
    { maxFrequencyHz: { value: 1785.6e6, kind: "measured", source: "scaling_available_frequencies" } },
  ]);
});

const dump = `/sys/devices/system/cpu/cpufreq/policy0/affected_cpus:0 1 2 3
/sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq:1785600
/sys/devices/system/cpu/cpufreq/policy0/cpuinfo_min_freq:300000
/sys/devices/system/cpu/cpufreq/policy0/related_cpus:0 1 2 3
/sys/devices/system/cpu/cpufreq/policy0/scaling_available_frequencies:300000 1056000 1785600 
/sys/devices/system/cpu/cpufreq/policy0/scaling_cur_freq:1056000
/sys/devices/system/cpu/cpufreq/policy0/scaling_governor:schedutil
/sys/devices/system/cpu/cpufreq/policy4/cpuinfo_max_freq:2419200
/sys/devices/system/cpu/cpufreq/policy4/related_cpus:4 5 6
/sys/devices/system/cpu/cpufreq/policy4/scaling_available_frequencies:710400 2419200 
/sys/devices/system/cpu/cpufreq/policy4/scaling_cur_freq:710400
/sys/devices/system/cpu/cpufreq/policy7/cpuinfo_max_freq:2841600
/sys/devices/system/cpu/cpufreq/policy7/cpuinfo_min_freq:825600
/sys/devices/system/cpu/cpufreq/policy7/related_cpus:7
/sys/devices/system/cpu/cpufreq/policy7/scaling_cur_freq:825600
`;

test("a dump of the policies: cores, clocks and steps of three clusters, and the clock of the moment", () => {
  expect(cpufreq.matches(dump)).toBe(true);
  const { clusters, moment } = cpufreq.read(dump);
  expect(clusters).toMatchObject([
    { count: { value: 1 }, maxFrequencyHz: { value: 2841.6e6 }, minFrequencyHz: { value: 825.6e6 } },
    { count: { value: 3 }, maxFrequencyHz: { value: 2419.2e6 }, levelsHz: { value: [710.4e6, 2419.2e6] } },
    { count: { value: 4 }, maxFrequencyHz: { value: 1785.6e6 }, levelsHz: { value: [300e6, 1056e6, 1785.6e6] } },
  ]);
  // The lowest and highest clock are no steps.
  expect(clusters?.[0]?.levelsHz).toBeUndefined();
  expect(moment?.frequencyHz?.value).toBe(1056e6);
});

test("files below each cpu: those of one cluster are alike and counted once, cores stay unknown", () => {
  const text = [0, 1, 2, 3]
    .map((cpu) => `/sys/devices/system/cpu/cpu${cpu}/cpufreq/cpuinfo_max_freq:1800000`)
    .join("\n");
  const { clusters } = cpufreq.read(text);
  expect(clusters).toHaveLength(1);
  expect(clusters?.[0]).toMatchObject({ maxFrequencyHz: { value: 1.8e9 } });
  expect(clusters?.[0]?.count).toBeUndefined();
});

test("time_in_state: the steps, and the clock weighted by time", () => {
  const text = "300000 7500\n600000 0\n1200000 0\n1800000 2500\n";
  expect(cpufreq.matches(text)).toBe(true);
  const { clusters, moment } = cpufreq.read(text);
  expect(clusters).toMatchObject([{ levelsHz: { value: [300e6, 600e6, 1200e6, 1800e6] } }]);
  // 0.75 x 300 MHz + 0.25 x 1800 MHz
  expect(moment?.frequencyHz).toMatchObject({ value: 675e6, kind: "derived" });
});

test("time_in_state of two policies, the highest clock first", () => {
  const text = "1800000 10\n600000 30\n2400000 1\n1200000 3\n";
  const { clusters, moment } = cpufreq.read(text);
  expect(clusters?.map(({ levelsHz }) => levelsHz?.value)).toEqual([
    [1200e6, 2400e6],
    [600e6, 1800e6],
  ]);
  expect(moment?.frequencyHz?.value).toBeCloseTo((2400e6 + 3 * 1200e6) / 4, 0);
});

const cpufreqInfo = (cpu: number, cores: string, limits: string, steps: string): string => `analyzing CPU ${cpu}:
  driver: cpufreq-dt
  CPUs which run at the same hardware frequency: ${cores}
  CPUs which need to have their frequency coordinated by software: ${cores}
  maximum transition latency: 4294.55 ms.
  hardware limits: ${limits}
  available frequency steps: ${steps}
  available cpufreq governors: conservative, ondemand, userspace, powersave, performance, schedutil
  current policy: frequency should be within 600 MHz and 1.80 GHz.
                  The governor "ondemand" may decide which speed to use
                  within this range.
  current CPU frequency is 1.20 GHz (asserted by call to hardware).
`;

test("cpufreq-info of a RK3399: two clusters of 4 and 2 cores", () => {
  const little = "408 MHz, 600 MHz, 1.42 GHz";
  const big = "408 MHz, 1.80 GHz";
  const text = [
    ...[0, 1, 2, 3].map((cpu) => cpufreqInfo(cpu, "0 1 2 3", "408 MHz - 1.42 GHz", little)),
    ...[4, 5].map((cpu) => cpufreqInfo(cpu, "4 5", "408 MHz - 1.80 GHz", big)),
  ].join("");
  const { clusters, moment } = cpufreq.read(text);
  expect(clusters).toMatchObject([
    { count: { value: 2 }, maxFrequencyHz: { value: 1.8e9 }, levelsHz: { value: [408e6, 1.8e9] } },
    { count: { value: 4 }, maxFrequencyHz: { value: 1.42e9 }, levelsHz: { value: [408e6, 600e6, 1.42e9] } },
  ]);
  expect(moment?.frequencyHz?.value).toBe(1.2e9);
});

test("other numbers are not clocks", () => {
  for (const text of ["", "1 2 3", "cpu 1 2 3 4", "MemTotal: 8000000 kB"]) expect(cpufreq.matches(text)).toBe(false);
});
