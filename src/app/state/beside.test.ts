import { expect, test } from "vitest";
import { baselineSlot, isWanted, type OwnFile, wantedFor } from "./beside.ts";
import type { Origin } from "./document.ts";
import { askedOf, defaultSession } from "./session.ts";

const originOf = (name: string): Origin => ({
  file: new File([], name),
  siblings: new Map(),
  sample: undefined,
  dropped: [],
  others: [],
});
const open = { origin: originOf("open.onnx"), sizes: { batch: 4 } };
const file: OwnFile = { slot: "file 1", origin: originOf("new.onnx") };
const choice = { ...defaultSession, sizes: { batch: 4 }, compared: ["vgg16"] };

test("models beside the open one are read with its sizes", () => {
  expect(wantedFor(choice, open, [file])).toEqual([
    { slot: "sample vgg16", name: "vgg16", origin: undefined, sizes: { batch: 4 } },
    { slot: "file 1", name: "new.onnx", origin: file.origin, sizes: { batch: 4 } },
  ]);
  expect(wantedFor(choice, undefined, [file])).toEqual([]);
});

test("a baseline is read again only where its sizes are other than the open model's", () => {
  const pinned = { ...choice, compared: [], baseline: askedOf(choice) };
  expect(wantedFor(pinned, open, [])).toEqual([]);
  expect(wantedFor(pinned, { ...open, sizes: {} }, [])).toEqual([
    { slot: baselineSlot, name: "open.onnx", origin: open.origin, sizes: { batch: 4 } },
  ]);
});

test("an analysis is wanted as long as file and sizes are the same; a sample's file is whichever was fetched", () => {
  const made = { origin: file.origin, sizes: { batch: 4 } };
  const wanted = { slot: "file 1", name: "new.onnx", origin: file.origin, sizes: { batch: 4 } };
  expect(isWanted(made, wanted)).toBe(true);
  expect(isWanted(undefined, wanted)).toBe(false);
  expect(isWanted(made, { ...wanted, origin: originOf("new.onnx") })).toBe(false);
  expect(isWanted(made, { ...wanted, sizes: {} })).toBe(false);
  expect(isWanted(made, { ...wanted, origin: undefined })).toBe(true);
});
