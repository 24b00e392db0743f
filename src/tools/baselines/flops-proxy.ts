/** T = a · FLOPs. */
import { amountsOf } from "./graph-amounts.ts";
import type { Method } from "./method.ts";
import { measuredScale, perConfiguration } from "./per-configuration.ts";

const flops = ({ graph }: Parameters<typeof measuredScale>[0][number]): number => Math.max(1, amountsOf(graph).flops);

export const flopsProxy: Method = {
  id: "flops",
  label: "FLOPs proxy",
  note: "T = a · FLOPs, a the geometric mean of T / FLOPs of each configuration.",
  version: 1,
  fit: (rows) =>
    perConfiguration(rows, (own) => {
      const rate = measuredScale(own, flops);
      return (row) => rate * flops(row);
    }),
};
