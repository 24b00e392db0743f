/** One short sentence about what a command just did, shown for a moment and read out. */
import { createStore } from "../state/store.ts";

const shownMs = 2500;

export const announcement = createStore<{ readonly text: string }>({ text: "" });

let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  clearTimeout(timer);
  announcement.set({ text });
  timer = setTimeout(() => announcement.set({ text: "" }), shownMs);
}
