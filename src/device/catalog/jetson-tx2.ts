import { cortexA57 } from "../cores/arm.ts";
import { KiB } from "../cores/core-type.ts";
import { nvidiaDenver2 } from "../cores/custom-arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const ncnn = "Tencent/ncnn@a4d2ea1d benchmark/README.md";

export const jetsonTx2: Device = {
  id: "jetson_tx2",
  name: "NVIDIA Jetson TX2 NX",
  soc: "Tegra X2",
  kind: "board",
  aliases: ["tegra_x2"],
  clusters: [
    {
      id: "large",
      ...nvidiaDenver2,
      count: datasheet(2, ncnn),
      maxFrequencyHz: datasheet(2000e6, ncnn),
      l1dBytes: datasheet(64 * KiB, ncnn),
      l2Bytes: datasheet(2048 * KiB, ncnn),
      l2Shared: datasheet(true, ncnn),
    },
    {
      id: "small",
      ...cortexA57,
      count: datasheet(4, ncnn),
      maxFrequencyHz: datasheet(2000e6, ncnn),
      l2Bytes: datasheet(2048 * KiB, ncnn),
      l2Shared: datasheet(true, ncnn),
      coreBandwidth: assumed(
        7.47e9,
        "as one Cortex-A57 of a Jetson Nano: twice the memcpy rate of ThomasKaiser/sbc-bench@53f79517 results/4rLX.txt",
      ),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
