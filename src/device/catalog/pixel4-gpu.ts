import { adreno640 } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, measured } from "../sourced.ts";
import { pixel4 } from "./pixel4.ts";

export const pixel4Gpu: Device = {
  id: "pixel4-gpu",
  name: "Google Pixel 4, GPU (Adreno 640)",
  soc: "Snapdragon 855",
  kind: "gpu",
  aliases: ["adreno_640"],
  clusters: [
    {
      id: "large",
      ...adreno640,
      count: datasheet(2, "tensorflow/tensorflow lite/delegates/gpu/common/gpu_info.cc: 2 compute units"),
      maxFrequencyHz: datasheet(585e6, "notebookcheck.biz, Adreno 640 in the Snapdragon 855"),
      clusterBandwidth: measured(
        30e9,
        "chipsandcheese.com, 2024-05-01, Inside the Snapdragon 855's iGPU: main memory a touch below 30 GB/s",
        "Measured on a OnePlus 7 Pro.",
      ),
    },
  ],
  memory: pixel4.memory,
  notes: ["Its CPU is a device of its own: pixel4."],
};
