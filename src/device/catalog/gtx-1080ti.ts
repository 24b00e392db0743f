import { pascalSm } from "../cores/gpu.ts";
import type { Device } from "../device.ts";
import { datasheet, measured } from "../sourced.ts";

const clpeak = "krrishnarraj/clpeak@efc6f03a GTX 1080 Ti";

export const gtx1080ti: Device = {
  id: "gtx_1080ti",
  name: "NVIDIA GeForce GTX 1080 Ti",
  soc: "GP102",
  kind: "gpu",
  aliases: ["1080ti"],
  clusters: [
    {
      id: "large",
      ...pascalSm,
      count: datasheet(28, "biteyourconsole.net, 2017-03-02"),
      maxFrequencyHz: measured(
        1683e6,
        clpeak,
        "The clock the driver reports; the card goes above it while it is cool.",
      ),
      clusterBandwidth: measured(410.15e9, clpeak),
    },
  ],
  memory: {},
  measuredPeaks: [{ cores: { large: 28 }, precision: "fp32", rate: measured(13317.2e9, clpeak) }],
  notes: ["Its measured peak is above SMs x FLOP/cycle x clock, because it ran above the clock it reports."],
};
