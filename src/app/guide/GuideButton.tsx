import { openGuide } from "./guide-state.ts";
import "./guide-button.css";

/** Opens the guide at the page of a view. */
export function GuideButton({ region }: { readonly region: string }) {
  return (
    <button
      type="button"
      className="guide-button"
      aria-label={`Guide: ${region}`}
      title="What this shows, and how to use it (F1)"
      onClick={() => openGuide(region)}
    >
      ?
    </button>
  );
}
