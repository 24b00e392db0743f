import { formatBandwidth, formatIntensity, formatPeak } from "../../../base/format.ts";
import { attainable } from "../../../device/roofline.ts";
import { boundOf, decades, intensityOf, type KnownRoof, place, spansOf, type Work } from "./chart.ts";

interface Props {
  readonly roof: KnownRoof;
  /** Of the device at its best, drawn faintly where it differs. */
  readonly best: KnownRoof;
  readonly work: Work;
  /** How many of the five steps are drawn. */
  readonly step: number;
  readonly name: string;
}

const frame = { left: 58, right: 620, top: 14, bottom: 270 };
const prefixes = ["", "k", "M", "G", "T", "P"];

/** 10^power with the prefix that people say. */
const tick = (power: number): string => {
  if (power < 0) return String(10 ** power);
  return `${10 ** (power % 3)} ${prefixes[Math.floor(power / 3)] ?? `e${power - (power % 3)}`}`.trim();
};

/** What is on the chart, in words. */
function described({ roof, work, step, name }: Props): string {
  const rate = attainable(intensityOf(work), roof);
  const parts = [
    `peak ${formatPeak(roof.peak)}`,
    step > 1 && `bandwidth ${formatBandwidth(roof.bandwidth)}`,
    step > 2 && `ridge point ${formatIntensity(roof.peak / roof.bandwidth)}`,
    step > 3 &&
      `${name} at ${formatIntensity(intensityOf(work))} and at most ${formatPeak(rate)}, ${boundOf(work, roof)} bound`,
  ];
  return `Roofline: ${parts.filter((part) => part !== false).join(", ")}`;
}

export function RooflineChart(props: Props) {
  const { roof, best, work, step } = props;
  const { x: spanX, y: spanY } = spansOf([roof, best], work);
  const x = (value: number): number => place(value, spanX, frame.left, frame.right);
  const y = (value: number): number => place(value, spanY, frame.bottom, frame.top);
  const intensity = intensityOf(work);
  const rate = attainable(intensity, roof) ?? roof.peak;
  const lines = (one: KnownRoof) => {
    const ridge = one.peak / one.bandwidth;
    const [low, high] = [10 ** spanX.low, 10 ** spanX.high];
    return {
      peak: `M${x(step < 3 ? low : ridge)} ${y(one.peak)}H${x(high)}`,
      slope: `M${x(low)} ${y(one.bandwidth * low)}L${x(step < 3 ? high : ridge)} ${y(one.bandwidth * (step < 3 ? high : ridge))}`,
    };
  };
  const now = lines(roof);
  const before = lines(best);
  const ridge = roof.peak / roof.bandwidth;
  return (
    <svg className="lesson-chart" viewBox="0 0 640 310" role="img" aria-label={described(props)}>
      <clipPath id="roofline-frame">
        <rect x={frame.left} y={frame.top} width={frame.right - frame.left} height={frame.bottom - frame.top} />
      </clipPath>
      {decades(spanX).map((power) => (
        <g key={power}>
          <line className="chart-grid" x1={x(10 ** power)} x2={x(10 ** power)} y1={frame.top} y2={frame.bottom} />
          <text className="chart-tick" x={x(10 ** power)} y={frame.bottom + 14} textAnchor="middle">
            {tick(power)}
          </text>
        </g>
      ))}
      {decades(spanY).map((power) => (
        <g key={power}>
          <line className="chart-grid" x1={frame.left} x2={frame.right} y1={y(10 ** power)} y2={y(10 ** power)} />
          <text className="chart-tick" x={frame.left - 6} y={y(10 ** power) + 4} textAnchor="end">
            {tick(power)}
          </text>
        </g>
      ))}
      <text className="chart-tick" x={(frame.left + frame.right) / 2} y={304} textAnchor="middle">
        Intensity (FLOP/B)
      </text>
      <text
        className="chart-tick"
        transform={`translate(12 ${(frame.top + frame.bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        Rate (FLOP/s)
      </text>
      <g clipPath="url(#roofline-frame)">
        {step > 4 && (
          <>
            <path className="chart-before" d={before.peak} />
            <path className="chart-before" d={before.slope} />
          </>
        )}
        <path className="chart-roof" d={now.peak} />
        {step > 1 && <path className="chart-roof" d={now.slope} />}
        {step > 2 && <line className="chart-ridge" x1={x(ridge)} x2={x(ridge)} y1={y(roof.peak)} y2={frame.bottom} />}
        {step > 3 && (
          <>
            <line className="chart-drop" x1={x(intensity)} x2={x(intensity)} y1={y(rate)} y2={frame.bottom} />
            <circle className="chart-point" cx={x(intensity)} cy={y(rate)} r={6} />
          </>
        )}
      </g>
      <text className="chart-label" x={frame.right - 4} y={y(roof.peak) - 6} textAnchor="end">
        peak {formatPeak(roof.peak)}
      </text>
      {step > 1 && (
        <text className="chart-label" x={x(10 ** (spanX.low + 0.05))} y={frame.bottom - 8}>
          slope {formatBandwidth(roof.bandwidth)}
        </text>
      )}
      {step > 2 && (
        <text className="chart-label" x={x(ridge) + 6} y={frame.bottom - (step > 3 ? 24 : 8)}>
          ridge {formatIntensity(ridge)}
        </text>
      )}
    </svg>
  );
}
