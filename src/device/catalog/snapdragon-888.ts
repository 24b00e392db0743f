import { cortexA55, cortexA78, cortexX1 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const deviceTree = "torvalds/linux qcom/sm8350.dtsi@002a13ed";
const study = "the study of phones that Ridgepoint grew from";

export const snapdragon888: Device = {
  id: "snapdragon_888",
  name: "Snapdragon 888 phone",
  soc: "Snapdragon 888 (SM8350)",
  kind: "phone",
  aliases: ["sd888", "sm8350"],
  clusters: [
    {
      id: "large",
      ...cortexX1,
      count: datasheet(1, deviceTree),
      maxFrequencyHz: datasheet(2841.6e6, "Tencent/ncnn issue 3142"),
      l2Bytes: datasheet(1024 * KiB, study),
      l2Shared: datasheet(false, study),
      coreBandwidth: assumed(
        35.41e9,
        "as one Cortex-X1C of an SC8280XP: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4qIj.txt",
        "That chip has a wider memory; a ceiling for one core.",
      ),
    },
    {
      id: "medium",
      ...cortexA78,
      count: datasheet(3, deviceTree),
      maxFrequencyHz: datasheet(2419.2e6, "Tencent/ncnn issue 3142"),
      l2Bytes: datasheet(512 * KiB, study),
      l2Shared: datasheet(false, study),
      coreBandwidth: assumed(
        28.41e9,
        "as one Cortex-A78 of a Genio 1200: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4Kvg.txt",
      ),
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, deviceTree),
      maxFrequencyHz: datasheet(1804.8e6, "Tencent/ncnn issue 3142"),
      l2Bytes: datasheet(128 * KiB, study),
      l2Shared: datasheet(false, study),
      coreBandwidth: assumed(
        8.26e9,
        "as the Cortex-A55 of a Snapdragon 845: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
    },
  ],
  l3Bytes: datasheet(
    4096 * KiB,
    "the study of phones that Ridgepoint grew from; mymobilereviewer.com: 4 MB L3, 3 MB system cache",
  ),
  slcBytes: datasheet(3072 * KiB, "mymobilereviewer.com"),
  memory: {
    type: datasheet("LPDDR5-6400 4x16-bit", "fanlma.cn, 2021-06"),
    peakBytesPerSecond: datasheet(51.2e9, "fanlma.cn, 2021-06"),
  },
  dispatchSeconds: assumedDispatch,
  notes: [
    "The clock steps are in the firmware, not in the device tree; those of the Snapdragon 865, whose highest clocks are the same, are the closest that were read.",
    "The plain Redmi K40 has a Snapdragon 870; its Pro models have this chip.",
  ],
};
