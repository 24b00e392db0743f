/** Keys of commands: "Mod+Shift+Z", "t", "?", "Escape". Mod is Command on a Mac and Control elsewhere. */

export type Combination = string;

export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Parts {
  readonly isMod: boolean;
  readonly isShift: boolean;
  readonly key: string;
}

const partsOf = (combination: Combination): Parts => {
  const words = combination.split("+");
  return { isMod: words.includes("Mod"), isShift: words.includes("Shift"), key: words.at(-1) ?? "" };
};

/** F1 to F12: nobody types them. */
export const isFunctionKey = (combination: Combination): boolean => /^F\d+$/.test(combination);

export const hasMod = (combination: Combination): boolean => partsOf(combination).isMod;

/** Signs such as "?" need Shift on some keyboards and none on others: only for letters it counts. */
const isLetter = (key: string): boolean => /^[a-z]$/i.test(key);

export function isPressed(combination: Combination, press: Press, isMac: boolean): boolean {
  const { isMod, isShift, key } = partsOf(combination);
  const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  return (
    mod === isMod &&
    !other &&
    !press.altKey &&
    (isLetter(key) ? press.shiftKey === isShift : true) &&
    press.key.toLowerCase() === key.toLowerCase()
  );
}

const short: Readonly<Record<string, string>> = { Escape: "Esc" };

/** As it is printed: "Ctrl+Shift+Z", "⇧⌘Z", "T". */
export function textOf(combination: Combination, isMac: boolean): string {
  const { isMod, isShift, key } = partsOf(combination);
  const shown = short[key] ?? (isLetter(key) ? key.toUpperCase() : key);
  if (isMac) return `${isShift ? "⇧" : ""}${isMod ? "⌘" : ""}${shown}`;
  return [...(isMod ? ["Ctrl"] : []), ...(isShift ? ["Shift"] : []), shown].join("+");
}

/** For `aria-keyshortcuts`. */
export const ariaOf = (combination: Combination, isMac: boolean): string =>
  combination.replace("Mod", isMac ? "Meta" : "Control");

export const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
