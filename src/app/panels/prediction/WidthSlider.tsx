import { useEffect, useRef, useState } from "react";
import { parseFactor } from "../../../base/parse.ts";
import { begin } from "../../state/busy.ts";
import { chooseWidth } from "../../state/document.ts";
import { session, widthRange, widthSteps } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { useModel } from "../context.ts";
import { Slider } from "./Slider.tsx";
import { factorText, keptLines, widthText } from "./width.ts";

/** A drag passes many widths; only the one it stops at is analysed. */
const settleMs = 250;

/** Where the slider stands, a moment before the model is analysed at it. */
function useSettled(): readonly [number, (width: number) => void] {
  const width = useStore(session, (s) => s.width);
  const [moved, setMoved] = useState<number | undefined>(undefined);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const move = (next: number): void => {
    stop.current?.();
    setMoved(next);
    const end = begin();
    const timer = setTimeout(() => {
      end();
      setMoved(undefined);
      chooseWidth(next);
    }, settleMs);
    stop.current = () => {
      clearTimeout(timer);
      end();
    };
  };
  return [moved ?? width, move];
}

/** MobileNet's width multiplier for any network of convolutions. */
export function WidthSlider() {
  const analysis = useModel()?.analysis;
  const [width, move] = useSettled();
  if (analysis === undefined) return null;
  const { width: made } = analysis;
  return (
    <>
      <Slider
        name="Model width"
        value={width}
        range={widthRange}
        levels={widthSteps}
        isFree
        format={factorText}
        parse={parseFactor}
        isDefault={width === 1}
        resetTitle="Back to the model's own"
        onChange={(next) => move(next ?? 1)}
      />
      {made !== undefined &&
        (made.kept.length === 0 ? (
          <p className="slider-note quiet">{widthText(made)}</p>
        ) : (
          <details className="width-note quiet">
            <summary>{widthText(made)}</summary>
            <ul>
              {keptLines(made).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        ))}
    </>
  );
}
