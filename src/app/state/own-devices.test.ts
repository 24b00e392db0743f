import { beforeEach, expect, test, vi } from "vitest";
import { stubBrowser } from "../../testing/stub-browser.ts";
import { deviceById } from "../../device/catalog/index.ts";
import type { Device } from "../../device/device.ts";

/** A browser's storage in a map; the store reads it when it is first imported. */
const storage = stubBrowser();

const open = async () => {
  vi.resetModules();
  return { ...(await import("./own-devices.ts")), ...(await import("./url.ts")) };
};

const mine: Device = { ...deviceById("pi5")!, name: "My Pi" };

beforeEach(() => storage.clear());

test("a kept device is there after a reload, under an id of its own; forgotten it is gone", async () => {
  const first = await open();
  const own = first.keepDevice(mine, undefined);
  expect(own.id).toMatch(/^own-my-pi-/);
  expect(first.deviceFor(own.id)).toEqual(own);
  const second = await open();
  expect(second.deviceFor(own.id)).toEqual(own);
  second.forgetDevice(own.id);
  expect((await open()).ownDevices.get().devices).toEqual([]);
  expect(storage.size).toBe(0);
});

test("a changed device takes the place of the one it was", async () => {
  const { keepDevice, ownDevices } = await open();
  const own = keepDevice(mine, undefined);
  const renamed = keepDevice({ ...own, name: "Our Pi" }, own.id);
  expect(ownDevices.get().devices).toEqual([renamed]);
  keepDevice(renamed, undefined);
  expect(ownDevices.get().devices).toHaveLength(1);
});

test("a link finds an own device; one that this browser does not know falls back and is remembered", async () => {
  const { keepDevice, parseSession, noteDevice, ownDevices } = await open();
  const own = keepDevice(mine, undefined);
  expect(parseSession(`device=${own.id}`).device).toBe(own.id);
  expect(parseSession("device=own-else-1234567").device).toBe("pixel4");
  noteDevice("own-else-1234567");
  expect(ownDevices.get().missing).toBe("own-else-1234567");
  noteDevice(own.id);
  expect(ownDevices.get().missing).toBeUndefined();
});

test.each([
  ["not JSON", "{"],
  ["no list", "7"],
  ["a faulty device", '[{"schema":"ridgepoint.device/1"}]'],
])("%s in the storage is no device and no error", async (_, text) => {
  storage.set("ridgepoint.devices", text);
  expect((await open()).ownDevices.get().devices).toEqual([]);
});
