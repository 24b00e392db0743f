import { formatEnergyBand } from "../../../base/format.ts";
import type { Band } from "../../../device/energy/coefficients.ts";
import { draftClaims } from "../../../device/energy/draft.ts";
import { decades, place } from "../roofline/chart.ts";
import { energySpan, verdictText } from "./energies.ts";

const [left, right, top, pitch] = [190, 740, 14, 36] as const;
const bottom = top + draftClaims.length * pitch;
const x = (energy: number): number => place(energy, energySpan, left, right);

/** Every third power of ten has a name. */
const names: Readonly<Record<number, string>> = {
  [-15]: "1 fJ",
  [-12]: "1 pJ",
  [-9]: "1 nJ",
  [-6]: "1 µJ",
  [-3]: "1 mJ",
  0: "1 J",
};

const label = `Energies on a logarithmic scale. ${draftClaims
  .map(
    (claim) =>
      `${claim.what}: the draft ${formatEnergyBand(claim.draft.low, claim.draft.high)}, published ${formatEnergyBand(claim.value.low, claim.value.high)}, ${verdictText(claim)}`,
  )
  .join(". ")}.`;

/** Two bands for each claim, the draft's above the published one. */
export function EnergyScale() {
  return (
    <svg className="lesson-chart" viewBox={`0 0 760 ${bottom + 30}`} role="img" aria-label={label}>
      {decades(energySpan).map((power) => (
        <g key={power}>
          <line className="chart-grid" x1={x(10 ** power)} x2={x(10 ** power)} y1={top} y2={bottom} />
          {names[power] !== undefined && (
            <text className="chart-tick" x={x(10 ** power)} y={bottom + 16} textAnchor="middle">
              {names[power]}
            </text>
          )}
        </g>
      ))}
      {draftClaims.map((claim, i) => {
        const y = top + i * pitch;
        return (
          <g key={claim.what}>
            <text className="chart-tick" x={left - 10} y={y + 17} textAnchor="end">
              {claim.what}
            </text>
            <BandBar band={claim.draft} y={y + 5} className="band-draft" />
            <BandBar band={claim.value} y={y + 18} className="band-published" />
          </g>
        );
      })}
    </svg>
  );
}

function BandBar({ band, y, className }: { readonly band: Band; readonly y: number; readonly className: string }) {
  return (
    <rect
      className={className}
      x={x(band.low)}
      y={y}
      width={Math.max(3, x(band.high) - x(band.low))}
      height={10}
      rx={2}
    />
  );
}
