/** Figures of the catalogue against the measurements their sources name: cpufp's peaks and sbc-bench's memory rates. */
import { describe, expect, test } from "vitest";
import { hasShared, sharedCsv } from "../../testing/shared.ts";
import { devices } from "./index.ts";

const peaks = hasShared ? sharedCsv("atlas/hw_cpufp_peak.csv") : [];
const boards = hasShared ? sharedCsv("atlas/hw_sbcbench.csv") : [];

const prefixes: Readonly<Record<string, number>> = { M: 1e6, G: 1e9, T: 1e12 };

/** "38.369 GFLOPS", "1.4172 TOPS" in operations per second. */
const rateOf = (text: string | undefined): number => {
  const [, digits, prefix = ""] = /^([\d.]+) ([MGT])(?:FL)?OPS$/.exec(text ?? "") ?? [];
  return Number(digits) * (prefixes[prefix] ?? Number.NaN);
};

const measuredPeaks = devices.flatMap(({ id, measuredPeaks: own = [] }) =>
  own.flatMap(({ cores, precision, rate }) => {
    const file = /pigirons\/cpufp@\w+ (\w+)\.md/.exec(rate.source)?.[1];
    return file === undefined ? [] : [[id, precision, JSON.stringify(cores), file, rate.value] as const];
  }),
);

describe.skipIf(!hasShared)("peaks that cpufp printed", () => {
  test("more than twenty", () => expect(measuredPeaks.length).toBeGreaterThan(20));
  test.each(measuredPeaks)("%s %s %s", (_id, _precision, _cores, file, rate) => {
    const rates = peaks.filter((row) => row["cpu_file"]?.endsWith(`/${file}`)).map((row) => rateOf(row["peak"]));
    expect(rates.length).toBeGreaterThan(0);
    // Five digits are printed; some figures are quoted to three.
    expect(Math.min(...rates.map((one) => Math.abs(one / rate - 1)))).toBeLessThan(2e-3);
  });
});

/** The fastest cores, whose rates the list of boards prints. */
const memories = devices.flatMap(({ id, clusters: [fastest] }) => {
  const file = /ThomasKaiser\/sbc-bench@\w+ (results\/[\w-]+\.txt)/.exec(fastest?.coreBandwidth?.source ?? "")?.[1];
  const { coreBandwidth, coreFillBytesPerSecond: fill } = fastest ?? {};
  return file === undefined || coreBandwidth?.kind !== "derived"
    ? []
    : [[id, file, coreBandwidth.value, fill?.value] as const];
});

describe.skipIf(!hasShared)("traffic of one core: twice the memcpy rate that sbc-bench printed", () => {
  test("ten or more", () => expect(memories.length).toBeGreaterThanOrEqual(10));
  test.each(memories)("%s, %s", (_, file, traffic, fill) => {
    const row = boards.find((board) => board["source_file"] === file);
    // The Snapdragon 845's run is in the results and not in the list.
    if (file.endsWith("4dJV.txt")) return expect(row).toBeUndefined();
    // The list rounds, and shows the best of several runs.
    expect(Math.abs(traffic / (2e6 * Number(row?.["memcpy_mb_s"])) - 1)).toBeLessThan(0.03);
    if (fill !== undefined) expect(Math.abs(fill / (1e6 * Number(row?.["memset_mb_s"])) - 1)).toBeLessThan(0.03);
  });
});
