import { appleG11p } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet } from "../sourced.ts";
import { iphonexs } from "./iphonexs.ts";

export const iphonexsGpu: Device = {
  id: "iphonexs-gpu",
  name: "Apple iPhone XS, GPU (A12, 4 cores)",
  soc: "Apple A12",
  kind: "gpu",
  aliases: ["apple_g11p"],
  clusters: [
    {
      id: "large",
      ...appleG11p,
      count: datasheet(4, "Wikipedia, Apple A12"),
      maxFrequencyHz: datasheet(1125e6, "askgeek.io, Apple A12 Bionic", "hmc-tech.com says 1098 MHz."),
    },
  ],
  memory: iphonexs.memory,
  notes: ["Its CPU is a device of its own: iphonexs."],
};
