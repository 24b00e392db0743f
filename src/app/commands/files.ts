import { type FormatId, formats } from "../../export/index.ts";
import { exportAs } from "../state/export.ts";
import { announce } from "./announcement.ts";
import type { Command } from "./command.ts";
import { isModelOpen } from "./model.ts";

/** Saves what was found of the open model, and tells under which name. */
export async function saveAs(id: FormatId): Promise<void> {
  const name = await exportAs(id);
  announce(name === undefined ? "There is no model to export" : `Saved ${name}`);
}

/** What is saved as a file. */
export const fileCommands: readonly Command[] = formats.map(({ id, label, about }) => ({
  id: `export-${id}`,
  name: `Export as ${label}: ${about}`,
  group: "Model",
  isOffered: isModelOpen,
  run: () => void saveAs(id),
}));
