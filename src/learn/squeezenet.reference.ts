/** A network that the RK3399's rows do not have, of which the same board's whole runs at the top clocks are public. */
import { describe, expect, test } from "vitest";
import { withFile } from "../cli/files.ts";
import { deviceById } from "../device/catalog/index.ts";
import { nominalState } from "../device/roofline.ts";
import { analyzeFile } from "../engine/analyze.ts";
import { hasShared, sharedCsv, sharedPath } from "../testing/shared.ts";
import { shipped } from "../testing/shipped.ts";

describe.skipIf(!hasShared)("SqueezeNet 1.0 on an RK3399, every node a kernel (Ehsan-aghapour/CO-UP-Profiling)", () => {
  const rows = hasShared ? sharedCsv("atlas/rk3399_threads.csv") : [];
  test.each([
    ["big", "2", "4", { large: 2 }],
    ["little", "2", "4", { small: 4 }],
  ] as const)("all %s cores: within a fifth of what was measured", async (cluster, big, little, cores) => {
    const row = rows.find(
      (one) =>
        one["graph"] === "SqueezeV1" &&
        one["cluster"] === cluster &&
        one["threads_big"] === big &&
        one["threads_little"] === little,
    );
    const measured = Number(row?.["task_time_ms"]) / 1e3;
    const device = deviceById("rk3399")!;
    const { nodes, edges } = await withFile(sharedPath("atlas/qed_onnx/squeezenet_v1_0.onnx"), (source) =>
      analyzeFile(source),
    );
    const prepared = await shipped.prepare({ nodes, edges, unfused: true });
    const state = nominalState(device, cores)!;
    const { latencySeconds } = prepared.predict({ device, cores, runtime: "armcl", precision: "fp32", state });
    expect(latencySeconds! / measured).toBeGreaterThan(0.8);
    expect(latencySeconds! / measured).toBeLessThan(1.2);
  });
});
