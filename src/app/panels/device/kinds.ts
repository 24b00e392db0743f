/** Kinds of devices as the window calls them. */
import type { DeviceKind } from "../../../device/device.ts";

export const kindTitles: Readonly<Record<DeviceKind, { readonly one: string; readonly many: string }>> = {
  phone: { one: "Phone", many: "Phones" },
  board: { one: "Board", many: "Boards" },
  computer: { one: "Computer", many: "Computers" },
  gpu: { one: "GPU", many: "GPUs" },
};
