import { cortexA55, cortexA76 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const wikichip = "WikiChip, Kirin 990 4G";
const bigCore = assumed(
  21.63e9,
  "as one Cortex-A76 of an RK3588: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/41BH.txt",
);

export const kirin990: Device = {
  id: "kirin_990",
  name: "Huawei Mate 30 Pro",
  soc: "Kirin 990 4G",
  kind: "phone",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...cortexA76,
      count: datasheet(2, wikichip),
      maxFrequencyHz: datasheet(2.86e9, wikichip),
      coreBandwidth: bigCore,
    },
    {
      id: "medium",
      ...cortexA76,
      count: datasheet(2, wikichip),
      maxFrequencyHz: datasheet(2.088e9, wikichip),
      coreBandwidth: bigCore,
    },
    {
      id: "small",
      ...cortexA55,
      count: datasheet(4, wikichip),
      maxFrequencyHz: datasheet(1.86e9, wikichip),
      coreBandwidth: assumed(
        8.26e9,
        "as the Cortex-A55 of a Snapdragon 845: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4dJV.txt",
      ),
    },
  ],
  memory: { type: datasheet("LPDDR4X-4266", wikichip) },
  dispatchSeconds: assumedDispatch,
  notes: [
    "MNN in fp16 on four threads (alibaba/MNN@4d40bdbd benchmark/result/2020-3-22.md): MobileNetV1 6.46 ms, MobileNetV2 5.19 ms, SqueezeNet 1.0 11.59 ms, ResNet-v2-50 40.19 ms, Inception v3 45.73 ms.",
  ],
};
