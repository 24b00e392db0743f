import { openCalibration } from "../state/calibration-dialog.ts";
import { openDeviceDialog } from "../state/device-dialog.ts";
import { analyseIfOtherSizes } from "../state/document.ts";
import { historyStore, redo, titleOf, undo } from "../state/history.ts";
import { deviceOf, pin, restingState, session, unpin } from "../state/session.ts";
import { announce } from "./announcement.ts";
import type { Command } from "./command.ts";
import { isModelOpen } from "./model.ts";
import { focusOn } from "./page.ts";

/** "Undo" and what it would undo. */
const withTitle = (verb: string, title: string | undefined): string =>
  title === undefined ? verb : `${verb}: ${title}`;

function step(go: () => string | undefined, done: string, nothing: string): void {
  const title = go();
  if (title !== undefined) analyseIfOtherSizes();
  announce(title === undefined ? nothing : `${done}: ${title}`);
}

const isPinned = (): boolean => session.get().baseline !== undefined;

/** What is asked of the device, and the way back. */
export const choiceCommands: readonly Command[] = [
  {
    id: "undo",
    name: () => withTitle("Undo", historyStore.get().past.slice(-1).map(titleOf)[0]),
    help: "undo the last choice",
    group: "Choices",
    keys: ["Mod+Z"],
    leavesText: true,
    isOffered: isModelOpen,
    run: () => step(undo, "Undone", "There is nothing to undo"),
  },
  {
    id: "redo",
    name: () => withTitle("Redo", historyStore.get().future.slice(0, 1).map(titleOf)[0]),
    help: "redo what was undone",
    group: "Choices",
    keys: ["Mod+Shift+Z", "Mod+Y"],
    leavesText: true,
    isOffered: isModelOpen,
    run: () => step(redo, "Redone", "There is nothing to redo"),
  },
  {
    id: "choose-device",
    name: "Choose a device",
    group: "Choices",
    keys: ["d"],
    isOffered: isModelOpen,
    run: () => focusOn("select[aria-label=Device]"),
  },
  {
    id: "pin",
    name: () => (isPinned() ? "Unpin the baseline" : "Pin this state as baseline"),
    help: "pin this state; later choices show their difference to it",
    group: "Choices",
    keys: ["b"],
    isOffered: isModelOpen,
    run: () => {
      const wasPinned = isPinned();
      if (wasPinned) unpin();
      else pin();
      announce(wasPinned ? "Unpinned" : "Pinned: later choices show their difference to this state");
    },
  },
  {
    id: "reset-state",
    name: "Reset frequency, utilization and bandwidth",
    group: "Choices",
    isOffered: isModelOpen,
    run: () => session.patch(restingState),
  },
  {
    id: "calibrate",
    name: "Calibrate with your own latencies…",
    group: "Choices",
    isOffered: isModelOpen,
    run: openCalibration,
  },
  {
    id: "add-device",
    name: "Add your own device…",
    group: "Choices",
    isOffered: isModelOpen,
    run: () => openDeviceDialog(),
  },
  {
    id: "device-numbers",
    name: "Numbers of this device",
    group: "Choices",
    isOffered: isModelOpen,
    run: () => openDeviceDialog(deviceOf(session.get())),
  },
];
