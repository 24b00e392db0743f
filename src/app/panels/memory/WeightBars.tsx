import { formatBytes } from "../../../base/format.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import type { MemoryView } from "./rows.ts";

/** The weights in each storage, beside each other; the chosen one is marked. */
export function WeightBars({ view }: { readonly view: MemoryView }) {
  const chosen = useStore(session, (s) => s.weightStorage);
  const most = Math.max(1, ...view.weights.map(({ bytes }) => bytes));
  return (
    <table className="memory-table memory-weights">
      <caption>Weights</caption>
      <thead>
        <tr>
          <th scope="col">Stored as</th>
          <th scope="col">
            <span className="unseen">Bar</span>
          </th>
          <th scope="col">Bytes</th>
          <th scope="col">Of it scales</th>
          <th scope="col">With the peak</th>
        </tr>
      </thead>
      <tbody>
        {view.weights.map(({ storage, bytes, scaleBytes }) => (
          <tr key={storage ?? "file"} aria-current={storage === chosen ? "true" : undefined}>
            <th scope="row">{storage ?? "as in file"}</th>
            <td aria-hidden="true">
              <div className="memory-bar" style={{ width: `${((100 * bytes) / most).toFixed(2)}%` }} />
            </td>
            <td>{formatBytes(bytes)}</td>
            <td>{scaleBytes === 0 ? "" : formatBytes(scaleBytes)}</td>
            <td>{formatBytes(bytes + view.timeline.knownPeakBytes)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={5}>
            Only floating-point tensors change. int8: one fp32 scale per output channel, as TFLite; int4: one fp16 scale
            per 32 weights, as ggml&rsquo;s Q4_0; vectors such as biases stay.
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
