import type { Device } from "../device.ts";
import { adreno616Clusters } from "./adreno-616.ts";
import { memory } from "./snapdragon-710.ts";

export const mi8seGpu: Device = {
  id: "mi8se-gpu",
  name: "Xiaomi Mi 8 SE, GPU (Adreno 616)",
  soc: "Snapdragon 710",
  kind: "gpu",
  aliases: [],
  clusters: adreno616Clusters,
  memory,
  notes: ["Its CPU is a device of its own: mi8se."],
};
