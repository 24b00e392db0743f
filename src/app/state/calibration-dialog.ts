/** Whether the user's own latencies are open. */
import { createStore } from "./store.ts";

export const calibrationDialog = createStore<{ readonly isOpen: boolean }>({ isOpen: false });

export const openCalibration = (): void => calibrationDialog.set({ isOpen: true });
export const closeCalibration = (): void => calibrationDialog.set({ isOpen: false });
