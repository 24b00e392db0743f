import { expect, test } from "vitest";
import { isPressed, type Press, textOf } from "./keys.ts";

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("Mod is Control on a PC and Command on a Mac, and never both", () => {
  expect(isPressed("Mod+Z", press("z", { ctrlKey: true }), false)).toBe(true);
  expect(isPressed("Mod+Z", press("z", { metaKey: true }), true)).toBe(true);
  expect(isPressed("Mod+Z", press("z", { ctrlKey: true }), true)).toBe(false);
  expect(isPressed("Mod+Z", press("z", { ctrlKey: true, metaKey: true }), false)).toBe(false);
});

test("Shift tells redo from undo, whatever Caps Lock makes of the letter", () => {
  expect(isPressed("Mod+Z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(isPressed("Mod+Shift+Z", press("z", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  expect(isPressed("Mod+Z", press("Z", { ctrlKey: true }), false)).toBe(true);
});

test("a sign counts with or without Shift, since keyboards differ; AltGr never does", () => {
  expect(isPressed("?", press("?", { shiftKey: true }), false)).toBe(true);
  expect(isPressed("/", press("/", { shiftKey: true }), false)).toBe(true);
  expect(isPressed("t", press("t", { altKey: true }), false)).toBe(false);
});

test("keys are told as the keyboard prints them", () => {
  expect(textOf("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
  expect(textOf("Mod+Shift+Z", true)).toBe("⇧⌘Z");
  expect([textOf("t", false), textOf("Escape", false)]).toEqual(["T", "Esc"]);
});
