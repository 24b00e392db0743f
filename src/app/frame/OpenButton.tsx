import type { ChangeEvent } from "react";
import { openFile } from "../state/document.ts";
import { Icon } from "../ui/icons.tsx";

function take({ currentTarget }: ChangeEvent<HTMLInputElement>): void {
  const file = currentTarget.files?.[0];
  if (file !== undefined) void openFile(file);
  // So that choosing the same file again, perhaps changed on disk, opens it again.
  currentTarget.value = "";
}

export function OpenButton() {
  return (
    <label className="button button-main">
      <Icon name="open" />
      Open
      <input type="file" aria-label="ONNX file" className="unseen" onChange={take} />
    </label>
  );
}
