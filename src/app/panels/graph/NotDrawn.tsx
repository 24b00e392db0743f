import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";

/** In place of a graph whose drawing was cancelled: the ways to have one after all. */
export function NotDrawn({ again }: { readonly again: () => void }) {
  const isUngrouped = useStore(session, (s) => s.grouping === "none");
  return (
    <div className="notice notice-progress" role="status">
      <p>The graph is not drawn: its layout was cancelled.</p>
      <button type="button" className="button" onClick={again}>
        Draw it
      </button>
      {isUngrouped && (
        <button
          type="button"
          className="button"
          title="A large graph as a few groups, which open one by one"
          onClick={() => session.patch({ grouping: undefined, toggled: [] })}
        >
          Draw it in groups
        </button>
      )}
    </div>
  );
}
