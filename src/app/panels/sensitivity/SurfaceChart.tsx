import { useCallback, useMemo } from "react";
import { formatSeconds } from "../../../base/format.ts";
import type { Seconds } from "../../../base/units.ts";
import { Plot } from "../../charts/Plot.tsx";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { cssColor, themeStore } from "../../state/theme.ts";
import { usePrediction } from "../context.ts";
import { patchFor } from "../prediction/budget.ts";
import { nearest } from "../prediction/steps.ts";
import type { Palette } from "../roofline/axes.ts";
import { type Axis, type AxisPair, valueText } from "./axes.ts";
import { cellAt, groundOf, markerOf } from "./figure.ts";
import type { Surface, SurfaceFacts } from "./surface.ts";

interface Props {
  readonly surface: Surface;
  /** As the sliders stand now. */
  readonly axes: AxisPair;
}

const spans = (a: Axis, b: Axis): boolean =>
  a.knob === b.knob && a.range[0] === b.range[0] && a.range[1] === b.range[1];

/** The surface, the present state on it, and its main figures in words. A click takes the state that it meets. */
export function SurfaceChart({ surface, axes }: Props) {
  const theme = useStore(themeStore, (t) => t.theme);
  const latency = usePrediction()?.latencySeconds;
  // A surface of another device stays for the moment that its successor takes; the new state is not on it.
  const isOfNow = spans(surface.axes[0], axes[0]) && spans(surface.axes[1], axes[1]);
  const ground = useMemo(() => groundOf(surface, paletteOf(theme)), [surface, theme]);
  const [x, y] = [axes[0].at, axes[1].at];
  const data = useMemo(
    () => (ground === undefined ? [] : [...ground.data, ...(isOfNow ? markerOf(axes, latency, paletteOf(theme)) : [])]),
    // The axes are new with every choice; only where the sliders stand moves the marker.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [ground, isOfNow, x, y, latency, theme],
  );
  const pick = useCallback(
    (cell: unknown) => {
      const state = cellAt(surface, cell);
      if (state === undefined) return;
      const [across, up] = surface.axes.map(({ knob, levels }, at) => patchFor(knob, nearest(levels, state[at] ?? 0)));
      session.patch({ ...across, ...up });
    },
    [surface],
  );
  if (ground === undefined) return <p className="empty">The predictor gives no latency in any of these states.</p>;
  const now = `Now ${formatSeconds(latency)} at ${valueText(axes[0], x)} and ${valueText(axes[1], y)}.`;
  return (
    <>
      <div className="surface-chart">
        <Plot
          data={data}
          layout={ground.layout}
          label={`Latency surface over ${axes[0].name} and ${axes[1].name}. ${isOfNow ? now : ""} ${ground.description}`}
          onPick={pick}
        />
      </div>
      <Facts axes={surface.axes} facts={ground.facts} latency={latency} at={isOfNow ? [x, y] : undefined} />
    </>
  );
}

interface FactsProps {
  readonly axes: AxisPair;
  readonly facts: SurfaceFacts;
  readonly latency: Seconds | undefined;
  /** The present state; undefined: it is not on this surface. */
  readonly at: readonly [number, number] | undefined;
}

/** The main figures of the surface as a table. */
function Facts({ axes, facts: { least, most, doubledAlong }, latency, at }: FactsProps) {
  const [across, up] = axes;
  const rows = [
    ["Least", least.latency, least.x, least.y],
    ["Now", at === undefined ? undefined : latency, at?.[0], at?.[1]],
    ["Twice the least", 2 * least.latency, doubledAlong[0], doubledAlong[0] === undefined ? undefined : least.y],
    ["Twice the least", 2 * least.latency, doubledAlong[1] === undefined ? undefined : least.x, doubledAlong[1]],
    ["Most", most.latency, most.x, most.y],
  ] as const;
  const known = rows.filter(([, time, x]) => time !== undefined && x !== undefined);
  return (
    <table className="surface-facts">
      <caption className="unseen">Main figures of the surface</caption>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">Latency</th>
          <th scope="col">{across.name}</th>
          <th scope="col">{up.name}</th>
        </tr>
      </thead>
      <tbody>
        {known.map(([name, time, x, y]) => (
          <tr key={`${name} ${x} ${y}`}>
            <th scope="row">{name}</th>
            <td>{formatSeconds(time)}</td>
            <td>{x === undefined ? "" : valueText(across, x)}</td>
            <td>{y === undefined ? "" : valueText(up, y)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Read from the page, which has them of the theme. */
const paletteOf = (_theme: unknown): Palette => ({
  text: cssColor("--text"),
  muted: cssColor("--muted"),
  warning: cssColor("--warning"),
  grid: cssColor("--line"),
  surface: cssColor("--surface"),
});
