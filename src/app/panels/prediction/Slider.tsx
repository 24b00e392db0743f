import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { Icon } from "../../ui/icons.tsx";
import { between, nearest, type Range, stepped, taken } from "./steps.ts";

export interface SliderProps {
  readonly name: string;
  /** In SI units, as are the range and the levels. */
  readonly value: number;
  readonly range: Range;
  /** The steps it snaps to, ascending; empty: any value. */
  readonly levels: readonly number[];
  /** "1.21 GHz", and the way back from what a person types. */
  readonly format: (value: number) => string;
  readonly parse: (text: string) => number | undefined;
  readonly isDefault: boolean;
  /** Undefined goes back to what it is by itself. */
  readonly onChange: (value: number | undefined) => void;
  /** Over the track. */
  readonly curve?: ReactNode;
  /** The steps are no more than suggestions: a value between them is as good. */
  readonly isFree?: true;
  /** What "by itself" is. */
  readonly resetTitle?: string;
}

/** A browser makes steps of its own in a range without any. */
const stepsOfRange = 100;

/** A knob: its value as text that can be typed over, a track with the steps it has, and the way back. */
export function Slider(props: SliderProps) {
  const { name, value, range, levels, format, isDefault, isFree, onChange, curve } = props;
  const [low, high] = range;
  const beside = isFree === true ? undefined : between(levels, value);
  return (
    <div className="slider">
      <span className="slider-name">{name}</span>
      <Typed {...props} />
      <button
        type="button"
        className="icon-button"
        aria-label={`Reset ${name}`}
        title={props.resetTitle ?? "Back to the device's own"}
        disabled={isDefault}
        onClick={() => onChange(undefined)}
      >
        <Icon name="reset" />
      </button>
      <div className={curve === undefined ? "slider-track slider-bare" : "slider-track"}>
        {curve}
        <Ticks levels={levels} range={range} />
        <input
          type="range"
          aria-label={name}
          aria-valuetext={format(value)}
          min={low}
          max={high}
          step={levels.length > 0 ? "any" : (high - low) / stepsOfRange}
          value={value}
          onKeyDown={(event) => {
            const next = levels.length > 0 ? stepped(levels, value, event.key) : undefined;
            if (next === undefined) return;
            event.preventDefault();
            onChange(next);
          }}
          onChange={(event) => onChange(nearest(levels, event.currentTarget.valueAsNumber))}
        />
      </div>
      {beside !== undefined && (
        <p className="slider-note quiet">
          {"Between two steps: "}
          {beside.map((level) => (
            <button key={level} type="button" className="link" onClick={() => onChange(level)}>
              {format(level)}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

/** The value as text. Enter or leaving the field takes what was typed, Escape drops it, nothing at all resets. */
function Typed({ name, value, range, levels, format, parse, onChange }: SliderProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const id = useId();
  const typed = draft === undefined ? undefined : parse(draft);
  const next = typed === undefined ? undefined : taken(levels, range, typed);
  const isWrong = draft !== undefined && draft.trim() !== "" && next === undefined;
  const take = (): void => {
    if (draft === undefined || isWrong) return;
    setDraft(undefined);
    // Untouched text has fewer digits than the value.
    if (draft !== format(value)) onChange(next);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") take();
    if (event.key === "Escape" && draft !== undefined) {
      event.stopPropagation();
      setDraft(undefined);
    }
  };
  const limits = `${format(range[0])} to ${format(range[1])}`;
  return (
    <>
      <input
        className="slider-value"
        aria-label={`${name} value`}
        title={limits}
        value={draft ?? format(value)}
        list={levels.length > 0 ? `${id}-steps` : undefined}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-why` : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKey}
        onBlur={take}
      />
      {levels.length > 0 && (
        <datalist id={`${id}-steps`}>
          {levels.map((level) => (
            <option key={level} value={format(level)} />
          ))}
        </datalist>
      )}
      {isWrong && (
        <p id={`${id}-why`} className="slider-note warning">
          {typed === undefined ? `Not understood; ${limits} can be set` : `Only ${limits} can be set`}
        </p>
      )}
    </>
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
