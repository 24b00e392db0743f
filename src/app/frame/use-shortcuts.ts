import { useEffect } from "react";
import { documentStore } from "../state/document.ts";
import { select, session } from "../state/session.ts";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=range]), textarea, select"));

/** Keys of the whole window; single letters rest while something is typed. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey) return;
      if (event.key === "o" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        document.querySelector<HTMLInputElement>("input[type=file][multiple]")?.click();
        return;
      }
      if (event.ctrlKey || event.metaKey || documentStore.get().model === undefined) return;
      if (event.key === "Escape") escape(event.target);
      else if (!isTyping(event.target)) single(event);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

/** First the selection goes, then the search. */
function escape(target: EventTarget | null): void {
  const { node, search } = session.get();
  if (node !== undefined) select(undefined);
  else if (search !== "") session.patch({ search: "" });
  else if (target instanceof HTMLElement) target.blur();
}

function single(event: KeyboardEvent): void {
  const focus = (selector: string): void => {
    event.preventDefault();
    document.querySelector<HTMLElement>(selector)?.focus();
  };
  switch (event.key) {
    case "/":
      return focus("input[type=search]");
    case "t":
      return focus("[role=grid]");
    case "g":
      return focus("[role=application]");
    case "?":
      return document.querySelector<HTMLElement>("#help")?.showPopover();
  }
}
