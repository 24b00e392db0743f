/** The GPU of the Snapdragon 710, which two phones of the catalogue share. */
import { adreno616 } from "../cores/gpu.ts";
import type { Cluster } from "../device.ts";
import { assumed, datasheet } from "../sourced.ts";

export const adreno616Clusters: readonly Cluster[] = [
  {
    id: "large",
    ...adreno616,
    count: datasheet(1, "tensorflow/tensorflow lite/delegates/gpu/common/gpu_info.cc: 1 compute unit"),
    maxFrequencyHz: assumed(
      500e6,
      "clock of the Snapdragon 710's GPU from general knowledge; it only scales the slider, nothing is computed from it",
    ),
  },
];
