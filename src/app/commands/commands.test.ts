import { expect, test, vi } from "vitest";
import type { Command } from "./command.ts";
import { isMac, isPressed, type Press } from "./keys.ts";

// Modules of the window ask the browser for its theme and storage as they load.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { commandOf, commands } = await import("./commands.ts");

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});
const mod = isMac ? { metaKey: true } : { ctrlKey: true };
const idOf = (command: Command | undefined): string | undefined => command?.id;

test("no two commands share an id or a key", () => {
  const ids = commands.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = commands.flatMap(({ keys: own = [] }) => own);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every key that is told runs the command it is told for", () => {
  for (const { id, keys = [] } of commands) {
    for (const key of keys) {
      const pressed = press(key.split("+").at(-1) ?? "", {
        shiftKey: key.includes("Shift"),
        ...(key.includes("Mod") ? mod : {}),
      });
      expect(isPressed(key, pressed, isMac)).toBe(true);
      expect(idOf(commandOf(pressed, "other"))).toBe(id);
    }
  }
});

test("letters rest where one types or picks by letter; undo rests only where text has its own", () => {
  expect(idOf(commandOf(press("t"), "other"))).toBe("to-table");
  expect(commandOf(press("t"), "text")).toBeUndefined();
  expect(commandOf(press("t"), "letters")).toBeUndefined();
  expect(commandOf(press("z", mod), "text")).toBeUndefined();
  expect(idOf(commandOf(press("z", mod), "letters"))).toBe("undo");
  expect(idOf(commandOf(press("k", mod), "text"))).toBe("commands");
  expect(idOf(commandOf(press("Escape"), "text"))).toBe("clear");
});
