import { cortexA510, cortexA710, cortexA715, cortexX3 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { datasheet } from "../sourced.ts";

const omni = "omnimind-ai/OmniInfer pull request 66";

export const snapdragon8Gen2: Device = {
  id: "snapdragon_8_gen2",
  name: "Snapdragon 8 Gen 2 phone",
  soc: "Snapdragon 8 Gen 2 (SM8550)",
  kind: "phone",
  aliases: ["sd8gen2", "sm8550"],
  clusters: [
    {
      id: "prime",
      ...cortexX3,
      count: datasheet(1, omni),
      maxFrequencyHz: datasheet(3190e6, omni),
    },
    {
      id: "large",
      ...cortexA715,
      count: datasheet(2, omni),
      maxFrequencyHz: datasheet(2800e6, omni),
    },
    {
      id: "medium",
      ...cortexA710,
      count: datasheet(2, omni),
      maxFrequencyHz: datasheet(2800e6, omni),
    },
    {
      id: "small",
      ...cortexA510,
      count: datasheet(3, omni),
      maxFrequencyHz: datasheet(2020e6, omni),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
