import { type ReactNode, useMemo } from "react";
import { formatBandwidth, formatFrequency, formatPercent } from "../../../base/format.ts";
import { openDeviceDialog } from "../../state/device-dialog.ts";
import { deviceOf, limitsOf, session, stateOf } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { sweepOf, useSweeps } from "./sweeps.ts";

/** The three knobs of the device's state, each with the latency it would give along its way. */
export function Sliders() {
  const choice = useStore(session, (s) => s);
  const { device, cores } = choice;
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const limits = useMemo(() => limitsOf(choice), [device, cores]);
  const state = stateOf(choice);
  const unit = deviceOf(choice).kind === "gpu" ? "GPU" : "CPU";
  const curves = useSweeps();
  return (
    <div className="sliders">
      <Slider
        name={`${unit} frequency`}
        value={state.frequencyHz}
        range={limits.frequencyHz}
        levels={limits.levelsHz}
        scale={1e9}
        unit="GHz"
        text={formatFrequency(state.frequencyHz)}
        isDefault={choice.frequencyHz === undefined}
        onChange={(frequencyHz) => session.patch({ frequencyHz })}
        curve={<Sparkline points={sweepOf(curves, "frequency")} at={state.frequencyHz} />}
      />
      <Slider
        name={`${unit} utilization`}
        value={state.utilization}
        range={[0, 1]}
        levels={[]}
        scale={0.01}
        unit="%"
        text={formatPercent(state.utilization)}
        isDefault={choice.utilization === 0}
        onChange={(utilization) => session.patch({ utilization: utilization ?? 0 })}
        curve={<Sparkline points={sweepOf(curves, "utilization")} at={state.utilization} />}
      />
      {limits.bandwidth === undefined || state.bandwidthBytesPerSecond === undefined ? (
        <p className="warning">
          The memory bandwidth of this device is not known.{" "}
          <button type="button" className="link" onClick={() => openDeviceDialog(deviceOf(choice))}>
            Enter it
          </button>
        </p>
      ) : (
        <Slider
          name="Memory bandwidth"
          value={state.bandwidthBytesPerSecond}
          range={limits.bandwidth}
          levels={[]}
          scale={1e9}
          unit="GB/s"
          text={formatBandwidth(state.bandwidthBytesPerSecond)}
          isDefault={choice.bandwidthBytesPerSecond === undefined}
          onChange={(bandwidthBytesPerSecond) => session.patch({ bandwidthBytesPerSecond })}
          curve={<Sparkline points={sweepOf(curves, "bandwidth")} at={state.bandwidthBytesPerSecond} />}
        />
      )}
    </div>
  );
}

interface SliderProps {
  readonly name: string;
  /** In SI units, as are the range and the levels. */
  readonly value: number;
  readonly range: readonly [number, number];
  /** The only values it can take, ascending; empty: any. */
  readonly levels: readonly number[];
  /** SI units in one of the unit that is shown. */
  readonly scale: number;
  readonly unit: string;
  readonly text: string;
  readonly isDefault: boolean;
  /** Undefined goes back to the device's own. */
  readonly onChange: (value: number | undefined) => void;
  readonly curve: ReactNode;
}

const nearest = (levels: readonly number[], value: number): number =>
  levels.reduce((best, level) => (Math.abs(level - value) < Math.abs(best - value) ? level : best), levels[0] ?? value);

/** The neighbouring level for an arrow key; undefined for other keys. */
function stepped(levels: readonly number[], value: number, key: string): number | undefined {
  const at = levels.indexOf(nearest(levels, value));
  if (key === "ArrowRight" || key === "ArrowUp") return levels[Math.min(at + 1, levels.length - 1)];
  if (key === "ArrowLeft" || key === "ArrowDown") return levels[Math.max(at - 1, 0)];
  return undefined;
}

const stepsOfRange = 100;

function Slider({ name, value, range, levels, scale, unit, text, isDefault, onChange, curve }: SliderProps) {
  const [low, high] = range;
  const snap = (next: number): number => (levels.length > 0 ? nearest(levels, next) : next);
  const step = (high - low) / stepsOfRange;
  const typed = (next: number): void => {
    if (Number.isFinite(next)) onChange(snap(Math.min(Math.max(next * scale, low), high)));
  };
  return (
    <div className="slider">
      <span className="slider-name">{name}</span>
      <input
        type="number"
        aria-label={`${name} in ${unit}`}
        value={Number((value / scale).toPrecision(3))}
        min={Number((low / scale).toPrecision(3))}
        max={Number((high / scale).toPrecision(3))}
        step="any"
        onChange={(event) => typed(event.currentTarget.valueAsNumber)}
      />
      <span className="slider-unit">{unit}</span>
      <button
        type="button"
        className="icon-button"
        aria-label={`Reset ${name}`}
        title="Back to the device's own"
        disabled={isDefault}
        onClick={() => onChange(undefined)}
      >
        <Icon name="reset" />
      </button>
      <div className="slider-track">
        {curve}
        <Ticks levels={levels} range={range} />
        <input
          type="range"
          aria-label={name}
          aria-valuetext={text}
          min={low}
          max={high}
          step={levels.length > 0 ? "any" : step}
          value={value}
          onKeyDown={(event) => {
            const next = levels.length > 0 ? stepped(levels, value, event.key) : undefined;
            if (next === undefined) return;
            event.preventDefault();
            onChange(next);
          }}
          onChange={(event) => onChange(snap(event.currentTarget.valueAsNumber))}
        />
      </div>
    </div>
  );
}

/** The steps of the clock. */
function Ticks({ levels, range: [low, high] }: Pick<SliderProps, "levels" | "range">) {
  return (
    <svg className="ticks" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      {levels.map((level) => {
        const x = ((level - low) / (high - low)) * 100;
        return <line key={level} x1={x} x2={x} y1="0" y2="4" />;
      })}
    </svg>
  );
}
