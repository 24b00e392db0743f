import { Pane } from "../../ui/Pane.tsx";
import { select } from "../../state/session.ts";
import { Icon } from "../../ui/icons.tsx";
import { useAnalysis, useSelected } from "../context.ts";
import { ModelFacts } from "./ModelFacts.tsx";
import { NodeFacts } from "./NodeFacts.tsx";

export function InspectorPanel() {
  const analysis = useAnalysis();
  const selected = useSelected();
  if (analysis === undefined) return null;
  const { nodes } = analysis;
  /** The next node that is shown, in execution order. */
  const beside = (by: 1 | -1): string | undefined => {
    let index = (selected ?? (by === 1 ? -1 : nodes.length)) + by;
    while (nodes[index]?.folded === true) index += by;
    return nodes[index]?.id;
  };
  return (
    <Pane
      name="Inspector"
      tools={
        <div className="tools">
          {([-1, 1] as const).map((by) => {
            const id = beside(by);
            const name = by === 1 ? "Next node" : "Previous node";
            return (
              <button
                key={by}
                type="button"
                className="icon-button"
                aria-label={name}
                title={name}
                disabled={id === undefined}
                onClick={() => select(id)}
              >
                <Icon name={by === 1 ? "down" : "up"} />
              </button>
            );
          })}
        </div>
      }
    >
      {/* Without a link in it, only its own focus lets keys scroll it. */}
      <div className="inspector" role="group" aria-label="Details" tabIndex={0}>
        {selected === undefined ? (
          <ModelFacts analysis={analysis} />
        ) : (
          <NodeFacts analysis={analysis} index={selected} />
        )}
      </div>
    </Pane>
  );
}
