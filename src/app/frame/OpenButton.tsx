import type { ChangeEvent, MouseEvent } from "react";
import { pickFiles } from "../state/file-handles.ts";
import { recentStore } from "../state/recent.ts";
import { takeFiles } from "../state/session-open.ts";
import { Icon } from "../ui/icons.tsx";
import { filesOfList } from "./dropped-files.ts";

function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
  const files = currentTarget.files === null ? [] : filesOfList(currentTarget.files);
  void takeFiles(files);
  // So that choosing the same file again, perhaps changed on disk, opens it again.
  currentTarget.value = "";
}

/** To find a file again the browser has to hand out its handle, which only its newer dialog does. */
function pick(event: MouseEvent<HTMLInputElement>): void {
  if (!recentStore.get().consent || window.showOpenFilePicker === undefined) return;
  event.preventDefault();
  void pickFiles().then((files) => takeFiles((files ?? []).map((file) => ({ path: file.name, file }))));
}

/** Files, several at once: a model and the files its weights lie in; or a saved session. */
export function OpenButton() {
  return (
    <label className="button button-main" title="Open a model, with the files of its weights, or a saved session">
      <Icon name="open" />
      Open
      <input type="file" multiple aria-label="ONNX file" className="unseen" onClick={pick} onChange={take} />
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
