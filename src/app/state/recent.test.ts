import { beforeEach, expect, test, vi } from "vitest";
import { stubBrowser } from "../../testing/stub-browser.ts";
import type { Analysis } from "../../engine/analysis.ts";
import type { RecentFile } from "./recent-list.ts";

// The window's modules ask the browser for these as they load; the database is a map that lives as long as a browser.
const storage = stubBrowser();
const database = new Map<string, unknown>();
let isFull = false;
vi.mock("idb-keyval", () => ({
  createStore: () => undefined,
  get: (key: string) => Promise.resolve(database.get(key)),
  set: (key: string, value: unknown) =>
    isFull ? Promise.reject(new Error("quota")) : Promise.resolve(void database.set(key, value)),
  del: (key: string) => Promise.resolve(void database.delete(key)),
}));

/** A page that is just loaded, in the same browser. */
const load = async () => {
  vi.resetModules();
  const { documentStore } = await import("./document.ts");
  const recent = await import("./recent.ts");
  const lists = await import("./recent-list.ts");
  recent.followOpened();
  /** Changes come one after the other: when one that changes nothing is done, all before it are. */
  const settled = () => recent.forgetRecent({ name: "", bytes: -1, opened: 0, source: new File([], "") });
  /** Any model will do: only its file is looked at. */
  const open = async (file: File, sample?: string): Promise<void> => {
    const origin = { file, siblings: new Map(), sample, dropped: [], others: [] };
    const model = { analysis: {} as Analysis, origin, sizes: {}, positions: new Map(), serial: 1 };
    documentStore.patch({ model });
    await settled();
  };
  await settled();
  return { ...recent, ...lists, open, names: () => recent.recentStore.get().files.map(({ name }) => name) };
};

const file = (name: string, content = name): File => new File([content], name);

beforeEach(() => {
  storage.clear();
  database.clear();
  isFull = false;
});

test("without consent nothing is kept; with it the files of the user are, the newest first and each once", async () => {
  const { allowRecent, names, open } = await load();
  await open(file("a.onnx"));
  expect(database.size + storage.size).toBe(0);
  await allowRecent(true);
  expect(names(), "the one that is open").toEqual(["a.onnx"]);
  await open(file("b.onnx"));
  await open(file("sample.onnx"), "resnet18");
  await open(file("a.onnx"));
  expect(names()).toEqual(["a.onnx", "b.onnx"]);
  expect((await load()).names(), "after a reload").toEqual(["a.onnx", "b.onnx"]);
});

test("to take the consent back forgets all, at once and in the browser", async () => {
  const { allowRecent, names, open } = await load();
  await allowRecent(true);
  await open(file("a.onnx"));
  await allowRecent(false);
  expect(names()).toEqual([]);
  expect(database.size + storage.size).toBe(0);
});

test("one is forgotten, all are cleared while the consent stays; the list has an end", async () => {
  const { allowRecent, clearRecent, forgetRecent, mostRecent, names, open, recentStore } = await load();
  await allowRecent(true);
  for (let index = 0; index < mostRecent + 2; index += 1) await open(file(`${index}.onnx`));
  expect(names()).toEqual(["9.onnx", "8.onnx", "7.onnx", "6.onnx", "5.onnx", "4.onnx", "3.onnx", "2.onnx"]);
  await forgetRecent(recentStore.get().files[1]!);
  expect(names()).not.toContain("8.onnx");
  await clearRecent();
  expect([names(), recentStore.get().consent, database.size]).toEqual([[], true, 0]);
});

test("a file too large for a copy is told of, and so is a browser without room", async () => {
  const { allowRecent, largestCopy, names, open, recentStore } = await load();
  await allowRecent(true);
  const large = file("large.onnx");
  Object.defineProperty(large, "size", { value: largestCopy + 1 });
  await open(large);
  expect([names(), recentStore.get().note]).toEqual([[], expect.stringContaining("large.onnx is not remembered")]);
  isFull = true;
  await open(file("small.onnx"));
  expect(names()).toEqual([]);
  expect(recentStore.get().note).toContain("no room to remember small.onnx");
});

test("a remembered file is found for a session by name and size alone", async () => {
  const { allowRecent, open, recentFileOf } = await load();
  await allowRecent(true);
  const mine = file("a.onnx", "abc");
  await open(mine);
  expect(await recentFileOf({ name: "a.onnx", bytes: 3, sha256: undefined })).toBe(mine);
  expect(await recentFileOf({ name: "a.onnx", bytes: 4, sha256: undefined })).toBeUndefined();
});

test("what another version kept otherwise is left out", async () => {
  storage.set("ridgepoint.recent", "on");
  const good: RecentFile = { name: "a", bytes: 1, opened: 2, source: file("a") };
  database.set("files", [good, { name: "b" }, 7, { ...good, source: "a path" }, null]);
  expect((await load()).names()).toEqual(["a"]);
});
