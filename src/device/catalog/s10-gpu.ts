import { maliG76 } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet } from "../sourced.ts";
import { s10 } from "./s10.ts";

export const s10Gpu: Device = {
  id: "s10-gpu",
  name: "Samsung Galaxy S10, GPU (Mali-G76 MP12)",
  soc: "Exynos 9820",
  kind: "gpu",
  aliases: ["mali_g76_mp12"],
  clusters: [
    {
      id: "large",
      ...maliG76,
      count: datasheet(12, "notebookcheck.com, Mali-G76 MP12: 12 of 20 possible cores"),
      maxFrequencyHz: datasheet(600e6, "nanoreview.net, Exynos 9820", "Other pages give 702 MHz."),
    },
  ],
  memory: s10.memory,
  notes: ["Its CPU is a device of its own: s10."],
};
