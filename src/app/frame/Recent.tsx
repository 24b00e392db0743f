import { formatBytes } from "../../base/format.ts";
import { allowRecent, clearRecent, forgetRecent, openRecent, recentStore } from "../state/recent.ts";
import { largestCopy, type RecentFile } from "../state/recent-list.ts";
import { useStore } from "../state/store.ts";
import { Icon } from "../ui/icons.tsx";

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The files that were opened before, where that is allowed; and the question whether it is. */
export function Recent() {
  const { consent, files, note } = useStore(recentStore, (r) => r);
  return (
    <section className="recent" aria-label="Recent files">
      {files.length > 0 && (
        <>
          <div className="recent-head">
            <h2>Recent files</h2>
            <button type="button" className="link" onClick={() => void clearRecent()}>
              Clear the list
            </button>
          </div>
          <ul>
            {files.map((file) => (
              <Line key={`${file.name} ${file.opened}`} file={file} />
            ))}
          </ul>
        </>
      )}
      {note !== undefined && <p role="status">{note}</p>}
      <label className="recent-consent">
        <input
          type="checkbox"
          checked={consent}
          aria-describedby="recent-about"
          onChange={({ currentTarget }) => void allowRecent(currentTarget.checked)}
        />
        Remember files I open on this computer
      </label>
      <p id="recent-about" className="quiet">
        In this browser only: where each one lies or, where the browser cannot tell, a copy of files up to{" "}
        {formatBytes(largestCopy)}. Latencies that you calibrate with are kept as well. Untick to forget them all.
      </p>
    </section>
  );
}

function Line({ file }: { readonly file: RecentFile }) {
  const { name, bytes, opened } = file;
  return (
    <li>
      <button type="button" className="recent-file" onClick={() => void openRecent(file)}>
        <strong>{name}</strong>
        <span className="quiet">
          {formatBytes(bytes)}, {dates.format(opened)}
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Forget ${name}`}
        title="Forget"
        onClick={() => void forgetRecent(file)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
