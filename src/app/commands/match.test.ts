import { expect, test } from "vitest";
import type { Command } from "./command.ts";
import { matching, scoreOf } from "./match.ts";

const command = (name: string, group: string): Command => ({ id: name, name, group, run: () => {} });
const list = [
  command("Undo", "Choices"),
  command("Google Pixel 4 (Snapdragon 855)", "Device"),
  command("Memory", "Chart"),
  command("Reset frequency, utilization and bandwidth", "Choices"),
  command("layer1.0.conv1", "Conv"),
];
const names = (query: string): readonly (string | (() => string))[] => matching(list, query).map(({ name }) => name);

test("every word must be found, in the name or the group, in any order and case", () => {
  expect(names("device PIXEL")).toEqual(["Google Pixel 4 (Snapdragon 855)"]);
  expect(names("pixel chart")).toEqual([]);
});

test("a beginning is better than the beginning of a word, and that better than an inside", () => {
  const [beginning, word, inside] = ["memory", "peak memory", "immemory"].map((name) => scoreOf(name, "", ["mem"]));
  expect([beginning, word, inside]).toEqual([6, 4, 2]);
});

test("signs in the query are signs, not patterns", () => {
  expect(names("layer1.0")).toEqual(["layer1.0.conv1"]);
  expect(names("(snap")).toEqual(["Google Pixel 4 (Snapdragon 855)"]);
  expect(names("layer1x0")).toEqual([]);
});

test("an empty query shows all, in their order", () => {
  expect(matching(list, "  ")).toEqual(list);
});
