import { formatBytes } from "../../../base/format.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import { nodeName } from "../../ui/node-text.ts";
import { type MemoryView, tensorRows } from "./rows.ts";

interface Props {
  readonly view: MemoryView;
  readonly at: number;
  readonly node: NodeCost | undefined;
}

/** Tensors beyond these are small, and summed up in one line. */
const shown = 12;

/** What is alive at one step. */
export function AliveTable({ view, at, node }: Props) {
  const rows = tensorRows(view, at);
  const rest = rows.slice(shown);
  const isPeak = at === view.timeline.peakTime;
  return (
    <table className="memory-table">
      <caption>
        Alive at step {at + 1}
        {node !== undefined && `, ${nodeName(node)}`}
        {isPeak && ", the peak"}: {formatBytes(view.timeline.bytes[at])}
      </caption>
      <thead>
        <tr>
          <th scope="col">Tensor</th>
          <th scope="col">Bytes</th>
          <th scope="col">Life</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, shown).map(({ name, bytes, life }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatBytes(bytes)}</td>
            <td>{life}</td>
          </tr>
        ))}
        {rest.length > 0 && (
          <tr>
            <th scope="row">{rest.length} more</th>
            <td>{formatBytes(rest.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0))}</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}
