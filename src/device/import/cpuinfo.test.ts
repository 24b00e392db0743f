import { expect, test } from "vitest";
import { cpuinfo } from "./cpuinfo.ts";

const armCore = (processor: number, implementer: string, part: string): string => `processor\t: ${processor}
BogoMIPS\t: 38.40
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp
CPU implementer\t: ${implementer}
CPU architecture: 8
CPU variant\t: 0xd
CPU part\t: ${part}
CPU revision\t: 14
`;

test("a Snapdragon 855 phone: Kryo cores are Cortex-A55 and A76, the wider first", () => {
  const text = [
    ...[0, 1, 2, 3].map((id) => armCore(id, "0x51", "0x805")),
    ...[4, 5, 6, 7].map((id) => armCore(id, "0x51", "0x804")),
    "Hardware\t: Qualcomm Technologies, Inc SM8150\n",
  ].join("\n");
  expect(cpuinfo.matches(text)).toBe(true);
  const { clusters, soc, unused } = cpuinfo.read(text);
  expect(soc).toBe("Qualcomm Technologies, Inc SM8150");
  expect(clusters).toMatchObject([
    {
      core: "Cortex-A76",
      count: { value: 4, kind: "measured", source: "/proc/cpuinfo" },
      flopsPerCycle: { fp32: { value: 16 } },
    },
    { core: "Cortex-A55", count: { value: 4 }, flopsPerCycle: { fp32: { value: 8 } } },
  ]);
  expect(clusters?.[0]?.maxFrequencyHz).toBeUndefined();
  expect(unused?.join()).toContain("neither clocks nor caches");
});

test("a Raspberry Pi names itself at the end; Windows line ends do not matter", () => {
  const text = [
    ...[0, 1, 2, 3].map((id) => armCore(id, "0x41", "0xd0b")),
    "Revision\t: d04170\nModel\t\t: Raspberry Pi 5 Model B Rev 1.0\n",
  ]
    .join("\n")
    .replaceAll("\n", "\r\n");
  expect(cpuinfo.read(text)).toMatchObject({
    soc: "Raspberry Pi 5 Model B Rev 1.0",
    clusters: [{ core: "Cortex-A76", count: { value: 4 } }],
  });
});

test("a core that is not listed keeps its numbers as a name, and has no rates", () => {
  const { clusters } = cpuinfo.read(armCore(0, "0x41", "0xfff"));
  expect(clusters).toMatchObject([{ core: "Arm core, implementer 0x41, part 0xfff", count: { value: 1 } }]);
  expect(clusters?.[0]?.flopsPerCycle).toBeUndefined();
});

const x86Thread = (processor: number, core: number, clock: number): string => `processor\t: ${processor}
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 140
model name\t: 11th Gen Intel(R) Core(TM) i5-11300H @ 3.10GHz
cpu MHz\t\t: ${clock}
cache size\t: 8192 KB
physical id\t: 0
siblings\t: 8
core id\t\t: ${core}
cpu cores\t: 4
flags\t\t: fpu sse sse2 ht avx avx2 fma avx512f
clflush size\t: 64
`;

test("a laptop: four cores with two threads each, its clock now, its base clock from the name", () => {
  const text = Array.from({ length: 8 }, (_, id) => x86Thread(id, id >> 1, id === 3 ? 4389.2 : 1200)).join("\n");
  const { clusters, moment, soc } = cpuinfo.read(text);
  expect(soc).toBe("11th Gen Intel Core i5-11300H");
  expect(clusters).toMatchObject([
    {
      core: "Willow Cove",
      count: { value: 4 },
      threadsPerCore: { value: 2 },
      lineBytes: { value: 64, kind: "measured" },
      maxFrequencyHz: { value: 3.1e9, note: expect.stringContaining("base clock") },
    },
  ]);
  expect(moment?.frequencyHz?.value).toBeCloseTo(4.3892e9, 0);
});
