/** What modules of the window ask a browser for as they load, for tests in Node. */
import { vi } from "vitest";

/** Stubs `localStorage` and `matchMedia`; the map is what is stored. */
export function stubBrowser(): Map<string, string> {
  const storage = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
  return storage;
}
