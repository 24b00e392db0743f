/** The speed of more or fewer cores, as the phones' lines tell it, against a board and a runtime that they never saw. */
import { describe, expect, test } from "vitest";
import { deviceById } from "../device/catalog/index.ts";
import type { CoreSet } from "../device/device.ts";
import { hasShared, sharedCsv } from "../testing/shared.ts";
import { shippedWeights } from "../testing/shipped.ts";
import { fromOtherCores } from "./transfer.ts";

const weights = shippedWeights();
const line = weights.groups.find(({ transfer }) => transfer !== undefined)?.transfer;
const board = weights.groups.find(({ id }) => id === "rk3399 armcl fp32");

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe.skipIf(!hasShared)("threads of an RK3399 under Arm Compute Library (Ehsan-aghapour/CO-UP-Profiling)", () => {
  const rows = hasShared ? sharedCsv("atlas/rk3399_threads.csv") : [];
  const time = (graph: string, cluster: string, threads: number): number =>
    Number(
      rows.find(
        (row) =>
          row["graph"] === graph &&
          row["cluster"] === cluster &&
          Number(row[cluster === "big" ? "threads_big" : "threads_little"]) === threads,
      )?.["task_time_ms"],
    );
  const graphs = [...new Set(rows.map((row) => row["graph"] ?? ""))];

  test.each([
    ["big", 1, 2, { large: 1 }],
    ["little", 3, 4, { small: 3 }],
    ["little", 2, 4, { small: 2 }],
    ["little", 1, 4, { small: 1 }],
  ] as const)("%s: %i thread instead of %i", (cluster, threads, all, cores: CoreSet) => {
    const found = fromOtherCores(board!, line!, { device: deviceById("rk3399")!, cores })!;
    const promised = Math.exp(found.configuration.logSpeed - found.from.logSpeed);
    const ratios = graphs.map((graph) => time(graph, cluster, threads) / time(graph, cluster, all));
    expect(ratios).toHaveLength(5);
    expect(Math.abs(Math.log(promised / median(ratios)))).toBeLessThan(0.1);
    // What one network is off lies within the interval that such a prediction has.
    const inside = ratios.filter(
      (one) => Math.log(one / promised) > line!.low && Math.log(one / promised) < line!.high,
    );
    expect(inside.length).toBeGreaterThanOrEqual(4);
  });
});
