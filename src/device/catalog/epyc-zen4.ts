import { KiB } from "../cores/core-type.ts";
import { zen4 } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { assumed, measured } from "../sourced.ts";

const lscpu = "lscpu of an AMD EPYC of family 25, model 17";

export const epycZen4: Device = {
  id: "epyc_zen4",
  name: "Server, AMD EPYC (one Zen 4 core)",
  soc: "EPYC Zen 4",
  kind: "computer",
  aliases: ["epyc"],
  clusters: [
    {
      id: "large",
      ...zen4,
      count: assumed(1, "one core is described: how many a server has varies"),
      maxFrequencyHz: assumed(
        5100e6,
        "clock of a Ryzen 7 8845HS: 163.58 GFLOPS over 32 FLOP/cycle, pigirons/cpufp@93e165ea AMD_Ryzen7_8845HS.md",
        "Set the clock of the actual EPYC.",
      ),
      l2Bytes: measured(1024 * KiB, lscpu),
      l2Shared: measured(false, lscpu),
    },
  ],
  l3Bytes: measured(32768 * KiB, lscpu),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
