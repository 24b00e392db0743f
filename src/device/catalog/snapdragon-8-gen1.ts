import { cortexA510, cortexA710, cortexX2 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet } from "../sourced.ts";

export const snapdragon8Gen1: Device = {
  id: "snapdragon_8_gen1",
  name: "Snapdragon 8 Gen 1 phone",
  soc: "Snapdragon 8 Gen 1",
  kind: "phone",
  aliases: ["sd8gen1"],
  clusters: [
    {
      id: "large",
      ...cortexX2,
      count: datasheet(1, "Tencent/ncnn issue 4055"),
      maxFrequencyHz: datasheet(3000e6, "Tencent/ncnn issue 4055"),
    },
    {
      id: "medium",
      ...cortexA710,
      count: datasheet(3, "Tencent/ncnn issue 4055"),
      maxFrequencyHz: datasheet(2500e6, "Tencent/ncnn issue 4055"),
    },
    {
      id: "small",
      ...cortexA510,
      count: datasheet(4, "Tencent/ncnn issue 4055"),
      maxFrequencyHz: datasheet(1800e6, "Tencent/ncnn issue 4055"),
    },
  ],
  l3Bytes: datasheet(6144 * KiB, "Chips and Cheese on the Cortex-A710 (8+ Gen 1, Zenfone 9), mirror at ea-ks.com"),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
