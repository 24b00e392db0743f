import fc from "fast-check";
import { expect, test } from "vitest";
import { devices } from "../catalog/index.ts";
import { pi5 } from "../catalog/pi5.ts";
import { hierarchyOf } from "../levels.ts";
import { arithmetic45, arithmetic7, drams, sram45, sram7 } from "./coefficients.ts";
import { sramBand, technologies, technologyOf, unitEnergies } from "./technologies.ts";

const { size } = hierarchyOf(pi5, { large: 1 });
const units = (id: string, precision: "fp32" | "fp16" | "int8") =>
  unitEnergies(technologyOf(id), pi5, pi5.clusters[0], size, precision);

test("45 nm: an fp32 MAC is 3.7 + 0.9 pJ, and 70 / 4 more where a vector instruction of four lanes steers it", () => {
  const { mac, other } = units("45nm", "fp32");
  expect(mac.low).toBeCloseTo(4.6e-12, 16);
  expect(mac.high).toBeCloseTo((4.6 + 17.5) * 1e-12, 16);
  expect(other.low).toBeCloseTo(0.9e-12, 16);
});

test("narrower arithmetic is cheaper in both technologies, 7 nm cheaper than 45", () => {
  for (const { id } of technologies) {
    const macs = (["int8", "fp16", "fp32"] as const).map((precision) => units(id, precision).mac);
    for (const end of ["low", "high"] as const)
      expect(macs.map((mac) => mac[end])).toEqual(macs.map((mac) => mac[end]).toSorted((a, b) => a - b));
  }
  expect(units("7nm", "fp32").mac.low).toBeCloseTo(1.69e-12, 16);
});

test("int8 MACs: 0.2 + 0.03 pJ, or 0.1 where products are summed in 32 bits", () => {
  const { mac } = units("45nm", "int8");
  expect(mac.low).toBeCloseTo(0.23e-12, 16);
  expect(mac.high).toBeCloseTo((0.3 + 70 / 16) * 1e-12, 16);
});

const KiB = 1024;

test("a memory of a published size costs what is published, others what their neighbours do", () => {
  const picojoules = (bytes: number, rows = sram45) => {
    const band = sramBand(rows, bytes);
    return [band?.low, band?.high].map((joules) => Number(((joules ?? Number.NaN) * 8e12).toPrecision(6)));
  };
  expect(picojoules(32 * KiB)).toEqual([20, 20]);
  expect(picojoules(64 * KiB)).toEqual([20, 100]);
  expect(picojoules(4 * KiB)).toEqual([10, 10]);
  // From 32 KB to 1 MB energy grows as size to the power log 5 / log 32: 4 MB take 1.9 times more.
  const [low, high] = picojoules(4096 * KiB);
  expect(low).toBe(100);
  expect(high).toBeCloseTo(100 * 4 ** (Math.log(5) / Math.log(32)), 1);
  expect(picojoules(1024 * KiB, sram7)).toEqual([14, 14]);
});

test("larger memories never cost less, low ends never exceed high ends", () => {
  const bytes = fc.integer({ min: 1024, max: 1 << 26 });
  fc.assert(
    fc.property(
      bytes,
      fc.double({ min: 1, max: 8, noNaN: true }),
      fc.constantFrom(sram45, sram7),
      (small, factor, rows) => {
        const a = sramBand(rows, small);
        const b = sramBand(rows, small * factor);
        expect(a?.low).toBeLessThanOrEqual(a?.high ?? -1);
        expect(b?.low).toBeGreaterThanOrEqual(a?.low ?? Infinity);
        expect(b?.high).toBeGreaterThanOrEqual(a?.high ?? Infinity);
      },
    ),
  );
});

test("DRAM of 45 nm is Horowitz's for every device; of 7 nm that of the device's memory", () => {
  const of = (id: string, type: string | undefined) => technologyOf(id).dram(type).what;
  expect(of("45nm", "LPDDR4X-4266")).toBe("DRAM");
  expect(of("7nm", "LPDDR4X-4266, 4 x 16 bit")).toBe("LPDDR4X and LPDDR5");
  expect(of("7nm", "256-bit LPDDR5 3200 MHz")).toBe("LPDDR4X and LPDDR5");
  expect(of("7nm", "LPDDR4-3200")).toBe("LPDDR4");
  expect(of("7nm", "DDR4")).toBe("DDR4");
  expect(of("7nm", "GDDR5X")).toBe("GDDR6");
  expect(of("7nm", "GDDR5")).toBe("GDDR5");
  expect(of("7nm", "HBM2E")).toBe("HBM2");
  expect(of("7nm", "HBM3")).toBe("HBM3");
  expect(of("7nm", undefined)).toContain("DDR3 or DDR4");
});

test("LPDDR4 at 4 to 14 pJ/bit: 128 to 448 pJ per 32-bit word, 2 to 7 nJ per line of 64 bytes", () => {
  const { DRAM } = units("7nm", "fp32").perByte;
  expect([4 * (DRAM?.low ?? 0), 4 * (DRAM?.high ?? 0)].map((joules) => Math.round(joules * 1e12))).toEqual([128, 448]);
  expect(64 * (DRAM?.low ?? 0)).toBeCloseTo(2.05e-9, 11);
  expect(64 * (DRAM?.high ?? 0)).toBeCloseTo(7.17e-9, 11);
});

test("every device has a cost of DRAM, and of each cache whose size is known", () => {
  for (const device of devices) {
    const [lead] = device.clusters;
    const { size: sizes } = hierarchyOf(device, { [lead?.id ?? "large"]: 1 });
    const { perByte } = unitEnergies(technologyOf("7nm"), device, lead, sizes, "fp32");
    expect(perByte.DRAM?.low, device.id).toBeGreaterThan(1e-12);
    expect(perByte.L1 === undefined, device.id).toBe(sizes.L1 === undefined);
  }
});

test("every unit energy is positive, names its source, and none of one technology is taken from the other unsaid", () => {
  const rows = [
    ...Object.values(arithmetic45),
    ...Object.values(arithmetic7),
    ...[...sram45, ...sram7].map(({ access }) => access),
    ...drams.map(({ access }) => access),
  ];
  for (const { what, band, source, technology, origin } of rows) {
    expect(band.low, what).toBeGreaterThan(0);
    expect(band.high, what).toBeGreaterThanOrEqual(band.low);
    expect(source.length, what).toBeGreaterThan(10);
    if (origin === "published" && technology !== "as built") expect(source, what).toContain(technology);
    if (origin === "scaled") expect(source, what).toContain(" x ");
  }
});
