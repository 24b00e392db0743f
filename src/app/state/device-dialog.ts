/** Whether the form of a device is open, and what it begins with. */
import type { Device } from "../../device/device.ts";
import { createStore } from "./store.ts";

interface DeviceDialogState {
  readonly isOpen: boolean;
  /** Undefined: an empty form. */
  readonly start: Device | undefined;
}

export const deviceDialog = createStore<DeviceDialogState>({ isOpen: false, start: undefined });

export const openDeviceDialog = (start?: Device): void => deviceDialog.set({ isOpen: true, start });
export const closeDeviceDialog = (): void => deviceDialog.set({ isOpen: false, start: undefined });
