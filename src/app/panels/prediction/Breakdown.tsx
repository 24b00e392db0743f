import { useMemo } from "react";
import { formatPercent, formatSeconds } from "../../../base/format.ts";
import { select } from "../../state/session.ts";
import { nodeName } from "../../ui/node-text.ts";
import { classOf } from "../../ui/op-class.ts";
import { useLaterPrediction, useModel, useSelected } from "../context.ts";
import { classShares, shareOf } from "../shares.ts";

const hottestCount = 10;

/** Where the latency goes: by class of operator, then the costliest nodes. */
export function Breakdown() {
  const model = useModel();
  const prediction = useLaterPrediction();
  const selected = useSelected();
  const nodes = model?.analysis.nodes;
  const shares = useMemo(
    () => (nodes === undefined || prediction === undefined ? [] : classShares(nodes, prediction)),
    [nodes, prediction],
  );
  const hottest = useMemo(
    () =>
      (prediction?.nodes ?? [])
        .map((seconds, index) => ({ seconds: seconds ?? 0, index }))
        .sort((a, b) => b.seconds - a.seconds)
        .slice(0, hottestCount)
        .filter(({ seconds }) => seconds > 0),
    [prediction],
  );
  if (nodes === undefined || prediction === undefined) return null;
  const top = hottest[0]?.seconds ?? 1;
  const busy = shares.filter(({ share }) => share > 0).toSorted((a, b) => b.share - a.share);
  return (
    <>
      <h3>By operator</h3>
      <div
        className="stack"
        role="img"
        aria-label={busy.map((s) => `${s.opClass.label} ${formatPercent(s.share)}`).join(", ")}
      >
        {busy.map(({ opClass, share }) => (
          <span key={opClass.id} style={{ background: opClass.color, flexGrow: share }} title={opClass.label} />
        ))}
      </div>
      <ul className="class-list">
        {busy.map(({ opClass, share, seconds, nodes: count }) => (
          <li key={opClass.id}>
            <span className="swatch" style={{ background: opClass.color }} />
            <span className="class-name">{opClass.label}</span>
            <span className="quiet">{count} ×</span>
            <span>{formatSeconds(seconds)}</span>
            <strong>{formatPercent(share)}</strong>
          </li>
        ))}
      </ul>
      <h3>Costliest nodes</h3>
      <ul className="bars">
        {hottest.map(({ index, seconds }) => {
          const node = nodes[index];
          return node === undefined ? null : (
            <li key={index}>
              <button type="button" aria-pressed={index === selected} onClick={() => select(node.id)}>
                <span
                  className="bars-fill"
                  style={{ background: classOf(node).color, width: `calc(${(seconds / top) * 100}% - 8px)` }}
                />
                <span className="bars-name">{nodeName(node)}</span>
                <span className="quiet">{formatPercent(shareOf(prediction, index))}</span>
                <span>{formatSeconds(seconds)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
