/** A preset, a palette and a size together: all that drawing asks for besides the figure. */
import type { FigureChoice } from "../choice.ts";
import { type Palette, paletteOf } from "../palette.ts";
import { type Points, pointsPerMm, type Preset, presetOf } from "../preset.ts";

export interface Style {
  readonly width: Points;
  /** Undefined: what suits the figure. */
  readonly height: Points | undefined;
  readonly aspect: number;
  readonly text: Points;
  readonly small: Points;
  readonly line: Points;
  readonly palette: Palette;
  readonly titled: boolean;
}

/** Width of the lines of axes and edges, over those of data. */
export const thin = 0.5;

export const styleFor = (preset: Preset, palette: Palette): Style => ({
  width: preset.widthMm * pointsPerMm,
  height: undefined,
  aspect: preset.aspect,
  text: preset.text,
  small: preset.small,
  line: preset.line,
  palette,
  titled: false,
});

/** The style a choice asks for. */
export function styleOf(choice: FigureChoice): Style {
  const style = styleFor(presetOf(choice.preset), paletteOf(choice.palette));
  return {
    ...style,
    ...(choice.widthMm === undefined ? {} : { width: choice.widthMm * pointsPerMm }),
    ...(choice.heightMm === undefined ? {} : { height: choice.heightMm * pointsPerMm }),
    titled: choice.titled,
  };
}
