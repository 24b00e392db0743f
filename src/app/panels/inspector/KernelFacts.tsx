import { formatBytes, formatIntensity, formatSeconds } from "../../../base/format.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { fusionTotals } from "../../../runtime/fusion/kernels.ts";
import { select } from "../../state/session.ts";
import { kernelTitle } from "../../ui/kernel-text.ts";
import { nodeName } from "../../ui/node-text.ts";
import { useLaterPrediction, usePrediction } from "../context.ts";
import { useLaterFusion, useRules } from "../fusion.ts";
import { kernelOfNode, kernelSeconds, savingText } from "./kernel.ts";

/** The kernel that a node is part of: its nodes, and what it moves against what they would. */
export function KernelFacts({ analysis, index }: { readonly analysis: Analysis; readonly index: number }) {
  const rules = useRules();
  const fusion = useLaterFusion(analysis);
  const prediction = usePrediction();
  const found = fusion === undefined ? undefined : kernelOfNode(fusion, index);
  if (found === undefined) return null;
  const { kernel, order, isPart } = found;
  const saving = savingText(kernel);
  return (
    <section aria-label="Kernel">
      <h3>Kernel</h3>
      <dl className="facts">
        <dt>{isPart ? "Part of" : "Shows"}</dt>
        <dd>
          {`${order} ${kernelTitle(kernel.label)}`} <span className="quiet">by the rules of {rules.label}</span>
        </dd>
        <dt>Nodes</dt>
        <dd>
          {kernel.nodes.map((at) => {
            const node = analysis.nodes[at];
            if (node === undefined) return null;
            const text = `${node.op} ${nodeName(node)}`;
            return at === index ? (
              <div key={at}>{text}</div>
            ) : (
              <button key={at} type="button" className="link" onClick={() => select(node.id)}>
                {text}
              </button>
            );
          })}
        </dd>
        <dt>Predicted</dt>
        <dd>{formatSeconds(kernelSeconds(prediction, kernel))}</dd>
        <dt>Traffic</dt>
        <dd>
          {formatBytes(trafficOf(kernel))} {saving !== "" && <span className="quiet">{saving}</span>}
          <div className="formula">
            <span>{`read ${formatBytes(kernel.readBytes)} + weights ${formatBytes(kernel.weightBytes)} + written ${formatBytes(kernel.writeBytes)}`}</span>
          </div>
        </dd>
        {kernel.intensity !== undefined && (
          <>
            <dt>Intensity</dt>
            <dd>{formatIntensity(kernel.intensity)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** What the rules make of the whole model; comes with the prediction, which nothing should delay. */
export function KernelTotals({ analysis }: { readonly analysis: Analysis }) {
  const rules = useRules();
  const fusion = useLaterFusion(useLaterPrediction() === undefined ? undefined : analysis);
  if (fusion === undefined) return null;
  const { kernels, nodes, savedBytes, movedBytes } = fusionTotals(fusion);
  return (
    <>
      <dt>Kernels</dt>
      <dd>
        {`${kernels} of ${nodes} nodes`}{" "}
        <span className="quiet">
          {`by the rules of ${rules.label}; they move ${formatBytes(movedBytes)}, ${formatBytes(savedBytes)} less than node by node`}
        </span>
      </dd>
    </>
  );
}
