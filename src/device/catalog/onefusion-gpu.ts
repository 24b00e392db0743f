import type { Device } from "../device.ts";
import { adreno616Clusters } from "./adreno-616.ts";
import { memory } from "./snapdragon-710.ts";

export const onefusionGpu: Device = {
  id: "onefusion-gpu",
  name: "Motorola One Fusion, GPU (Adreno 616)",
  soc: "Snapdragon 710",
  kind: "gpu",
  aliases: [],
  clusters: adreno616Clusters,
  memory,
  notes: ["Its CPU is a device of its own: onefusion."],
};
