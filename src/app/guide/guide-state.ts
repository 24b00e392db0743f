/** Whether the guide is open, and at which page; the pages themselves are fetched when somebody reads them. */
import { createStore } from "../state/store.ts";

/** `about`: name of a region, or id of a page; "" for the first one. Undefined: closed. */
export const guide = createStore<{ readonly about: string | undefined }>({ about: undefined });

/** The name of the view that has the focus. */
const focused = (): string | undefined =>
  document.activeElement?.closest("section[aria-label]")?.getAttribute("aria-label") ?? undefined;

export const openGuide = (about?: string): void => guide.set({ about: about ?? focused() ?? "" });

export const closeGuide = (): void => guide.set({ about: undefined });
