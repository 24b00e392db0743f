import type { ReactNode } from "react";
import { type FigureChoice, type Resolution, resolutions, sizeLimitsMm, sizeOf } from "../../../figure/choice.ts";
import { type FigureKind, kinds } from "../../../figure/kinds/index.ts";
import { palettes } from "../../../figure/palette.ts";
import { presetOf, presets } from "../../../figure/preset.ts";
import type { KindOption } from "../../../figure/source.ts";
import { session } from "../../state/session.ts";

const choose = (part: Partial<FigureChoice>): void => session.patch({ figure: { ...session.get().figure, ...part } });

interface Props {
  readonly choice: FigureChoice;
  readonly kind: FigureKind;
  /** What the kind itself offers. */
  readonly options: readonly KindOption[];
}

/** Which figure, how large, in which inks. */
export function FigureControls({ choice, kind, options }: Props) {
  return (
    <div className="figure-controls">
      <Picker
        label="Figure"
        value={choice.kind}
        options={kinds}
        // A choice that one figure offers, or a height that suited it, means nothing to another.
        choose={(next) => choose({ kind: next, option: undefined, heightMm: undefined })}
      />
      {options.length > 0 && (
        <Picker
          label={kind.asks}
          value={options.find(({ id }) => id === choice.option)?.id ?? options[0]?.id ?? ""}
          options={options}
          choose={(next) => choose({ option: next === options[0]?.id ? undefined : next })}
        />
      )}
      <Picker
        label="For"
        value={choice.preset}
        options={presets}
        choose={(preset) => choose({ preset, widthMm: undefined, heightMm: undefined })}
      />
      <Picker label="Inks" value={choice.palette} options={palettes} choose={(palette) => choose({ palette })} />
      <SizeField
        label="Width"
        value={choice.widthMm}
        usual={presetOf(choice.preset).widthMm.toFixed(1)}
        choose={(widthMm) => choose({ widthMm })}
      />
      <SizeField label="Height" value={choice.heightMm} usual="auto" choose={(heightMm) => choose({ heightMm })} />
      <label className="figure-check" title="Papers have captions instead">
        <input type="checkbox" checked={choice.titled} onChange={({ target }) => choose({ titled: target.checked })} />
        Title
      </label>
    </div>
  );
}

interface PickerProps<Id extends string> {
  readonly label: string;
  readonly value: Id;
  readonly options: readonly { readonly id: Id; readonly name: string }[];
  readonly choose: (id: Id) => void;
}

function Picker<Id extends string>({ label, value, options, choose: pick }: PickerProps<Id>): ReactNode {
  return (
    <label>
      {label}
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => {
          const found = options.find(({ id }) => id === target.value);
          if (found !== undefined) pick(found.id);
        }}
      >
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

interface SizeProps {
  readonly label: string;
  readonly value: number | undefined;
  /** What holds while nothing is typed. */
  readonly usual: string;
  readonly choose: (mm: number | undefined) => void;
}

/** Takes a size once the field is left or Enter is pressed: every digit on the way would be a figure of its own. */
function SizeField({ label, value, usual, choose: take }: SizeProps) {
  const [least, most] = sizeLimitsMm;
  return (
    <label title={`${least} to ${most} mm; empty for what suits the figure`}>
      {label}
      <span className="figure-mm">
        <input
          // Another value from outside begins the field anew.
          key={value ?? usual}
          inputMode="decimal"
          aria-label={`${label} in mm`}
          placeholder={usual}
          defaultValue={value ?? ""}
          onBlur={({ target }) => {
            const size = sizeOf(target.value.replace(",", "."));
            target.value = size === undefined ? "" : String(size);
            if (size !== value) take(size);
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "Enter") currentTarget.blur();
          }}
        />
        mm
      </span>
    </label>
  );
}

/** Dots per inch of the bitmap. */
export function ResolutionPicker({ dpi }: { readonly dpi: Resolution }) {
  return (
    <label className="figure-field">
      PNG at
      <select
        aria-label="PNG at"
        value={dpi}
        onChange={({ target }) => {
          const found = resolutions.find((one) => String(one) === target.value);
          if (found !== undefined) choose({ dpi: found });
        }}
      >
        {resolutions.map((one) => (
          <option key={one} value={one}>
            {one} dpi
          </option>
        ))}
      </select>
    </label>
  );
}
