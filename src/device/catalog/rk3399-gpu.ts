import { maliT860 } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, megahertz } from "../sourced.ts";
import { rk3399 } from "./rk3399.ts";

const steps = "Ehsan-aghapour/CO-UP-Profiling@22005a9d Profiling/config.py";

export const rk3399Gpu: Device = {
  id: "rk3399-gpu",
  name: "Rockchip RK3399 board, GPU (Mali-T860 MP4)",
  soc: "RK3399",
  kind: "gpu",
  aliases: ["mali_t860_mp4"],
  clusters: [
    {
      id: "large",
      ...maliT860,
      count: datasheet(4, "Ehsan-aghapour/LW-GA@c67700ae Profiling/Layers.csv: Mali-T860MP4"),
      maxFrequencyHz: datasheet(800e6, steps),
      minFrequencyHz: datasheet(200e6, steps),
      levelsHz: datasheet(megahertz([200, 300, 400, 600, 800]), steps),
    },
  ],
  memory: rk3399.memory,
  notes: ["Its CPU is a device of its own: rk3399."],
};
