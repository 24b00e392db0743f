/** The roofline: nothing is fitted. */
import { roofOf } from "../../device/roofline.ts";
import { doesWork, nodeBound } from "../../predict/roofline.ts";
import { rolesOf, workGraph } from "../../predict/kernels.ts";
import { inputOf } from "../atlas/graphs.ts";
import type { AtlasRow } from "../atlas/row.ts";
import { hardwareOf } from "./hardware.ts";
import type { Estimate, Method } from "./method.ts";

/** Σ max(FLOPs / peak, traffic / bandwidth) over kernels, and a launch each; undefined where a roof is unknown. */
function bound(row: AtlasRow): Estimate | undefined {
  const hardware = hardwareOf(row);
  if (hardware === undefined) return undefined;
  const { device, cores, state } = hardware;
  const roof = roofOf(device, cores, row.precision, state);
  if (roof.peak === undefined || roof.bandwidth === undefined) return undefined;
  const work = workGraph(inputOf(row.graph));
  const roles = rolesOf(work);
  const dispatch = device.dispatchSeconds?.value ?? 0;
  let seconds = 0;
  for (const [at, node] of work.nodes.entries()) {
    if (roles[at] !== "fused" && doesWork(node)) seconds += (nodeBound(node, roof, row.precision) ?? 0) + dispatch;
  }
  return seconds > 0 ? { seconds } : undefined;
}

export const rooflineBound: Method = {
  id: "roofline",
  label: "roofline, nothing fitted",
  note: "Every fused kernel at full peak or full bandwidth, plus a launch; only devices whose peak and bandwidth the catalogue knows.",
  version: 2,
  fit: () => bound,
};
