import { useEffect, useState } from "react";
import { whileBusy } from "../state/busy.ts";
import { compareFiles } from "../state/comparison.ts";
import { documentStore } from "../state/document.ts";
import { sessionIn, takeFiles } from "../state/session-open.ts";
import { useStore } from "../state/store.ts";
import { filesOfDrop } from "./dropped-files.ts";
import "./drop.css";

/** Share of the window's width, at its right, where a drop is compared with the open model. */
const compareShare = 0.28;

/** Beside an open model the right end of the window compares, and everywhere the shift key does. */
const isToCompare = ({ clientX, shiftKey }: DragEvent): boolean =>
  documentStore.get().model !== undefined && (shiftKey || clientX > innerWidth * (1 - compareShare));

/** The whole window takes files and folders; while one hovers, a frame says so. */
export function DropTarget() {
  const [hovering, setHovering] = useState(false);
  const [comparing, setComparing] = useState(false);
  const open = useStore(documentStore, (d) => d.model?.analysis.file.name);
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
      if (!hasFiles(event)) return;
      event.preventDefault();
      setComparing(isToCompare(event));
    };
    const leave = (event: DragEvent): void => {
      if (hasFiles(event)) set(depth - 1);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      set(0);
      const { dataTransfer } = event;
      const toCompare = isToCompare(event);
      if (dataTransfer !== null) {
        void whileBusy(
          filesOfDrop(dataTransfer).then((files) =>
            toCompare && sessionIn(files) === undefined ? compareFiles(files) : takeFiles(files),
          ),
        );
      }
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
    <div className={comparing ? "drop-frame drop-comparing" : "drop-frame"}>
      <p>Drop to open: a model, a folder with its weights, or a saved session. The files stay in this tab.</p>
      {open !== undefined && (
        <p className="drop-compare" style={{ width: `${compareShare * 100}vw` }}>
          Drop here, or with the shift key, to compare with {open}
        </p>
      )}
    </div>
  ) : null;
}
