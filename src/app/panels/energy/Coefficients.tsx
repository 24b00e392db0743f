import { formatEnergyBand } from "../../../base/format.ts";
import { levelIds } from "../../../device/levels.ts";
import type { Coefficient } from "../../../device/energy/coefficients.ts";
import { useTarget } from "../context.ts";
import type { Technology, UnitEnergies } from "../../../device/energy/technologies.ts";

interface Props {
  readonly technology: Technology;
  readonly units: UnitEnergies;
}

/** Every unit energy in use: what it costs, in which technology, and who says so. */
export function Coefficients({ technology, units }: Props) {
  const { device } = useTarget();
  const { arithmetic, sram, dram } = technology;
  const rows: readonly Coefficient[] = [
    ...Object.values(arithmetic),
    ...sram.map(({ access }) => access),
    dram(device.memory.type?.value),
  ];
  return (
    <>
      <p>
        On {device.name}: {formatEnergyBand(units.mac.low, units.mac.high)} per MAC,{" "}
        {formatEnergyBand(units.other.low, units.other.high)} per other operation;{" "}
        {levelIds
          .map((level) => {
            const band = units.perByte[level];
            return `${level} ${band === undefined ? "not known" : `${formatEnergyBand(band.low, band.high)}/B`}`;
          })
          .join(", ")}
        .
      </p>
      <table className="energy-sources">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Energy</th>
            <th scope="col">Technology</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, per, band, technology: node, origin, source }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>
                {formatEnergyBand(band.low, band.high)} per {per}
              </td>
              <td>
                {node}, {origin}
              </td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
