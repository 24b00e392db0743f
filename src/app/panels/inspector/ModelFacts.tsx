import { explain } from "../../../base/explain.ts";
import { formatBytes, formatCount, formatShape } from "../../../base/format.ts";
import type { TensorInfo } from "../../../cost/node-cost.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { select } from "../../state/session.ts";
import { usePrecisionText } from "../context.ts";
import { KernelTotals } from "./KernelFacts.tsx";
import { SizeFields } from "./SizeFields.tsx";
import { isShownAsSize, symbolsText } from "./sizes.ts";

/** The model as a whole: what the inspector shows while no node is selected. */
export function ModelFacts({ analysis }: { readonly analysis: Analysis }) {
  const { file, model, totals, nodes } = analysis;
  const precision = usePrecisionText();
  const problems = analysis.problems.filter((problem) => !isShownAsSize(problem, model));
  const folded = nodes.filter((node) => node.folded).length;
  return (
    <>
      <p className="quiet">Select a node in any view to see how its cost comes about.</p>
      <SizeFields analysis={analysis} />
      <h3>Model</h3>
      <dl className="facts">
        <dt>File</dt>
        <dd>{`${formatBytes(file.bytes)}, of which ${formatBytes(file.bytesRead)} were read`}</dd>
        {analysis.external.length > 0 && <OtherFiles files={analysis.external} />}
        {model.producer !== "" && (
          <>
            <dt>Made by</dt>
            <dd>{model.producer}</dd>
          </>
        )}
        <dt>Operators</dt>
        <dd>
          {Object.entries(model.opsets)
            .map(([domain, version]) => `${domain} ${version}`)
            .join(", ")}
        </dd>
        <Tensors title="Inputs" tensors={model.inputs} />
        <Tensors title="Outputs" tensors={model.outputs} />
        <dt>Weights</dt>
        <dd>{`${formatCount(totals.params)} parameters, ${formatBytes(totals.weightBytes)} ${precision}`.trim()}</dd>
        <dt>Known costs</dt>
        <dd>{`${totals.coveredNodes} of ${totals.nodes} nodes`}</dd>
        <KernelTotals analysis={analysis} />
        {folded > 0 && (
          <>
            <dt>Computed once</dt>
            <dd>{`${folded} nodes, left out of the views`}</dd>
          </>
        )}
      </dl>
      {problems.length > 0 && (
        <>
          <h3>Notes on this model</h3>
          <ul className="notes">
            {problems.slice(0, shownProblems).map((problem, index) => (
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index}>
                {problem.node === undefined ? (
                  explain(problem)
                ) : (
                  <button type="button" className="link" onClick={() => select(problem.node)}>
                    {explain(problem)}
                  </button>
                )}
              </li>
            ))}
            {problems.length > shownProblems && <li className="quiet">and {problems.length - shownProblems} more</li>}
          </ul>
        </>
      )}
    </>
  );
}

const shownProblems = 50;
const shownFiles = 8;

const stateTexts = { missing: "missing", refused: "refused, it leads out of the model's folder" } as const;

/** Where the weights are, if not in the model's own file. */
function OtherFiles({ files }: { readonly files: Analysis["external"] }) {
  return (
    <>
      <dt>Other files</dt>
      <dd>
        {files.slice(0, shownFiles).map(({ location, state, bytes }) => (
          <div key={location}>
            <code>{location}</code> {state === "attached" ? formatBytes(bytes) : stateTexts[state]}
          </div>
        ))}
        {files.length > shownFiles && <div className="quiet">and {files.length - shownFiles} more</div>}
      </dd>
    </>
  );
}

function Tensors({ title, tensors }: { readonly title: string; readonly tensors: readonly TensorInfo[] }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {tensors.map((tensor) => (
          <div key={tensor.name}>
            <code>{tensor.name}</code>{" "}
            {tensor.dtype === undefined ? tensor.type : `${formatShape(tensor.shape)} ${tensor.dtype}`}{" "}
            <span className="quiet">{symbolsText(tensor)}</span>
          </div>
        ))}
      </dd>
    </>
  );
}
