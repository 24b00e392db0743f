import { KiB } from "../cores/core-type.ts";
import { willowCove } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet } from "../sourced.ts";

const chipversus = "chipversus.com, Core i5-11300H";
const hardlimit = "hardlimit.com, Core i5-11300H";

export const i511300h: Device = {
  id: "i5_11300h",
  name: "Laptop, Intel Core i5-11300H",
  soc: "Core i5-11300H",
  kind: "computer",
  aliases: ["tigerlake"],
  clusters: [
    {
      id: "large",
      ...willowCove,
      count: datasheet(4, chipversus),
      maxFrequencyHz: datasheet(4400e6, chipversus),
      l2Bytes: datasheet(1280 * KiB, hardlimit),
      l2Shared: datasheet(false, hardlimit),
    },
  ],
  l3Bytes: datasheet(8192 * KiB, chipversus),
  memory: { type: datasheet("DDR4", chipversus) },
  dispatchSeconds: assumedDispatch,
};
