/** `ridgepoint devices` and `ridgepoint predictors`. */
import { formatBandwidth, formatFrequency, formatPeak, formatPercent } from "../base/format.ts";
import { devices } from "../device/catalog/index.ts";
import { peakOf } from "../device/roofline.ts";
import type { Device } from "../device/device.ts";
import { cards } from "./predictors.ts";
import { textTable } from "./table.ts";

export function devicesCommand(json: boolean, print: (line: string) => void): number {
  if (json) {
    print(JSON.stringify({ schema: "ridgepoint.devices/1", devices }));
    return 0;
  }
  const rows = devices.flatMap((device) =>
    device.clusters.map((cluster, index) => [
      index === 0 ? device.id : "",
      index === 0 ? device.name : "",
      index === 0 ? device.kind : "",
      cluster.id,
      `${cluster.count.value} x ${cluster.core}`,
      formatFrequency(cluster.maxFrequencyHz.value),
      formatPeak(corePeak(device, cluster.id)),
      formatBandwidth(cluster.coreBandwidth?.value),
    ]),
  );
  const header = ["id", "device", "kind", "cluster", "cores", "clock", "fp32 peak, 1 core", "bandwidth, 1 core"];
  print(textTable(header, rows, ["left", "left", "left", "left", "left", "right", "right", "right"]));
  return 0;
}

function corePeak(device: Device, cluster: Device["clusters"][number]["id"]): number | undefined {
  const found = device.clusters.find((candidate) => candidate.id === cluster);
  return found && peakOf(device, { [cluster]: 1 }, "fp32", found.maxFrequencyHz.value);
}

export async function predictorsCommand(json: boolean, print: (line: string) => void): Promise<number> {
  const list = await cards();
  if (json) {
    print(JSON.stringify({ schema: "ridgepoint.predictors/1", predictors: list }));
    return 0;
  }
  for (const card of list) {
    print(`${card.id}: ${card.label}\n  ${card.caveat}`);
    for (const row of card.provenance?.results ?? []) {
      print(
        `  ${row.split}, ${row.method}: ${row.cases} cases, ±10 % ${formatPercent(row.within10)}, ` +
          `MAPE ${formatPercent(row.mape)}, Spearman ${row.spearman.toFixed(3)}`,
      );
    }
  }
  return 0;
}
