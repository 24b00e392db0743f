import type { ReactNode } from "react";
import {
  formatBytes,
  formatCount,
  formatFlops,
  formatIntensity,
  formatMacs,
  formatPeak,
  formatPercent,
  formatSeconds,
  formatShape,
} from "../../../base/format.ts";
import { type NodeCost, type TensorInfo, trafficOf } from "../../../cost/node-cost.ts";
import { attainable, ridgePoint } from "../../../device/roofline.ts";
import type { Analysis } from "../../../engine/analysis.ts";
import { select } from "../../state/session.ts";
import { nodeName, windowSizes, windowText } from "../../ui/node-text.ts";
import { classOf } from "../../ui/op-class.ts";
import { usePrecisionText, usePrediction, useTarget } from "../context.ts";
import { boundOf, shareOf } from "../shares.ts";
import { KernelFacts } from "./KernelFacts.tsx";
import { macFormula } from "./formula.ts";

interface Props {
  readonly analysis: Analysis;
  readonly index: number;
}

export function NodeFacts({ analysis, index }: Props) {
  const node = analysis.nodes[index];
  if (node === undefined) return null;
  return (
    <>
      <div className="node-title">
        <span className="chip">
          <span className="swatch" style={{ background: classOf(node).color }} />
          {node.op}
        </span>
        <strong>{nodeName(node)}</strong>
      </div>
      {node.note !== "" && <p className="warning">{node.note}</p>}
      <Latency node={node} index={index} />
      <Cost node={node} />
      <KernelFacts analysis={analysis} index={index} />
      <Data analysis={analysis} index={index} node={node} />
      <Attributes node={node} />
    </>
  );
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <dl className="facts">{children}</dl>
    </>
  );
}

function Latency({ node, index }: { readonly node: NodeCost; readonly index: number }) {
  const prediction = usePrediction();
  const { roof } = useTarget();
  const bound = boundOf(node, roof);
  const latency = prediction?.nodes[index];
  const limit = node.intensity === undefined ? undefined : attainable(node.intensity, roof);
  const rate =
    node.flops === undefined || latency === undefined || latency === 0
      ? undefined
      : (node.flops * (node.times ?? 1)) / latency;
  return (
    <Facts title="Latency and roofline">
      <dt>Predicted</dt>
      <dd>
        {formatSeconds(latency)}{" "}
        <span className="quiet">{formatPercent(shareOf(prediction, index))} of the latency</span>
      </dd>
      {node.intensity !== undefined && (
        <>
          <dt>Intensity</dt>
          <dd>
            {formatIntensity(node.intensity)}{" "}
            <span className="quiet">
              {bound === undefined || bound === "none"
                ? ""
                : `${bound} bound, ridge at ${formatIntensity(ridgePoint(roof))}`}
            </span>
          </dd>
          <dt>Rate</dt>
          <dd>
            {formatPeak(rate)}{" "}
            {rate !== undefined && limit !== undefined && limit > 0 && (
              <span className="quiet">
                {formatPercent(rate / limit)} of {formatPeak(limit)}
              </span>
            )}
          </dd>
        </>
      )}
      {node.times !== 1 && (
        <>
          <dt>Runs</dt>
          <dd>{node.times === undefined ? "only known at run time" : `${node.times} times per inference`}</dd>
        </>
      )}
    </Facts>
  );
}

function Cost({ node }: { readonly node: NodeCost }) {
  const formula = macFormula(node);
  const precision = usePrecisionText();
  const { macs, flops, window } = node;
  return (
    <Facts title="Cost">
      <dt>MACs</dt>
      <dd>
        {formatMacs(macs)}
        {formula !== undefined && (
          <div className="formula">
            <span>{formula.symbols}</span>
            <span>= {formula.numbers}</span>
          </div>
        )}
      </dd>
      <dt>FLOPs</dt>
      <dd>
        {formatFlops(flops)}
        {macs !== undefined && flops !== undefined && macs > 0 && (
          <span className="quiet">
            {flops === 2 * macs ? " = 2 · MACs" : ` = 2 · MACs + ${formatFlops(flops - 2 * macs)}`}
          </span>
        )}
      </dd>
      <dt>Traffic</dt>
      <dd>
        {formatBytes(trafficOf(node))} {precision !== "" && <span className="quiet">{precision}</span>}
        <div className="formula">
          <span>{`read ${formatBytes(node.readBytes)} + weights ${formatBytes(node.weightBytes)} + written ${formatBytes(node.writeBytes)}`}</span>
        </div>
      </dd>
      {node.params !== 0 && (
        <>
          <dt>Parameters</dt>
          <dd>{formatCount(node.params)}</dd>
        </>
      )}
      {window !== undefined && (
        <>
          <dt>Window</dt>
          <dd>
            {windowText(window)}
            <div className="formula">
              <span>{windowSizes(window)}</span>
            </div>
          </dd>
        </>
      )}
    </Facts>
  );
}

const shapeText = ({ dtype, shape, type }: TensorInfo): string =>
  dtype === undefined || shape === undefined ? type : `${formatShape(shape)} ${dtype}`;

/** Tensors in and out, and the nodes at their other ends. */
function Data({ analysis, index, node }: Props & { readonly node: NodeCost }) {
  const { nodes, edges } = analysis;
  const producers = edges.filter((edge) => edge.to === index && nodes[edge.from]?.folded === false);
  const consumers = edges.filter((edge) => edge.from === index);
  const infoOf = (name: string): TensorInfo | undefined =>
    producers.flatMap(({ from }) => nodes[from]?.outputs ?? []).find((output) => output.name === name) ??
    analysis.model.inputs.find((input) => input.name === name);
  return (
    <Facts title="Tensors">
      {node.inputs
        .filter((name) => name !== "")
        .map((name, position) => {
          const info = infoOf(name);
          return (
            // The same tensor may enter twice.
            // oxlint-disable-next-line react/no-array-index-key
            <Tensor
              key={`${name} ${position}`}
              title="In"
              name={name}
              text={info === undefined ? "constant" : shapeText(info)}
            />
          );
        })}
      {node.outputs
        .filter(({ name }) => name !== "")
        .map((output) => (
          <Tensor key={output.name} title="Out" name={output.name} text={shapeText(output)} />
        ))}
      <Neighbours title="From" nodes={nodes} indices={producers.map(({ from }) => from)} />
      <Neighbours title="To" nodes={nodes} indices={consumers.map(({ to }) => to)} />
    </Facts>
  );
}

function Tensor({ title, name, text }: { readonly title: string; readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <code title={name}>{name}</code> <span className="quiet">{text}</span>
      </dd>
    </>
  );
}

function Neighbours({
  title,
  nodes,
  indices,
}: {
  readonly title: string;
  readonly nodes: readonly NodeCost[];
  readonly indices: readonly number[];
}) {
  const distinct = [...new Set(indices)].flatMap((index) => nodes[index] ?? []);
  if (distinct.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {distinct.map((node) => (
          <button key={node.id} type="button" className="link" onClick={() => select(node.id)}>
            {`${node.op} ${nodeName(node)}`}
          </button>
        ))}
      </dd>
    </>
  );
}

function Attributes({ node }: { readonly node: NodeCost }) {
  const attributes = Object.entries(node.attributes);
  return (
    <Facts title="Node">
      <dt>Id</dt>
      <dd>
        <code>{node.id}</code>
      </dd>
      <dt>Domain</dt>
      <dd>{node.domain}</dd>
      {attributes.map(([name, value]) => (
        <Attribute key={name} name={name} value={value} />
      ))}
    </Facts>
  );
}

const Attribute = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <code>{value}</code>
    </dd>
  </>
);
