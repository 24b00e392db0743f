/** All commands that do not depend on what there is to choose from; those are in offers.ts. */
import { choiceCommands } from "./choices.ts";
import { type Command, isOffered } from "./command.ts";
import { fileCommands } from "./files.ts";
import { hasMod, isFunctionKey, isMac, isPressed, type Press } from "./keys.ts";
import { modelCommands } from "./model.ts";
import { viewCommands } from "./views.ts";

export const commands: readonly Command[] = [...modelCommands, ...fileCommands, ...choiceCommands, ...viewCommands];

/** What has the focus: text is edited, letters choose (as in a list of devices), or neither. */
export type Focus = "text" | "letters" | "other";

/** Single keys rest where they are typed, and undo is the field's own where text is edited. */
export function commandOf(press: Press, focus: Focus, among: readonly Command[] = commands): Command | undefined {
  return among.find(({ keys = [], leavesText }) =>
    keys.some((key) => {
      if (!isPressed(key, press, isMac)) return false;
      if (focus === "other" || key === "Escape" || isFunctionKey(key)) return true;
      return hasMod(key) && !(focus === "text" && leavesText === true);
    }),
  );
}

export const offeredCommands = (): readonly Command[] => commands.filter(isOffered);
