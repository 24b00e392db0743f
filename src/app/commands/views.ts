import { openGuide } from "../guide/guide-state.ts";
import { select, session } from "../state/session.ts";
import { chooseTheme } from "../state/theme.ts";
import type { Command } from "./command.ts";
import { isModelOpen } from "./model.ts";
import { focusOn, press } from "./page.ts";
import { openPalette } from "./palette-state.ts";

/** First the selection goes, then the search, then the focus. */
function clearOne(): void {
  const { node, search } = session.get();
  if (node !== undefined) select(undefined);
  else if (search !== "") session.patch({ search: "" });
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** Where to look, and how it looks. */
export const viewCommands: readonly Command[] = [
  {
    id: "search",
    name: "Search the operators",
    group: "Go to",
    keys: ["/"],
    isOffered: isModelOpen,
    run: () => focusOn("input[type=search]"),
  },
  {
    id: "to-table",
    name: "Table of operators",
    help: "to the table; arrows walk its rows",
    group: "Go to",
    keys: ["t"],
    isOffered: isModelOpen,
    run: () => focusOn("[role=grid]"),
  },
  {
    id: "to-graph",
    name: "Graph",
    help: "to the graph; arrows walk, + and − zoom, 0 fits, Enter opens a group, Backspace closes it",
    group: "Go to",
    keys: ["g"],
    isOffered: isModelOpen,
    run: () => focusOn("[role=application]"),
  },
  {
    id: "to-charts",
    name: "Charts",
    help: "to the charts; arrows open the next one",
    group: "Go to",
    keys: ["c"],
    isOffered: isModelOpen,
    run: () => focusOn(".charts [role=tab][aria-selected=true]"),
  },
  {
    id: "clear",
    name: "Clear the selection, then the search",
    group: "View",
    keys: ["Escape"],
    isOffered: isModelOpen,
    run: clearOne,
  },
  {
    id: "fit-graph",
    name: "Fit the whole graph",
    group: "View",
    isOffered: isModelOpen,
    run: () => press("button[aria-label^='Fit the whole graph']"),
  },
  {
    id: "show-nodes",
    name: "Show the graph as nodes",
    group: "View",
    isOffered: () => isModelOpen() && session.get().grain !== "nodes",
    run: () => session.patch({ grain: "nodes", toggled: [] }),
  },
  {
    id: "show-kernels",
    name: "Show the graph as kernels",
    group: "View",
    isOffered: () => isModelOpen() && session.get().grain !== "kernels",
    run: () => session.patch({ grain: "kernels", toggled: [] }),
  },
  { id: "theme-light", name: "Light theme", group: "View", run: () => chooseTheme("light") },
  { id: "theme-dark", name: "Dark theme", group: "View", run: () => chooseTheme("dark") },
  { id: "theme-system", name: "Theme of the system", group: "View", run: () => chooseTheme(undefined) },
  {
    id: "commands",
    name: "All commands",
    help: "all commands, devices, charts and nodes by name",
    group: "Help",
    keys: ["Mod+K"],
    run: openPalette,
  },
  {
    id: "guide",
    name: "User guide",
    help: "the user guide, at the page of the view that has the focus",
    group: "Help",
    keys: ["F1"],
    run: () => openGuide(),
  },
  {
    id: "help",
    name: "Keys and searches",
    group: "Help",
    keys: ["?"],
    run: () => document.querySelector<HTMLElement>("#help")?.showPopover(),
  },
  {
    id: "worked-examples",
    name: "Worked examples",
    group: "Help",
    run: () => void open("docs/worked-examples.html", "_blank", "noopener"),
  },
];
