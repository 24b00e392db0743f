import { type FormatId, formats } from "../../export/index.ts";
import { filesOfList } from "../frame/dropped-files.ts";
import { compareFiles } from "../state/comparison.ts";
import { exportAs } from "../state/export.ts";
import { clearRecent, recentStore } from "../state/recent.ts";
import { saveSession } from "../state/session-open.ts";
import { announce } from "./announcement.ts";
import type { Command } from "./command.ts";
import { isModelOpen } from "./model.ts";
import { askForFiles } from "./page.ts";

const tell = (name: string | undefined): void =>
  announce(name === undefined ? "There is no model whose findings could be saved" : `Saved ${name}`);

/** Saves what was found of the open model, and tells under which name. */
export const saveAs = async (id: FormatId): Promise<void> => tell(await exportAs(id));

/** Saves what was chosen, and tells under which name. */
export const saveChoices = async (): Promise<void> => tell(await saveSession());

/** What is read beside the open model, what is saved as a file, and what is remembered of files. */
export const fileCommands: readonly Command[] = [
  {
    id: "compare-file",
    name: "Compare with a file…",
    group: "Model",
    isOffered: isModelOpen,
    run: () => askForFiles((files) => compareFiles(filesOfList(files))),
  },
  {
    id: "save-session",
    name: "Save this session to a file",
    help: "save what you chose to a file, to go on later",
    group: "Model",
    keys: ["Mod+S"],
    isOffered: isModelOpen,
    run: () => void saveChoices(),
  },
  ...formats.map(({ id, label, about }) => ({
    id: `export-${id}`,
    name: `Export as ${label}: ${about}`,
    group: "Model",
    isOffered: isModelOpen,
    run: () => void saveAs(id),
  })),
  {
    id: "clear-recent",
    name: "Clear the list of recent files",
    group: "Model",
    isOffered: () => recentStore.get().files.length > 0,
    run: () => void clearRecent().then(() => announce("The list of recent files is empty")),
  },
];
