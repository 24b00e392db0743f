/** How wide the paths into a core are: an upper bound on how fast a cache feeds it. */
import type { Sourced } from "../device.ts";
import { datasheet } from "../sourced.ts";

/** Bytes per cycle and core that L1 hands to the registers, and L2 to L1. Stores have a path of their own. */
export interface Paths {
  readonly L1?: Sourced<number>;
  readonly L2?: Sourced<number>;
}

/** The words of the manuals of both cores. */
const twoLoads = (manual: string): Paths => ({
  L1: datasheet(32, `${manual}: two 128-bit read paths from the data L1 memory system to the datapath`),
  L2: datasheet(32, `${manual}: 256-bit read interface from the L2 memory system`),
});

const paths: Readonly<Record<string, Paths>> = {
  "Cortex-A55": {
    L1: datasheet(
      8,
      "Arm Cortex-A55 Core Technical Reference Manual 100442: 64-bit read path from the data L1 memory system to the datapath",
    ),
  },
  "Cortex-A76": twoLoads("Arm Cortex-A76 Core Technical Reference Manual 100798"),
  "Cortex-A77": twoLoads("Arm Cortex-A77 Core Technical Reference Manual 101111"),
};

/** Unknown paths are absent. */
export const pathsOf = (core: string): Paths => paths[core] ?? {};
