import type { Kind } from "../../../device/device.ts";
import type { Field } from "../../../device/fields.ts";
import { type Entry, type Origin, typed } from "./draft.ts";

export const kindNames: Readonly<Record<Kind, string>> = {
  datasheet: "from a data sheet",
  measured: "measured",
  derived: "derived",
  assumed: "assumed",
};

/** Data sheet and derived begin alike. */
export const kindLetters: Readonly<Record<Kind, string>> = {
  datasheet: "S",
  measured: "M",
  derived: "D",
  assumed: "A",
};

interface Props {
  readonly field: Field;
  /** Of whom: "cores 1"; nothing for the whole device. */
  readonly owner?: string;
  readonly entry: Entry | undefined;
  readonly origin: Origin;
  readonly isFaulty: boolean;
  readonly onChange: (entry: Entry | undefined) => void;
}

/** "measured: lscpu. What to know." */
export const originText = ({ kind, source, note }: Entry): string =>
  `${kindNames[kind]}: ${source === "" ? "entered by hand" : source}${note === undefined ? "" : `. ${note}`}`;

/** One number with its unit and a letter for how it is known; its source is in the title and the description. */
export function FactInput({ field, owner, entry, origin, isFaulty, onChange }: Props) {
  const name = [field.label, owner].filter((part) => part !== undefined).join(", ");
  return (
    <span className="fact">
      <input
        aria-label={field.unit === "" ? name : `${name}, in ${field.unit}`}
        aria-description={entry === undefined ? "unknown" : originText(entry)}
        aria-invalid={isFaulty}
        title={entry === undefined ? field.hint : originText(entry)}
        placeholder="—"
        inputMode="decimal"
        value={entry?.text ?? ""}
        onChange={(event) => onChange(typed(entry, event.currentTarget.value, origin))}
      />
      <span className={`kind kind-${entry?.kind ?? "none"}`} aria-hidden="true">
        {entry === undefined ? "" : kindLetters[entry.kind]}
      </span>
    </span>
  );
}
