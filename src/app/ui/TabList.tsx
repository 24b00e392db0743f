import { createContext, type KeyboardEvent } from "react";

/** True inside a place that names its views by tabs: a pane there shows no title of its own. */
export const InTabs = createContext(false);

interface Props {
  /** Accessible name of the whole list. */
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly name: string }[];
  readonly open: string;
  readonly choose: (id: string) => void;
}

/** Where a key leads from tab `at` of `count`, around the ends; undefined for keys that lead nowhere. */
function destination(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/** Tabs as WAI-ARIA describes them: one stop for the Tab key, and arrows open the neighbour. */
export function TabList({ label, tabs, open, choose }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex(({ id }) => id === open);
    const next = destination(event.key, at, tabs.length);
    const tab = next === undefined ? undefined : tabs[next];
    if (next === undefined || tab === undefined) return;
    event.preventDefault();
    choose(tab.id);
    const button = event.currentTarget.children[next];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="tab"
          aria-selected={id === open}
          tabIndex={id === open ? 0 : -1}
          onClick={() => choose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
