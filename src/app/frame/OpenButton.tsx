import type { ChangeEvent } from "react";
import { openFiles } from "../state/document.ts";
import { Icon } from "../ui/icons.tsx";
import { filesOfList } from "./dropped-files.ts";

function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
  const files = currentTarget.files === null ? [] : filesOfList(currentTarget.files);
  void openFiles(files);
  // So that choosing the same file again, perhaps changed on disk, opens it again.
  currentTarget.value = "";
}

/** Files, several at once: a model and the files its weights lie in. */
export function OpenButton() {
  return (
    <label className="button button-main" title="Open a model; choose the files of its weights with it">
      <Icon name="open" />
      Open
      <input type="file" multiple aria-label="ONNX file" className="unseen" onChange={take} />
    </label>
  );
}

/** React has no property for it in its types. */
const asFolder = (input: HTMLInputElement | null): void => input?.setAttribute("webkitdirectory", "");

/** A whole folder: the model in it, with all that lies beside it. */
export function OpenFolderButton() {
  return (
    <label className="icon-button" title="Open a folder: a model with the files of its weights">
      <Icon name="folder" />
      <input type="file" ref={asFolder} aria-label="Folder of a model" className="unseen" onChange={take} />
    </label>
  );
}
