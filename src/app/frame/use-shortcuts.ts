import { useEffect } from "react";
import { isOffered } from "../commands/command.ts";
import { commandOf, type Focus } from "../commands/commands.ts";

/** Ranges and boxes are inputs in which nothing is typed. */
const typedInto =
  "input:not([type=range], [type=checkbox], [type=radio], [type=file], [type=button]), textarea, [contenteditable=true]";

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return "other";
  if (target.matches(typedInto)) return "text";
  return target.matches("select") ? "letters" : "other";
}

/** A dialog has all keys to itself, and Escape closes what floats before it clears what is chosen. */
const isTaken = (key: string): boolean =>
  document.querySelector(key === "Escape" ? ":modal, :popover-open" : ":modal") !== null;

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTaken(event.key)) return;
  const command = commandOf(event, focusOf(event.target));
  if (command === undefined || !isOffered(command)) return;
  // Browsers close what is open by an Escape that nobody prevents.
  if (event.key !== "Escape") event.preventDefault();
  command.run();
}

/** Keys of the whole window, as the commands tell them. */
export function useShortcuts(): void {
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
