import { formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { type Axis, endText } from "./axes.ts";
import { type Band, bandText, doublingText, shapesOf } from "./bands.ts";

interface Props {
  readonly axis: Axis;
  readonly band: Band;
  /** Upper end of the vertical axis. */
  readonly top: Seconds;
}

const size = 100;
const path = (spots: readonly (readonly [number, number])[]): string =>
  `M${spots.map(([x, y]) => `${(x * size).toFixed(2)} ${(y * size).toFixed(2)}`).join("L")}`;
const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

/** Latency along one knob: curve, interval, steps, the present state and where the latency has doubled. */
export function CurveChart({ axis, band, top }: Props) {
  const { lines, areas, ticks, now, doubled } = shapesOf(band, axis, top);
  return (
    <figure className="curve">
      <figcaption>{axis.name}</figcaption>
      <div className="curve-box" role="img" aria-label={bandText(band, axis)}>
        <span className="curve-top">{formatSeconds(top)}</span>
        <span className="curve-zero">0</span>
        <div className="curve-area">
          <svg viewBox={`0 0 ${size} ${size}`} preserveAspectRatio="none" aria-hidden="true">
            {areas.map((area) => (
              <path
                key={path(area)}
                className={area.length > 2 ? "curve-interval" : "curve-interval-one"}
                d={`${path(area)}Z`}
              />
            ))}
            {doubled !== undefined && (
              <line className="curve-doubled" x1={doubled[0] * size} x2={doubled[0] * size} y1="0" y2={size} />
            )}
            {now !== undefined && <line className="curve-now" x1={now[0] * size} x2={now[0] * size} y1="0" y2={size} />}
            {lines.map((line) => (
              <path key={path(line)} className="curve-line" d={path(line)} />
            ))}
          </svg>
          {now !== undefined && <i style={{ left: percent(now[0]), top: percent(now[1]) }} />}
        </div>
        <svg className="curve-ticks" viewBox={`0 0 ${size} 4`} preserveAspectRatio="none" aria-hidden="true">
          {ticks.map((x) => (
            <line key={x} x1={x * size} x2={x * size} y1="0" y2="4" />
          ))}
        </svg>
        <span className="curve-low">{endText(axis, axis.range[0])}</span>
        <span className="curve-high">
          {endText(axis, axis.range[1])} {axis.unit}
        </span>
      </div>
      <p>{doublingText(band, axis)}</p>
    </figure>
  );
}
