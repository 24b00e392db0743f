import { formatBytes, formatCount, formatMacs, formatPercent } from "../../../base/format.ts";
import { macsOf } from "../../../cost/conv/algorithm.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import type { Library } from "../../../runtime/choice/library.ts";
import type { ConvLayer } from "../../../runtime/choice/study.ts";
import { select, session } from "../../state/session.ts";
import { nodeName, windowSizes, windowText } from "../../ui/node-text.ts";
import { withOverride } from "./rows.ts";

interface Props {
  readonly node: NodeCost;
  readonly layer: ConvLayer;
  readonly library: Library;
  readonly isSelected: boolean;
}

/** Which layer it is, how it is computed, and why. */
export function LayerHead({ node, layer, library, isSelected }: Props) {
  const { window, algorithm, pick, isOverridden } = layer;
  return (
    <div className="convolution-head">
      <h3>
        {isSelected ? "Selected convolution" : "Costliest convolution"}
        {!isSelected && (
          <>
            {" · "}
            <button type="button" className="link" onClick={() => select(node.id)}>
              Select it
            </button>
          </>
        )}
      </h3>
      <p>
        <strong>{nodeName(node)}</strong>{" "}
        <span className="quiet">
          {windowText(window)}, {windowSizes(window)}, {formatMacs(macsOf(window))}
        </span>
      </p>
      <p>
        <strong>{algorithm.label}</strong>{" "}
        {isOverridden ? (
          <>
            <span className="quiet">in place of the choice of {library.label}. </span>
            <button
              type="button"
              className="link"
              onClick={() => session.patch({ algorithms: withOverride(session.get().algorithms, node.id, undefined) })}
            >
              Give it back
            </button>
          </>
        ) : (
          <span className="quiet">
            {library.label}: {pick.reason}
            {pick.kind === "assumed" && <em className="convolution-assumed">assumed</em>}
          </span>
        )}
      </p>
    </div>
  );
}

/** What the table has no column for. */
export function AlgorithmFacts({ layer: { algorithm, cost } }: { readonly layer: ConvLayer }) {
  const buffers = cost.buffers.map(({ name, bytes, kept }) => `${name} ${formatBytes(bytes)}${kept ? " (kept)" : ""}`);
  const facts = [
    algorithm.summary,
    cost.caution,
    buffers.length > 0 && `Buffers: ${buffers.join(", ")}.`,
    cost.filterTransform > 0 &&
      `Filters are transformed once, at load: ${formatCount(cost.filterTransform)} instructions.`,
    cost.tileWaste > 0 && `${formatPercent(cost.tileWaste)} of the products serve no output.`,
  ];
  return (
    <p className="quiet convolution-facts" title={`Formulas: ${algorithm.source}`}>
      {facts.filter((fact) => typeof fact === "string").join(" ")}
    </p>
  );
}
