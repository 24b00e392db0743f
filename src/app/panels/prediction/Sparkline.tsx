import type { Curve } from "./sweeps.ts";

interface Props {
  readonly points: Curve;
  /** Value of the slider, marked on the curve. */
  readonly at: number;
}

const width = 100;
const height = 20;

/** Where a latency grows without end, the line leaves through the top: it would be flat elsewhere. */
const mostTimes = 8;

/** Latency along a slider, from nothing to about its largest; decoration, the number is in the headline. */
export function Sparkline({ points, at }: Props) {
  const known = points.flatMap(([value, latency]) => (latency === undefined ? [] : [[value, latency] as const]));
  const [first, last] = [known[0], known.at(-1)];
  // The range is the slider's, though a predictor may know no latency at an end of it.
  const [low, high] = [points[0]?.[0], points.at(-1)?.[0]];
  if (first === undefined || last === undefined || low === undefined || high === undefined || low === high) {
    return <svg className="sparkline" aria-hidden="true" />;
  }
  const latencies = known.map(([, latency]) => latency);
  const top = Math.min(Math.max(...latencies), mostTimes * Math.min(...latencies));
  const x = (value: number): number => ((value - low) / (high - low)) * width;
  const line = known.map(([value, latency]) => `${x(value).toFixed(1)} ${(height * (1 - latency / top)).toFixed(1)}`);
  return (
    <svg className="sparkline" viewBox={`0 -1 ${width} ${height + 1}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="sparkline-area" d={`M${x(first[0])} ${height}L${line.join("L")}L${x(last[0])} ${height}Z`} />
      <path className="sparkline-line" d={`M${line.join("L")}`} />
      <line className="sparkline-at" x1={x(at)} x2={x(at)} y1="-1" y2={height} />
    </svg>
  );
}
