/** Devices of the user's own: their ids tell them apart from the catalogue and from each other. */
import type { Device } from "./device.ts";

const prefix = "own-";

export const isOwnId = (id: string): boolean => id.startsWith(prefix);

/** FNV-1a of 32 bits, as seven letters and digits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, "0");
}

/** JSON with the keys of every object in order: the same numbers give the same text, however they were written down. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 40);

/**
 * The device under an id of its own, made of its name and a checksum of all its numbers. So a changed device is another
 * device: no link, cache or learned predictor can take it for what it was before, or for one of the catalogue.
 */
export function ownDevice(device: Device): Device {
  const content = canonical({ ...device, id: "", aliases: [] });
  return { ...device, id: `${prefix}${slug(device.name)}-${checksum(content)}`, aliases: [] };
}
