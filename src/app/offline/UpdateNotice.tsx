import { useStore } from "../state/store.ts";
import { Icon } from "../ui/icons.tsx";
import { dismissUpdate, takeUpdate, update } from "./registration.ts";

/** A newer edition is never shown before its reader asks for it: a reload would take away what is open. */
export function UpdateNotice() {
  const isReady = useStore(update, (u) => u.isReady);
  if (!isReady) return null;
  return (
    <div className="notice notice-files" role="status">
      <p>
        A new version is ready:
        <button type="button" className="link" onClick={takeUpdate}>
          reload
        </button>
      </p>
      <button type="button" className="icon-button" aria-label="Later" title="Later" onClick={dismissUpdate}>
        <Icon name="close" />
      </button>
    </div>
  );
}
