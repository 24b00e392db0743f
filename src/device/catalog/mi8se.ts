import type { Device } from "../device.ts";
import { measuredDispatch } from "../dispatch.ts";
import { clusters, memory } from "./snapdragon-710.ts";

export const mi8se: Device = {
  id: "mi8se",
  name: "Xiaomi Mi 8 SE",
  soc: "Snapdragon 710",
  kind: "phone",
  aliases: ["snapdragon_710", "sd710", "sdm710"],
  clusters,
  memory,
  dispatchSeconds: measuredDispatch("a Snapdragon 710 (vivo Z3)"),
};
