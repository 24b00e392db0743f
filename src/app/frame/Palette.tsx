import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { Command } from "../commands/command.ts";
import { isMac, isPressed } from "../commands/keys.ts";
import { closePalette } from "../commands/palette-state.ts";
import { whileBusy } from "../state/busy.ts";
import "./palette.css";

const PaletteList = lazy(() =>
  whileBusy(import("./PaletteList.tsx").then((loaded) => ({ default: loaded.PaletteList }))),
);

/**
 * All commands in one list that narrows as one types: arrows choose, Enter runs, Escape goes back to where one was. The
 * field is there at once and keeps what is typed while the list is still being loaded.
 */
export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const press = useRef<(key: string) => boolean>(undefined);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [enteredEarly, setEnteredEarly] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);

  const run = useCallback((command: Command): void => {
    // The focus returns to where it was before the command moves it.
    dialog.current?.close();
    command.run();
  }, []);
  const onReady = useCallback((handler: (key: string) => boolean) => {
    press.current = handler;
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (isPressed("Mod+K", event, isMac)) dialog.current?.close();
    else if (press.current === undefined) {
      if (event.key === "Enter") setEnteredEarly(true);
      return;
    } else if (!press.current(event.key)) return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="hanging palette"
      aria-label="Commands"
      onClose={closePalette}
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
    >
      <div className="palette-box" onKeyDown={onKeyDown}>
        <input
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={chosen}
          placeholder="A command, sample, chart, device or node"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Suspense>
          <PaletteList query={query} enteredEarly={enteredEarly} onReady={onReady} onChosen={setChosen} onRun={run} />
        </Suspense>
      </div>
    </dialog>
  );
}
