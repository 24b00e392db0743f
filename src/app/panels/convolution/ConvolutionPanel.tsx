import { libraries } from "../../../runtime/choice/index.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Pane } from "../../ui/Pane.tsx";
import { useLaterPrediction, useModel, useSelected, useTarget } from "../context.ts";
import { Algorithms } from "./Algorithms.tsx";
import { AlgorithmFacts, LayerHead } from "./LayerHead.tsx";
import { Libraries } from "./Libraries.tsx";
import { Refusals } from "./Refusals.tsx";
import { layerInFocus } from "./rows.ts";
import { Totals } from "./Totals.tsx";
import { useStudy } from "./use-study.ts";
import "./convolution.css";

/** How a convolution can be computed, what libraries choose, and what another choice would change. */
export function ConvolutionPanel() {
  const model = useModel();
  const selected = useSelected();
  const prediction = useLaterPrediction();
  const { device } = useTarget();
  const { study, library, context } = useStudy();
  const layer = study && layerInFocus(study.layers, selected, prediction);
  const node = layer && study.nodes[layer.index];
  return (
    <Pane name="Convolution" tools={<LibraryPicker shown={library.label} />}>
      <div className="convolution">
        {study === undefined || layer === undefined || node === undefined ? (
          <p className="empty">
            {model === undefined
              ? "Open a model to see how its convolutions can be computed."
              : "This model has no convolution whose sizes are known."}
          </p>
        ) : (
          <>
            {device.kind === "gpu" && <p className="warning">The rules shown are those of libraries for processors.</p>}
            <LayerHead node={node} layer={layer} library={library} isSelected={layer.index === selected} />
            <Algorithms node={node} layer={layer} context={context} />
            <AlgorithmFacts layer={layer} />
            <Totals study={study} library={library} />
            <Libraries window={layer.window} context={context} shown={library} />
            <Refusals window={layer.window} />
          </>
        )}
      </div>
    </Pane>
  );
}

function LibraryPicker({ shown }: { readonly shown: string }) {
  const chosen = useStore(session, (s) => s.library);
  const value = libraries.find(({ id }) => id === chosen)?.id ?? "";
  return (
    <label className="convolution-library">
      Library
      <select
        value={value}
        onChange={({ target }) => session.patch({ library: target.value === "" ? undefined : target.value })}
      >
        <option value="">{value === "" ? `As the runtime: ${shown}` : "As the runtime"}</option>
        {libraries.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
