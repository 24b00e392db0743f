import { expect, test } from "vitest";
import { lscpu } from "./lscpu.ts";

const MiB = 1024 * 1024;

// util-linux 2.38 on a board with four Cortex-A55 and four Cortex-A76 in two sockets.
const bigLittle = `Architecture:                       aarch64
  CPU op-mode(s):                   32-bit, 64-bit
  Byte Order:                       Little Endian
CPU(s):                             8
  On-line CPU(s) list:              0-7
Vendor ID:                          ARM
  Model name:                       Cortex-A55
    Model:                          0
    Thread(s) per core:             1
    Core(s) per socket:             4
    Socket(s):                      1
    Stepping:                       r2p0
    CPU(s) scaling MHz:             57%
    CPU max MHz:                    1800.0000
    CPU min MHz:                    408.0000
    BogoMIPS:                       48.00
    Flags:                          fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp
  Model name:                       Cortex-A76
    Model:                          0
    Thread(s) per core:             1
    Core(s) per socket:             2
    Socket(s):                      2
    Stepping:                       r4p0
    CPU(s) scaling MHz:             100%
    CPU max MHz:                    2400.0000
    CPU min MHz:                    408.0000
    BogoMIPS:                       48.00
    Flags:                          fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp
Caches (sum of all):
  L1d:                              384 KiB (8 instances)
  L1i:                              384 KiB (8 instances)
  L2:                               2.5 MiB (8 instances)
  L3:                               3 MiB (1 instance)
Vulnerabilities:
  Spectre v2:                       Vulnerable: Unprivileged eBPF enabled
`;

test("big.LITTLE: two clusters, the faster first, each with the rates of its core type", () => {
  const { clusters, l3Bytes, unused, soc } = lscpu.read(bigLittle);
  expect(clusters).toMatchObject([
    {
      core: "Cortex-A76",
      count: { value: 4, kind: "measured", source: "lscpu" },
      maxFrequencyHz: { value: 2.4e9, kind: "measured" },
      minFrequencyHz: { value: 408e6 },
      flopsPerCycle: { fp32: { value: 16 }, fp16: { value: 32 }, int8: { value: 64 } },
    },
    {
      core: "Cortex-A55",
      count: { value: 4 },
      maxFrequencyHz: { value: 1.8e9 },
      flopsPerCycle: { fp32: { value: 8 } },
    },
  ]);
  expect(l3Bytes?.value).toBe(3 * MiB);
  // The model names are those of cores, not of a chip, and 2.5 MiB of L2 cannot be shared out.
  expect(soc).toBeUndefined();
  expect(clusters?.map(({ l2Bytes }) => l2Bytes)).toEqual([undefined, undefined]);
  expect(unused?.join()).toContain("cannot be told apart");
});

// util-linux 2.39 with -J on a Raspberry Pi 5.
const pi5 = JSON.stringify({
  lscpu: [
    { field: "Architecture:", data: "aarch64", children: [{ field: "CPU op-mode(s):", data: "32-bit, 64-bit" }] },
    { field: "CPU(s):", data: "4", children: [{ field: "On-line CPU(s) list:", data: "0-3" }] },
    {
      field: "Vendor ID:",
      data: "ARM",
      children: [
        {
          field: "Model name:",
          data: "Cortex-A76",
          children: [
            { field: "Model:", data: "1" },
            { field: "Thread(s) per core:", data: "1" },
            { field: "Core(s) per cluster:", data: "4" },
            { field: "Socket(s):", data: "-" },
            { field: "Cluster(s):", data: "1" },
            { field: "CPU max MHz:", data: "2400.0000" },
            { field: "CPU min MHz:", data: "1500.0000" },
          ],
        },
      ],
    },
    {
      field: "Caches (sum of all):",
      data: null,
      children: [
        { field: "L1d:", data: "256 KiB (4 instances)" },
        { field: "L2:", data: "2 MiB (4 instances)" },
        { field: "L3:", data: "2 MiB (1 instance)" },
      ],
    },
  ],
});

test.each([
  ["whole", pi5],
  ["indented", JSON.stringify(JSON.parse(pi5), null, 3)],
  ["cut off while copying", JSON.stringify(JSON.parse(pi5), null, 3).slice(0, -40)],
])("lscpu -J of a Raspberry Pi 5, %s: four Cortex-A76 with 512 KiB of L2 each", (_, text) => {
  expect(lscpu.matches(text)).toBe(true);
  const { clusters, l3Bytes } = lscpu.read(text);
  expect(clusters).toMatchObject([
    {
      core: "Cortex-A76",
      count: { value: 4 },
      maxFrequencyHz: { value: 2.4e9 },
      minFrequencyHz: { value: 1.5e9 },
      l1dBytes: { value: 64 * 1024, kind: "derived" },
      l2Bytes: { value: 512 * 1024, kind: "derived", source: "lscpu: sum over 4" },
      l2Shared: { value: false },
    },
  ]);
  expect(l3Bytes?.value).toBe(2 * MiB);
});

