import { useMemo, useState } from "react";
import { formatFlops, formatSeconds, formatSigned } from "../../../base/format.ts";
import { blockDiffs } from "../../../compare/deltas.ts";
import { countFates, type Fate, fates, type StructuralDiff } from "../../../compare/diff.ts";
import { select, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Progress } from "../../ui/Progress.tsx";
import { Badge } from "./Badge.tsx";
import { type BlockRow, blockRows, type NodeRow } from "./diff-rows.ts";
import type { Shown } from "./subjects.ts";
import { useDiff } from "./use-diff.ts";

/** What became of each node from the first subject to another one. */
export function Differences({ subjects }: { readonly subjects: readonly Shown[] }) {
  const [chosen, choose] = useState<string | undefined>(undefined);
  const [first, ...others] = subjects;
  const second = others.find(({ slot }) => slot === chosen) ?? others[0];
  if (first === undefined || second === undefined) return null;
  return (
    <section className="compare-diff" aria-label="Structural differences">
      <h3>
        What differs from <Badge look={first.look} /> to{" "}
        {others.length === 1 ? (
          <Badge look={second.look} />
        ) : (
          <select
            aria-label="Compare the structure with"
            value={second.slot}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {others.map(({ slot, look, title }) => (
              <option key={slot} value={slot}>
                {look.letter}: {title}
              </option>
            ))}
          </select>
        )}
      </h3>
      <DiffList first={first} second={second} />
    </section>
  );
}

/** So many blocks are a list that nobody reads to its end. */
const mostBlocks = 60;

interface Props {
  readonly first: Shown;
  readonly second: Shown;
}

function DiffList({ first, second }: Props) {
  const { diff, busy, stopped, cancel, again } = useDiff(first.analysis, second.analysis);
  if (diff !== undefined) return <FoundList first={first} second={second} diff={diff} />;
  if (stopped) {
    return (
      <p className="quiet" role="status">
        The comparison of their nodes was cancelled.{" "}
        <button type="button" className="link" onClick={again}>
          Compare them
        </button>
      </p>
    );
  }
  return busy ? <Progress text="Comparing node by node" done={undefined} cancel={cancel} /> : null;
}

function FoundList({ first, second, diff }: Props & { readonly diff: StructuralDiff }) {
  const [a, b] = [first.analysis, second.analysis];
  const [before, after] = [first.subject.prediction, second.subject.prediction];
  const { rows, omitted } = useMemo(
    () =>
      blockRows(
        blockDiffs(diff, { nodes: a.nodes, prediction: before }, { nodes: b.nodes, prediction: after }),
        { nodes: a.nodes, isOpen: first.isOpen },
        { nodes: b.nodes, isOpen: second.isOpen },
        mostBlocks,
      ),
    [diff, a, b, before, after, first.isOpen, second.isOpen],
  );
  const counts = useMemo(() => countFates(diff), [diff]);
  const top = Math.max(...rows.map(({ seconds }) => Math.abs(seconds)));
  const isSame = counts.changed + counts.added + counts.removed === 0;
  return (
    <>
      <p className="compare-counts" role="status">
        {isSame
          ? `The same ${counts.unchanged} nodes.`
          : fates.map((fate) => `${counts[fate].toLocaleString("en-US")} ${fate}`).join(", ")}
        {isSame && rows.length > 0 && " What each block takes longer or less:"}
      </p>
      <ul className="compare-blocks" aria-label="Differences by block">
        {rows.map((row) => (
          <Block key={row.key} row={row} top={top} />
        ))}
      </ul>
      {omitted > 0 && <p className="quiet">{omitted} more blocks differ by less.</p>}
    </>
  );
}

const signs: Readonly<Record<Fate, string>> = { added: "+", removed: "−", changed: "~", unchanged: "" };

/** Its nodes are made when it is opened: there may be thousands. */
function Block({ row, top }: { readonly row: BlockRow; readonly top: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="compare-block">{row.title}</span>
          <span className="compare-marks">
            {row.marks.map(({ fate, count }) => (
              <span key={fate} className={`compare-${fate}`} title={`${count} nodes ${fate}`}>
                {signs[fate]}
                {count}
                <span className="unseen"> {fate}</span>
              </span>
            ))}
          </span>
          <span className="compare-flops">{row.flops === 0 ? "" : formatSigned(row.flops, formatFlops)}</span>
          <Delta seconds={row.seconds} top={top} />
        </summary>
        {isOpen && (
          <ul>
            {row.nodes.map((node) => (
              <Node key={node.key} node={node} />
            ))}
            {row.omitted > 0 && <li className="quiet">{row.omitted} more differ by less.</li>}
          </ul>
        )}
      </details>
    </li>
  );
}

/** Longer to the right, shorter to the left. */
function Delta({ seconds, top }: { readonly seconds: number; readonly top: number }) {
  const width = `${(top === 0 ? 0 : (50 * Math.abs(seconds)) / top).toFixed(2)}%`;
  return (
    <span className="compare-delta">
      <span className="compare-axis" aria-hidden="true">
        <span
          className={seconds < 0 ? "compare-less" : "compare-more"}
          style={seconds < 0 ? { width, right: "50%" } : { width, left: "50%" }}
        />
      </span>
      <span>{formatSigned(seconds, formatSeconds)}</span>
    </span>
  );
}

function Node({ node }: { readonly node: NodeRow }) {
  const { fate, name, op, changes, flops, seconds, id } = node;
  const isChosen = useStore(session, (s) => id !== undefined && s.node === id);
  return (
    <li className="compare-node" aria-current={isChosen ? "true" : undefined}>
      <span className={`compare-${fate}`} aria-hidden="true">
        {signs[fate]}
      </span>
      {id === undefined ? (
        <span className="compare-name">{name}</span>
      ) : (
        <button type="button" className="link compare-name" onClick={() => select(id)}>
          {name}
        </button>
      )}
      <span className="quiet">
        {op}
        {fate !== "unchanged" && `, ${fate}`}
        {changes !== "" && `: ${changes}`}
      </span>
      <span>{flops === undefined || flops === 0 ? "" : formatSigned(flops, formatFlops)}</span>
      <span>{formatSigned(seconds, formatSeconds)}</span>
    </li>
  );
}
