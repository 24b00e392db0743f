import { KiB } from "../cores/core-type.ts";
import { zen3 } from "../cores/x86.ts";
import type { Device } from "../device.ts";
import { assumedDispatch } from "../dispatch.ts";
import { measured } from "../sourced.ts";

const own = "Ridgepoint's own measurements of load, public/measurements/machine.json";
const rows = "Ridgepoint's own measurements of load, public/measurements/states.csv";

/** The machine on which `npm run measure` varied the load. */
export const epycZen3: Device = {
  id: "epyc_zen3",
  name: "Server, AMD EPYC (two Zen 3 cores)",
  soc: "EPYC 7003",
  kind: "computer",
  aliases: [],
  clusters: [
    {
      id: "large",
      ...zen3,
      count: measured(2, own),
      maxFrequencyHz: measured(
        3240e6,
        `${rows}, column clock_mhz of idle rounds`,
        "A virtual machine: the clock is what a loop of known cycles took.",
      ),
      l1dBytes: measured(32 * KiB, own),
      l2Bytes: measured(512 * KiB, own),
      l2Shared: measured(false, own),
      coreBandwidth: measured(
        16.5e9,
        "Ridgepoint's own measurements, public/measurements/nodes.csv.gz: weight bytes over time of the 48 fully connected layers of more than 4 MiB, the median (13.7 to 19.7 GB/s)",
        "Reads only. A program that copies reached 13.4 GB/s of reads and writes.",
      ),
    },
  ],
  l3Bytes: measured(32768 * KiB, own),
  memory: {},
  dispatchSeconds: assumedDispatch,
};
