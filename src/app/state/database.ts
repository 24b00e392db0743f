/** The browser's database of what its owner lets it remember; opened when it is first needed: who does not consent never has one. */
async function open() {
  const { createStore, del, get, set } = await import("idb-keyval");
  const store = createStore("ridgepoint-recent", "recent");
  return {
    read: (key: string): Promise<unknown> => get<unknown>(key, store),
    write: (key: string, value: unknown): Promise<void> => set(key, value, store),
    clear: (key: string): Promise<void> => del(key, store),
  };
}

let opened: ReturnType<typeof open> | undefined;

export const database = (): ReturnType<typeof open> => (opened ??= open());
