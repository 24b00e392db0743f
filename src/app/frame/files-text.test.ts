import { expect, test } from "vitest";
import { filesSentences } from "./files-text.ts";

const file = (location: string, bytes?: number) => ({
  location,
  state: bytes === undefined ? ("missing" as const) : ("attached" as const),
  bytes,
  bytesRead: 0,
  tensors: 1,
});

test("which files were attached, and how much that is", () => {
  const external = [file("a.bin", 1000), file("b.bin", 2000)];
  expect(filesSentences({ external, problems: [] })).toEqual(["Attached a.bin and b.bin (3.00 kB)."]);
});

test("which are missing, by name, and what to do; of many the first three", () => {
  expect(filesSentences({ external: [file("m.data")], problems: [] })).toEqual([
    "Missing: m.data. Drop it here to attach it.",
  ]);
  const external = ["a", "b", "c", "d", "e"].map((name) => file(name));
  expect(filesSentences({ external, problems: [] })).toEqual([
    "Missing: a, b, c and 2 more. Drop them here to attach them.",
  ]);
});

test("a refused name and a short file are told in plain words; other problems are not of files", () => {
  const problems = [
    { code: "unsafe-location", detail: "../../etc/passwd (w)" },
    { code: "unsorted", detail: "the graph" },
  ] as const;
  expect(filesSentences({ external: [], problems })).toEqual([
    "The model asks for a file that is not in its own folder. That is refused: ../../etc/passwd (w).",
  ]);
});
