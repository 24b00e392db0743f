import type { Device } from "../device.ts";
import { measuredDispatch } from "../dispatch.ts";
import { clusters, memory } from "./snapdragon-710.ts";

export const onefusion: Device = {
  id: "onefusion",
  name: "Motorola One Fusion",
  soc: "Snapdragon 710",
  kind: "phone",
  aliases: [],
  clusters,
  memory,
  dispatchSeconds: measuredDispatch("a Snapdragon 710 (vivo Z3)"),
};
