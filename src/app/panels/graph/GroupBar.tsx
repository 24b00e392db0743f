import { alike } from "../../../graph-view/view.ts";
import { shortened } from "../../ui/node-text.ts";
import type { GroupActions } from "./use-groups.ts";
import type { Picture } from "./use-scene.ts";

interface Props {
  readonly picture: Picture;
  readonly actions: GroupActions;
}

/** Above a graph of groups: how much of it is shown, where the marked thing lies, and what opens and closes. */
export function GroupBar({ picture, actions }: Props) {
  const { content, view, open } = picture;
  const { groups } = content;
  if (groups === undefined || view === undefined) return null;
  const { tree } = groups;
  const { group, around, setOpen, reset } = actions;
  const closedAlike = group === undefined ? [] : alike(tree, group).filter((one) => !open.has(one));
  const innermost = around.at(-1);
  const openAlike = innermost === undefined ? [] : alike(tree, innermost).filter((one) => open.has(one));
  return (
    <div className="kernel-bar" role="group" aria-label="Groups of the graph">
      <span aria-live="polite">
        <b>{view.items.length}</b> shown of <b>{content.drawing.visible.length}</b>{" "}
        {content.fusion === undefined ? "nodes" : "kernels"}
      </span>
      {around.map((one) => (
        <button
          key={one}
          type="button"
          className="crumb"
          title={`Close ${tree.groups[one]?.title ?? ""}`}
          aria-label={`Close ${tree.groups[one]?.title ?? ""}`}
          onClick={() => setOpen([one], false)}
        >
          {shortened(tree.groups[one]?.title ?? "", 18)} ×
        </button>
      ))}
      {openAlike.length > 1 && innermost !== undefined && (
        <button
          type="button"
          onClick={() => setOpen([innermost, ...openAlike.filter((one) => one !== innermost)], false)}
        >
          Close all {openAlike.length} alike
        </button>
      )}
      {group !== undefined && (
        <button type="button" title="Enter" onClick={() => setOpen([group], true)}>
          Open
        </button>
      )}
      {group !== undefined && closedAlike.length > 1 && (
        <button
          type="button"
          title="Opens all groups of the same nodes and edges (Shift+Enter)"
          onClick={() => setOpen([group, ...closedAlike.filter((one) => one !== group)], true)}
        >
          Open all {closedAlike.length} alike
        </button>
      )}
      {picture.toggled.length > 0 && (
        <button type="button" className="bar-end" onClick={reset}>
          Overview
        </button>
      )}
    </div>
  );
}
