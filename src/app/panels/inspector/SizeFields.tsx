/** Sizes the file leaves open: what was assumed for each and why, and fields to choose otherwise. */
import { type ChangeEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Analysis } from "../../../engine/analysis.ts";
import { chooseSize, resetSizes } from "../../state/document.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { askedSizes, namedSizes, type SizeRow } from "./sizes.ts";

/** A model with a hundred loops asks more than a person answers; the first ones matter most. */
const shownAtFirst = 12;

export function SizeFields({ analysis }: { readonly analysis: Analysis }) {
  const chosen = useStore(session, (s) => s.sizes);
  const [all, setAll] = useState(false);
  const named = namedSizes(analysis.model, chosen);
  const asked = askedSizes(analysis.model, chosen);
  if (named.length + asked.length === 0) return null;
  const shown = all ? asked : asked.slice(0, shownAtFirst);
  const uncovered = analysis.totals.nodes - analysis.totals.coveredNodes;
  return (
    <section aria-label="Sizes">
      <div className="sizes-head">
        <h3>Sizes</h3>
        {Object.keys(chosen).length > 0 && (
          <button type="button" className="link" onClick={resetSizes}>
            Reset all sizes
          </button>
        )}
      </div>
      {named.map((row) => (
        <SizeField key={row.name} row={row} />
      ))}
      {asked.length > 0 && (
        <p className="quiet sizes-lead">
          {`Only run time decides the following. ${uncovered === 0 ? "Every node has a cost with the values below." : `The totals leave out ${uncovered} of ${analysis.totals.nodes} nodes; a value here counts those that wait for it.`}`}
        </p>
      )}
      {shown.map((row) => (
        <SizeField key={row.name} row={row} />
      ))}
      {shown.length < asked.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {`Show ${asked.length - shown.length} more`}
        </button>
      )}
    </section>
  );
}

/** Arrow keys step through many values; only the one they stop at is analysed. */
const settleMs = 500;

/** What is typed, until it is taken. */
function useDraft(name: string) {
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (text: string | undefined): void => {
    clearTimeout(timer.current);
    const size = Number(text);
    if (text === undefined || (text !== "" && !isSize(size))) return;
    setDraft(undefined);
    chooseSize(name, text === "" ? undefined : size);
  };
  const type = (text: string): void => {
    setDraft(text);
    clearTimeout(timer.current);
    // An empty field is on its way to another number; it resets when it is left.
    if (isSize(Number(text))) timer.current = setTimeout(() => take(text), settleMs);
  };
  return { draft, type, take };
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 1;

function SizeField({ row }: { readonly row: SizeRow }) {
  const { name, label, size, chosen, reason, suggestion } = row;
  const { draft, type, take } = useDraft(name);
  const id = useId();
  const text = draft ?? (size === undefined ? "" : String(size));
  const isWrong = draft !== undefined && draft !== "" && !isSize(Number(draft));
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter") take(draft);
  };
  return (
    <div className="size">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={1}
        step={1}
        placeholder="open"
        value={text}
        aria-describedby={`${id}-why`}
        aria-invalid={isWrong}
        onChange={(event: ChangeEvent<HTMLInputElement>) => type(event.currentTarget.value)}
        onKeyDown={onKey}
        onBlur={() => take(draft)}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={`Reset ${label}`}
        title="Back to the assumption"
        disabled={!chosen}
        onClick={() => chooseSize(name, undefined)}
      >
        <Icon name="reset" />
      </button>
      <p id={`${id}-why`} className="quiet">
        {isWrong ? "a whole number of at least 1 is needed" : reason}
        {suggestion !== undefined && !isWrong && (
          <>
            {"; "}
            <button type="button" className="link" onClick={() => chooseSize(name, suggestion)}>
              {`take ${suggestion}, the most it can be`}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
