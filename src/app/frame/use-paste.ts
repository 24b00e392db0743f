import { useEffect } from "react";
import { takeFiles } from "../state/session-open.ts";
import { filesOfList } from "./dropped-files.ts";

function onPaste(event: ClipboardEvent): void {
  const files = event.clipboardData?.files;
  // A dialog takes what is pasted into it; text is none of the window's business.
  if (event.defaultPrevented || files === undefined || files.length === 0) return;
  if (document.querySelector(":modal") !== null) return;
  event.preventDefault();
  void takeFiles(filesOfList(files));
}

/** Files copied in a file manager open where they are pasted, wherever the focus is. */
export function usePaste(): void {
  useEffect(() => {
    addEventListener("paste", onPaste);
    return () => removeEventListener("paste", onPaste);
  }, []);
}
