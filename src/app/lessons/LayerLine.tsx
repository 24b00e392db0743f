import { select } from "../state/session.ts";
import { nodeName, windowSizes, windowText } from "../ui/node-text.ts";
import type { LessonLayer } from "./layer.ts";

/** Which layer the lesson speaks of, and why it is not the selected one. */
export function LayerLine({ layer: { node, window, isSelected, refusal } }: { readonly layer: LessonLayer }) {
  return (
    <p className="lesson-layer">
      {refusal !== undefined && <span className="warning">Not the selected node: {refusal} </span>}
      {isSelected ? "Selected: " : "The convolution with most MACs that suits: "}
      <strong>{nodeName(node)}</strong>{" "}
      <span className="quiet">
        {windowText(window)}, {windowSizes(window)}
      </span>
      {!isSelected && (
        <>
          {" · "}
          <button type="button" className="link" onClick={() => select(node.id)}>
            Select it
          </button>
        </>
      )}
    </p>
  );
}

/** In place of a lesson that the model has no layer for. */
export const NoLayer = ({ what }: { readonly what: string }) => (
  <p className="warning">This model has no {what}. Open another one, such as the ResNet-18 sample.</p>
);
