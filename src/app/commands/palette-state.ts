/** Whether the list of all commands is open. */
import { createStore } from "../state/store.ts";

export const palette = createStore<{ readonly isOpen: boolean }>({ isOpen: false });

export const openPalette = (): void => palette.set({ isOpen: true });
export const closePalette = (): void => palette.set({ isOpen: false });
