import { loadFactor } from "../../../device/load.ts";
import { loadPoints } from "../../../device/load-points.ts";
import type { Verdict } from "./law.ts";

const frame = { left: 44, right: 620, top: 14, bottom: 250 };
/** In multiples of the time without load; 1 / (1 - u) leaves the picture, which is its fault. */
const top = 4;
const idle = loadPoints[0]?.time ?? 1;
const x = (utilization: number): number => frame.left + utilization * (frame.right - frame.left);
const y = (factor: number): number => frame.bottom - ((factor - 1) / (top - 1)) * (frame.bottom - frame.top);

const grid = Array.from({ length: 101 }, (_, step) => step / 100);
const curve = (weight: number): string =>
  `M${grid
    .map((u) => [u, loadFactor(u, weight)] as const)
    .filter(([, factor]) => factor <= top * 1.5)
    .map(([u, factor]) => `${x(u).toFixed(1)} ${y(factor).toFixed(1)}`)
    .join("L")}`;

interface Props {
  readonly weight: number;
  readonly verdict: Verdict;
}

export function LoadChart({ weight, verdict }: Props) {
  const at90 = verdict.rows.at(-1);
  return (
    <svg
      className="lesson-chart"
      viewBox="0 0 640 290"
      role="img"
      aria-label={`Latency against background load: ten measured points rise from 1 to ${((at90?.time ?? 0) / idle).toFixed(2)} times at 90 %; the law with w ${weight.toFixed(3)} says ${loadFactor(0.9, weight).toFixed(2)} times, 1 / (1 - u) says ${loadFactor(0.9, 1).toFixed(0)} times`}
    >
      <clipPath id="load-frame">
        <rect x={frame.left} y={frame.top} width={frame.right - frame.left} height={frame.bottom - frame.top} />
      </clipPath>
      {[1, 2, 3, 4].map((factor) => (
        <g key={factor}>
          <line className="chart-grid" x1={frame.left} x2={frame.right} y1={y(factor)} y2={y(factor)} />
          <text className="chart-tick" x={frame.left - 6} y={y(factor) + 4} textAnchor="end">
            {factor}×
          </text>
        </g>
      ))}
      {[0, 0.2, 0.4, 0.6, 0.8, 1].map((u) => (
        <text key={u} className="chart-tick" x={x(u)} y={frame.bottom + 15} textAnchor="middle">
          {Math.round(100 * u)} %
        </text>
      ))}
      <text className="chart-tick" x={(frame.left + frame.right) / 2} y={284} textAnchor="middle">
        Background load u, share of time in which it is busy
      </text>
      <g clipPath="url(#load-frame)">
        <path className="chart-wrong" d={curve(1)} />
        <path className="chart-curve" d={curve(weight)} />
      </g>
      <g>
        {verdict.rows.map(({ utilization, time, predicted }) => (
          <g key={utilization}>
            <line
              className="chart-drop"
              x1={x(utilization)}
              x2={x(utilization)}
              y1={y(time / idle)}
              y2={y(predicted / idle)}
            />
            <circle className="chart-measured" cx={x(utilization)} cy={y(time / idle)} r={4} />
          </g>
        ))}
      </g>
      <text className="chart-label" x={x(0.64)} y={y(3.4)} textAnchor="end">
        1 / (1 − u)
      </text>
      <text className="chart-label" x={x(0.99)} y={y(Math.min(loadFactor(1, weight), 3.7)) - 8} textAnchor="end">
        1 / (1 − w·u)
      </text>
    </svg>
  );
}
