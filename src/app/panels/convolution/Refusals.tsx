import { useMemo } from "react";
import type { Window } from "../../../cost/node-cost.ts";
import { refusalRows } from "./rows.ts";

/** Algorithms that do not apply to this layer, each with its reason. */
export function Refusals({ window }: { readonly window: Window }) {
  const rows = useMemo(() => refusalRows(window), [window]);
  return (
    <section>
      <h3 id="convolution-refusals">Does not apply here</h3>
      <dl className="convolution-refusals" aria-labelledby="convolution-refusals">
        {rows.map(({ labels, why }) => (
          <div key={why}>
            <dt>{labels.join(", ")}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
