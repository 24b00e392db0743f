import { useMemo } from "react";
import type { Window } from "../../../cost/node-cost.ts";
import type { ConvContext, Library } from "../../../runtime/choice/library.ts";
import { libraryRows } from "./rows.ts";

interface Props {
  readonly window: Window;
  readonly context: ConvContext;
  readonly shown: Library;
}

/** What each library picks for this layer, and why. */
export function Libraries({ window, context, shown }: Props) {
  const rows = useMemo(() => libraryRows(window, context), [window, context]);
  return (
    <section>
      <h3>
        What libraries pick on {context.threads} {context.threads === 1 ? "thread" : "threads"}, {context.precision}
      </h3>
      <table className="convolution-libraries">
        <caption className="unseen">What each library picks for this convolution</caption>
        <thead>
          <tr>
            <th scope="col">Library</th>
            <th scope="col">Algorithm</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ library, pick, algorithm }) => (
            <tr key={library.id} aria-current={library === shown ? "true" : undefined}>
              <th scope="row" title={`Read in ${library.source}`}>
                {library.label}
              </th>
              <td>{algorithm}</td>
              <td className="quiet">
                {pick.reason}
                {pick.kind === "assumed" && <em className="convolution-assumed">assumed</em>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
