import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Command, nameOf } from "../commands/command.ts";
import { offeredCommands } from "../commands/commands.ts";
import { isMac, textOf } from "../commands/keys.ts";
import { matching, wordsOf } from "../commands/match.ts";
import { choiceOffers, nodeOffers, sampleOffers } from "../commands/offers.ts";
import { documentStore } from "../state/document.ts";
import { listSamples } from "../state/samples.ts";
import { useJob } from "../work/use-job.ts";

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

export interface PaletteListProps {
  readonly query: string;
  /** Whether Enter was pressed before this list was loaded. */
  readonly enteredEarly: boolean;
  /** Hands over what a key does here; it says whether the key was for the list. */
  readonly onReady: (press: (key: string) => boolean) => void;
  /** The id of the chosen line, which the field names for readers of the screen. */
  readonly onChosen: (id: string | undefined) => void;
  readonly onRun: (command: Command) => void;
}

/** The commands that fit what was typed. */
export function PaletteList({ query, enteredEarly, onReady, onChosen, onRun }: PaletteListProps) {
  const { all, nodes } = useOffers();
  // The choice is that of a query; another one begins at the top.
  const [choice, setChoice] = useState({ query, at: 0 });
  const at = choice.query === query ? choice.at : 0;
  const shown = useMemo(
    () => [...matching(all, query), ...(wordsOf(query).length === 0 ? [] : matching(nodes, query, nodesShown))],
    [all, nodes, query],
  );
  const chosen = shown[at];
  const chosenId = chosen === undefined ? undefined : optionId(at);

  useLayoutEffect(() => onChosen(chosenId), [onChosen, chosenId]);
  useLayoutEffect(() => {
    onReady((key) => {
      const next = shown.length === 0 ? undefined : destination(key, at, shown.length);
      if (next !== undefined) setChoice({ query, at: next });
      else if (key !== "Enter") return false;
      else if (chosen !== undefined) onRun(chosen);
      return true;
    });
  }, [onReady, onRun, shown, at, chosen, query]);
  const entered = useRef(enteredEarly);
  useEffect(() => {
    // Who types fast has pressed Enter before the list was here, or before what it asks for came into it.
    if (!entered.current || chosen === undefined) return;
    entered.current = false;
    onRun(chosen);
  }, [chosen, onRun]);
  return (
    <>
      <ul id="palette-list" role="listbox" aria-label="Matching commands">
        {shown.map((command, index) => (
          <Option key={command.id} id={optionId(index)} command={command} isChosen={index === at} onRun={onRun} />
        ))}
      </ul>
      <p className="palette-foot" aria-live="polite">
        {shown.length === 0 ? "Nothing fits" : `${shown.length} of ${all.length + nodes.length}`}
        {wordsOf(query).length === 0 && nodes.length > 0 && "; type to find nodes by name"}
      </p>
    </>
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
