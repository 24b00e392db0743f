import { useMemo } from "react";
import { formatBytes, formatPercent, formatSeconds } from "../../../base/format.ts";
import { trafficOf } from "../../../cost/node-cost.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { ruleSets, ruleSetOf } from "../../../runtime/fusion/index.ts";
import { workOf } from "../../../runtime/fusion/work.ts";
import { useAnalysis, useSelected, useTarget } from "../../panels/context.ts";
import { fusionFor, useRules } from "../../panels/fusion.ts";
import { deviceOf, select, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { kernelTitle } from "../../ui/kernel-text.ts";
import { nodeName } from "../../ui/node-text.ts";
import { Question } from "../Question.tsx";
import { type Chain, chainOf, ruleRow, savingQuiz, stagesOf } from "./chain.ts";

export function FusionLesson() {
  const analysis = useAnalysis();
  const rules = useRules();
  const selected = useSelected();
  const chain = useMemo(
    () => (analysis === undefined ? undefined : chainOf(fusionFor(analysis, rules), selected)),
    [analysis, rules, selected],
  );
  if (analysis === undefined) return null;
  return (
    <>
      <p>
        A framework’s graph has a node for every step; a runtime launches <strong>kernels</strong>. Where a node’s only
        reader comes right behind it, the two can run as one: each value goes on in a register or a cache line, and is
        neither written to memory nor read again. The arithmetic stays the same. What is saved is traffic, and a launch.
      </p>
      {chain === undefined ? (
        <p className="warning">By the rules of {rules.label} no two nodes of this model run as one kernel.</p>
      ) : (
        <ChainView analysis={analysis} chain={chain} key={chain.kernel.id} />
      )}
      <Rules analysis={analysis} />
      <p>
        A batch normalization behind a convolution can vanish altogether: its scale and shift are folded into the
        weights once, w′ = w · γ / √(σ² + ε), and no fusion is needed. Exporters often do that, so the file may have no
        such node left.
      </p>
    </>
  );
}

/** One kernel of the model, put together node by node. */
function ChainView({ analysis, chain }: { readonly analysis: Analysis; readonly chain: Chain }) {
  const { kernel, isSelected } = chain;
  const { device, roof } = useTarget();
  const members = useMemo(
    () =>
      kernel.nodes.flatMap((at) => {
        const node = analysis.nodes[at];
        return node === undefined ? [] : [node];
      }),
    [analysis, kernel],
  );
  const stages = useMemo(() => {
    const outputs = analysis.model.outputs.map(({ name }) => name);
    return stagesOf(kernel, workOf(analysis.nodes, analysis.edges, outputs), roof);
  }, [analysis, kernel, roof]);
  const at = Number(useStore(session, (s) => s.lessonAt) ?? 1);
  const fused = Number.isInteger(at) && at >= 1 && at <= stages.length ? at : 1;
  const stage = stages[fused - 1];
  const [apart] = stages;
  const quiz = useMemo(() => savingQuiz(stages, members), [stages, members]);
  return (
    <>
      <h3>
        {isSelected ? "The selected node’s kernel: " : "The kernel that saves most: "}
        {kernelTitle(kernel.label)}
      </h3>
      <label className="lesson-slider">
        <span>
          Fuse the first <strong>{fused}</strong> of {stages.length} nodes
        </span>
        <input
          type="range"
          aria-label="Nodes that run as one kernel"
          min={1}
          max={stages.length}
          value={fused}
          onChange={({ currentTarget: { value } }) => session.patch({ lessonAt: value === "1" ? undefined : value })}
        />
        <span />
      </label>
      <div className="lesson-scroll">
        <table className="lesson-table lesson-numbers fusion-chain" aria-label="Nodes of the chain">
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col">Reads</th>
              <th scope="col">Weights</th>
              <th scope="col">Writes</th>
              <th scope="col">Alone</th>
              <th scope="col">Fusing it saves</th>
            </tr>
          </thead>
          <tbody>
            {members.map((node, i) => (
              <tr key={node.id} className={i < fused && fused > 1 ? "is-fused" : undefined}>
                <th scope="row">
                  <button type="button" className="link" onClick={() => select(node.id)}>
                    {nodeName(node)}
                  </button>{" "}
                  <span className="quiet">{node.op}</span>
                </th>
                <td>{formatBytes(node.readBytes)}</td>
                <td>{formatBytes(node.weightBytes)}</td>
                <td>{formatBytes(node.writeBytes)}</td>
                <td>{formatBytes(trafficOf(node))}</td>
                <td className="lesson-number">
                  {i === 0 ? "" : formatBytes(less(stages[i - 1]?.traffic, stages[i]?.traffic))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p role="status">
        {stage !== undefined && apart !== undefined && (
          <>
            <strong>
              {stage.kernels} {stage.kernels === 1 ? "kernel" : "kernels"}
            </strong>{" "}
            {stage.kernels === 1 ? "moves" : "move"} <strong>{formatBytes(stage.traffic)}</strong>
            {fused > 1 && ` in place of ${formatBytes(apart.traffic)}`}; least time on {device.name}{" "}
            <strong>{formatSeconds(stage.seconds)}</strong>
            {fused > 1 && ` in place of ${formatSeconds(apart.seconds)}`}, launches not counted.
          </>
        )}
      </p>
      {quiz !== undefined && <Question quiz={quiz} key={kernel.id} />}
    </>
  );
}

const less = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined ? undefined : before - after;

/** The whole model by each runtime's rules; the chosen ones are those of the studio. */
function Rules({ analysis }: { readonly analysis: Analysis }) {
  const chosen = useRules();
  const ofRuntime = useStore(session, ({ runtime, device }) => ruleSetOf(runtime, deviceOf({ device }).kind).id);
  const rows = useMemo(() => ruleSets.map((rules) => ({ rules, ...ruleRow(fusionFor(analysis, rules)) })), [analysis]);
  return (
    <>
      <h3>The whole model by the rules of five runtimes</h3>
      <div className="lesson-scroll">
        <table className="lesson-table lesson-numbers" aria-label="Kernels of the model by rules">
          <thead>
            <tr>
              <th scope="col">Rules</th>
              <th scope="col">Nodes</th>
              <th scope="col">Kernels</th>
              <th scope="col">Traffic</th>
              <th scope="col">Saved</th>
              <th scope="col">Share saved</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ rules, nodes, kernels, moved, saved, share }) => (
              <tr key={rules.id} title={`${rules.about} Source: ${rules.source}`}>
                <th scope="row">
                  <label className="fusion-rule">
                    <input
                      type="radio"
                      name="lesson-rules"
                      checked={rules.id === chosen.id}
                      onChange={() => session.patch({ rules: rules.id === ofRuntime ? undefined : rules.id })}
                    />
                    {rules.label}
                  </label>
                </th>
                <td>{nodes}</td>
                <td className="lesson-number">{kernels}</td>
                <td>{formatBytes(moved)}</td>
                <td>{formatBytes(saved)}</td>
                <td className="lesson-number">{formatPercent(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
