import { closeModel, documentStore } from "../state/document.ts";
import { announce } from "./announcement.ts";
import type { Command } from "./command.ts";
import { press } from "./page.ts";

export const isModelOpen = (): boolean => documentStore.get().model !== undefined;

/** Ways in and out. */
export const modelCommands: readonly Command[] = [
  {
    id: "open-file",
    name: "Open a file or a saved session…",
    help: "open a model or a saved session",
    group: "Model",
    keys: ["Mod+O"],
    run: () => press("input[type=file][multiple]:not([webkitdirectory])"),
  },
  {
    id: "open-folder",
    name: "Open a folder…",
    group: "Model",
    run: () => press("input[type=file][webkitdirectory]"),
  },
  { id: "close-model", name: "Close the model", group: "Model", isOffered: isModelOpen, run: closeModel },
  {
    id: "copy-link",
    name: "Copy a link to this view",
    group: "Model",
    isOffered: isModelOpen,
    run: () => void copyLink(),
  },
];

export async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    announce("Link copied");
  } catch {
    // The browser forbids it: without a safe connection, or because its user said so.
    announce("The browser does not let the link be copied; it is in the address bar");
  }
}
