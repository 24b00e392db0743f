import { useEffect, useState } from "react";
import { whileBusy } from "../state/busy.ts";
import { takeFiles } from "../state/session-open.ts";
import { filesOfDrop } from "./dropped-files.ts";

/** The whole window takes files and folders; while one hovers, a frame says so. */
export function DropTarget() {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    // dragenter and dragleave come for every element crossed, so their balance tells whether the window was left.
    let depth = 0;
    const set = (next: number): void => {
      depth = Math.max(0, next);
      setHovering(depth > 0);
    };
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const enter = (event: DragEvent): void => {
      if (hasFiles(event)) set(depth + 1);
    };
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const leave = (event: DragEvent): void => {
      if (hasFiles(event)) set(depth - 1);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      set(0);
      const { dataTransfer } = event;
      if (dataTransfer !== null) void whileBusy(filesOfDrop(dataTransfer).then((files) => takeFiles(files)));
    };
    addEventListener("dragenter", enter);
    addEventListener("dragover", over);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragenter", enter);
      removeEventListener("dragover", over);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, []);
  return hovering ? (
    <div className="drop-frame">
      <p>Drop to open: a model, a folder with its weights, or a saved session. The files stay in this tab.</p>
    </div>
  ) : null;
}
