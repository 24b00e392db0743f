import { powervrGe8320 } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { assumed, datasheet } from "../sourced.ts";
import { a03s } from "./a03s.ts";

export const a03sGpu: Device = {
  id: "a03s-gpu",
  name: "Samsung Galaxy A03s, GPU (PowerVR GE8320)",
  soc: "Helio P35 (MT6765)",
  kind: "gpu",
  aliases: ["powervr_ge8320"],
  clusters: [
    {
      id: "large",
      ...powervrGe8320,
      count: assumed(1, "counted as one core: pages tell of two clusters and of 32 shaders in all"),
      maxFrequencyHz: datasheet(680e6, "hwpure.com, PowerVR GE8320 in the Helio P35"),
    },
  ],
  memory: a03s.memory,
  notes: ["Its CPU is a device of its own: a03s."],
};
