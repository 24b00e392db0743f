import type { Look } from "./subjects.ts";

/** The letter of a subject on its colour. */
export function Badge({ look }: { readonly look: Look }) {
  return (
    <span className="compare-badge" style={{ borderColor: look.color }}>
      {look.letter}
    </span>
  );
}