const ryzen = `Architecture:            x86_64
CPU op-mode(s):          32-bit, 64-bit
CPU(s):                  16
Vendor ID:               AuthenticAMD
Model name:              AMD Ryzen 7 9700X 8-Core Processor
CPU family:              26
Model:                   68
Thread(s) per core:      2
Core(s) per socket:      8
Socket(s):               1
CPU(s) scaling MHz:      37%
CPU max MHz:             5582.0000
CPU min MHz:             600.0000
Flags:                   fpu sse sse2 ht avx avx2 fma f16c avx512f avx512vl avx512_vnni
L1d cache:               384 KiB (8 instances)
L2 cache:                8 MiB (8 instances)
L3 cache:                32 MiB (1 instance)
`;

test("a Ryzen: cores and not threads are counted, the core type follows from the CPU family", () => {
  const { clusters, soc } = lscpu.read(ryzen);
  expect(soc).toBe("AMD Ryzen 7 9700X");
  expect(clusters).toMatchObject([
    {
      core: "Zen 5",
      count: { value: 8 },
      threadsPerCore: { value: 2 },
      flopsPerCycle: { fp32: { value: 64, kind: "measured" } },
      maxFrequencyHz: { value: 5.582e9 },
      l1dBytes: { value: 48 * 1024 },
      l2Bytes: { value: MiB },
      l2Shared: { value: false },
    },
  ]);
});

// util-linux 2.31 on a Raspberry Pi 4: one cache is shown, its counts come before the model's name.
const old = `Architecture:        aarch64
Byte Order:          Little Endian
CPU(s):              4
On-line CPU(s) list: 0-3
Thread(s) per core:  1
Core(s) per socket:  4
Socket(s):           1
Vendor ID:           ARM
Model:               3
Model name:          Cortex-A72
Stepping:            r0p3
CPU max MHz:         1500.0000
CPU min MHz:         600.0000
L1d cache:           32K
L1i cache:           48K
L2 cache:            1024K
`;

test("an old lscpu prints the size of one cache, and does not say how many share it", () => {
  expect(lscpu.read(old).clusters).toMatchObject([
    {
      core: "Cortex-A72",
      count: { value: 4 },
      l1dBytes: { value: 32 * 1024, kind: "measured" },
      l2Bytes: { value: MiB, kind: "measured" },
    },
  ]);
  expect(lscpu.read(old).clusters?.[0]?.l2Shared).toBeUndefined();
});

test("two EPYC processors: cores of both, one of the L3 caches", () => {
  const epyc = `Architecture: x86_64
CPU(s): 128
Model name: AMD EPYC 7543 32-Core Processor
CPU family: 25
Model: 1
Thread(s) per core: 2
Core(s) per socket: 32
Socket(s): 2
Flags: fma avx2
L1d cache: 2 MiB (64 instances)
L2 cache: 32 MiB (64 instances)
L3 cache: 512 MiB (16 instances)`;
  const { clusters, l3Bytes, unused } = lscpu.read(epyc);
  // Zen 3 is not in the catalogue; its rate is assumed from AVX2 and the multiply-add flag.
  expect(clusters).toMatchObject([
    {
      core: "AMD EPYC 7543",
      count: { value: 64 },
      flopsPerCycle: { fp32: { value: 32, kind: "assumed" } },
      simdBits: { value: 256 },
    },
  ]);
  expect(l3Bytes?.value).toBe(32 * MiB);
  expect(clusters?.[0]?.maxFrequencyHz).toBeUndefined();
  expect(unused?.join()).toContain("no clock");
});

test("Qualcomm's names are traced to Arm's designs", () => {
  const kryo = bigLittle.replace("Cortex-A76", "Kryo-4XX-Gold").replace("Cortex-A55", "Kryo-4XX-Silver");
  expect(lscpu.read(kryo).clusters?.map(({ core }) => core)).toEqual(["Cortex-A76", "Cortex-A55"]);
});

test("other texts are not lscpu", () => {
  expect(lscpu.matches("processor : 0\nCPU part : 0xd0b")).toBe(false);
  expect(lscpu.matches('{"schema": "ridgepoint.device/1"}')).toBe(false);
});
