import { appleTempest, appleVortex } from "../cores/apple.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, datasheet } from "../sourced.ts";

const MiB = 1024 * 1024;
const wikipedia = "Wikipedia, Apple A12";

export const iphonexs: Device = {
  id: "iphonexs",
  name: "Apple iPhone XS",
  soc: "Apple A12",
  kind: "phone",
  aliases: ["apple_a12"],
  clusters: [
    {
      id: "large",
      ...appleVortex,
      count: datasheet(2, wikipedia),
      maxFrequencyHz: datasheet(2.49e9, `${wikipedia}; the QED benchmark says the same`),
      l2Bytes: datasheet(8 * MiB, wikipedia),
      l2Shared: datasheet(true, wikipedia),
      coreBandwidth: assumed(
        22.5e9,
        "0.66 of the memory bus, as one Cortex-A77 of a Snapdragon 865 sustains (28.9 of 44.0 GB/s, ThomasKaiser/sbc-bench@53f79517 results/49kx.txt)",
      ),
    },
    {
      id: "small",
      ...appleTempest,
      count: datasheet(4, wikipedia),
      maxFrequencyHz: datasheet(1.59e9, wikipedia, "1.52 GHz in the QED benchmark."),
      l2Bytes: datasheet(2 * MiB, wikipedia),
      l2Shared: datasheet(true, wikipedia),
      coreBandwidth: assumed(
        7.9e9,
        "as the small cores of Snapdragon 845 and 865 of the same years (8.26 and 7.54 GB/s), ThomasKaiser/sbc-bench@53f79517",
      ),
    },
  ],
  slcBytes: datasheet(8 * MiB, wikipedia),
  memory: {
    type: datasheet("LPDDR4X-4266", "askgeek.io, Apple A12 Bionic"),
    peakBytesPerSecond: datasheet(34.1e9, "askgeek.io, Apple A12 Bionic"),
  },
  dispatchSeconds: assumedDispatch,
};
