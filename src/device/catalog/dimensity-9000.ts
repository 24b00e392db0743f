import { cortexA510, cortexA710, cortexX2 } from "../cores/arm.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed } from "../sourced.ts";

const rumour = "xiaomi-xiaowa.ru, a rumour before the launch";

export const dimensity9000: Device = {
  id: "dimensity_9000",
  name: "Dimensity 9000 phone",
  soc: "Dimensity 9000",
  kind: "phone",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...cortexX2,
      count: assumed(1, rumour),
      maxFrequencyHz: assumed(3200e6, rumour),
    },
    {
      id: "medium",
      ...cortexA710,
      count: assumed(3, rumour),
      maxFrequencyHz: assumed(2850e6, rumour),
    },
    {
      id: "small",
      ...cortexA510,
      count: assumed(4, rumour),
      maxFrequencyHz: assumed(1800e6, rumour),
    },
  ],
  memory: {},
  dispatchSeconds: assumedDispatch,
};
