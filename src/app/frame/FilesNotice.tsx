import { useMemo } from "react";
import { dismissFiles, documentStore, openOther } from "../state/document.ts";
import { nameOf } from "../state/dropped.ts";
import { useStore } from "../state/store.ts";
import { Icon } from "../ui/icons.tsx";
import { filesSentences } from "./files-text.ts";

/** Of a folder full of models not all are offered. */
const othersOffered = 6;

/** Which files came with the model, which are missing, and which other models came along. */
export function FilesNotice() {
  const model = useStore(documentStore, (d) => (d.tellFiles ? d.model : undefined));
  const sentences = useMemo(() => (model === undefined ? [] : filesSentences(model.analysis)), [model]);
  if (model === undefined) return null;
  const { origin } = model;
  const offered = origin.others.slice(0, othersOffered);
  if (sentences.length === 0 && offered.length === 0) return null;
  const more = origin.others.length - offered.length;
  return (
    <div className="notice notice-files" role="status" aria-label="Files of the model">
      <p>
        {sentences.join(" ")}
        {offered.length > 0 && (
          <>
            {` ${origin.others.length + 1} models came together; ${origin.file.name} is open. Open instead:`}
            {offered.map((path) => (
              <button
                key={path}
                type="button"
                className="link"
                title={path}
                onClick={() => void openOther(origin, path)}
              >
                {nameOf(path)}
              </button>
            ))}
            {more > 0 && ` and ${more} more`}
          </>
        )}
      </p>
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={dismissFiles}>
        <Icon name="close" />
      </button>
    </div>
  );
}
