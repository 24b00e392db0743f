import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Command, nameOf } from "../commands/command.ts";
import { offeredCommands } from "../commands/commands.ts";
import { isMac, isPressed, textOf } from "../commands/keys.ts";
import { matching, wordsOf } from "../commands/match.ts";
import { choiceOffers, nodeOffers, sampleOffers } from "../commands/offers.ts";
import { closePalette } from "../commands/palette-state.ts";
import { documentStore } from "../state/document.ts";
import { listSamples } from "../state/samples.ts";
import { useJob } from "../work/use-job.ts";
import "./palette.css";

/** More nodes of a name are better found by the search of the table. */
const nodesShown = 8;
/** Lines that PageUp and PageDown pass. */
const page = 8;

const optionId = (index: number): string => `palette-${index}`;

/** What there is as the palette opens; it does not change below the hand. */
function useOffers() {
  const { value: samples = [] } = useJob(useCallback(() => listSamples(), []));
  const [general] = useState(() => offeredCommands().filter(({ id }) => id !== "commands"));
  const [choices] = useState(choiceOffers);
  const [nodes] = useState(() => {
    const { model } = documentStore.get();
    return model === undefined ? [] : nodeOffers(model.analysis);
  });
  const all = useMemo(() => [...general, ...sampleOffers(samples), ...choices], [general, samples, choices]);
  return { all, nodes };
}

/** Where a key leads in a list of `count`; undefined for keys that are not for the list. */
function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "PageDown":
      return Math.min(at + page, count - 1);
    case "PageUp":
      return Math.max(at - page, 0);
    default:
      return undefined;
  }
}

/** All commands in one list that narrows as one types: arrows choose, Enter runs, Escape goes back to where one was. */
export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { all, nodes } = useOffers();
  const shown = useMemo(
    () => [...matching(all, query), ...(wordsOf(query).length === 0 ? [] : matching(nodes, query, nodesShown))],
    [all, nodes, query],
  );
  const chosen = shown[at];
  useEffect(() => dialog.current?.showModal(), []);

  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    // The focus returns to where it was before the command moves it.
    dialog.current?.close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = shown.length === 0 ? undefined : destination(event.key, at, shown.length);
    if (next !== undefined) setAt(next);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) run(chosen);
    else if (isPressed("Mod+K", event, isMac)) dialog.current?.close();
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
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
          aria-activedescendant={chosen === undefined ? undefined : optionId(at)}
          placeholder="A command, sample, chart, device or node"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
        />
        <ul id="palette-list" role="listbox" aria-label="Matching commands">
          {shown.map((command, index) => (
            <Option key={command.id} id={optionId(index)} command={command} isChosen={index === at} onRun={run} />
          ))}
        </ul>
        <p className="palette-foot" aria-live="polite">
          {shown.length === 0 ? "Nothing fits" : `${shown.length} of ${all.length + nodes.length}`}
          {wordsOf(query).length === 0 && nodes.length > 0 && "; type to find nodes by name"}
        </p>
      </div>
    </dialog>
  );
}

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isChosen: boolean;
  readonly onRun: (command: Command) => void;
}

/** The focus stays in the field; the list is led from there, or by a pointer. */
function Option({ id, command, isChosen, onRun }: OptionProps) {
  const item = useRef<HTMLLIElement>(null);
  const [key] = command.keys ?? [];
  useEffect(() => {
    if (isChosen) item.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li
      ref={item}
      id={id}
      role="option"
      aria-selected={isChosen}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onRun(command)}
    >
      <span className="palette-name">{nameOf(command)}</span>
      <span className="palette-group">{command.group}</span>
      {key !== undefined && <kbd>{textOf(key, isMac)}</kbd>}
    </li>
  );
}
