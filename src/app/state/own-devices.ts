/** The devices that the user described; kept in this browser, offered beside the catalogue. */
import { deviceById } from "../../device/catalog/index.ts";
import type { Device } from "../../device/device.ts";
import { deviceSchema, readDevice } from "../../device/format.ts";
import { ownDevice } from "../../device/own.ts";
import { kept } from "./kept.ts";
import { createStore } from "./store.ts";

interface OwnDevices {
  readonly devices: readonly Device[];
  /** Id in the address that names no device known here. */
  readonly missing: string | undefined;
}

const key = "devices";

/** What an older version kept and this one cannot read is left out. */
function load(): readonly Device[] {
  try {
    const value: unknown = JSON.parse(kept.getItem(key) ?? "[]");
    return (Array.isArray(value) ? value : []).flatMap((item: unknown) => {
      const outcome = readDevice(item);
      return outcome.ok ? [ownDevice(outcome.value)] : [];
    });
  } catch {
    return [];
  }
}

export const ownDevices = createStore<OwnDevices>({ devices: load(), missing: undefined });

/** The device of an id: the catalogue's, or one of the user's own. */
export const deviceFor = (id: string): Device | undefined =>
  deviceById(id) ?? ownDevices.get().devices.find((device) => device.id === id);

function set(devices: readonly Device[]): void {
  ownDevices.patch({ devices });
  const files = devices.map((device) => ({ schema: deviceSchema, ...device }));
  kept.setItem(key, devices.length === 0 ? undefined : JSON.stringify(files));
}

/** Keeps a device, in place of an older one where that is named; gives it as it is kept, under its own id. */
export function keepDevice(device: Device, replaced: string | undefined): Device {
  const own = ownDevice(device);
  const others = ownDevices.get().devices.filter(({ id }) => id !== replaced && id !== own.id);
  set([...others, own]);
  return own;
}

export const forgetDevice = (id: string): void => set(ownDevices.get().devices.filter((device) => device.id !== id));

/** Remembers that a link asked for a device which this browser does not know. */
export const noteDevice = (id: string | null): void =>
  ownDevices.patch({ missing: id === null || deviceFor(id) !== undefined ? undefined : id });
