import { KiB } from "../cores/core-type.ts";
import { skylakeX } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const listing = "a store listing: 3.6 to 4.3 GHz, 11 MB";

export const i77820x: Device = {
  id: "i7_7820x",
  name: "Desktop PC, Intel Core i7-7820X",
  soc: "Core i7-7820X",
  kind: "computer",
  aliases: ["skylake_x"],
  clusters: [
    {
      id: "large",
      ...skylakeX,
      count: datasheet(8, listing),
      maxFrequencyHz: datasheet(4300e6, listing),
      clusterBandwidth: assumed(
        45.03e9,
        "as a Core i7-7800X, krrishnarraj/clpeak results/Portable_Computing_Language/Intel_i7-7800X.log",
      ),
    },
  ],
  l3Bytes: datasheet(11264 * KiB, listing),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
