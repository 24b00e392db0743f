import { formatPercent } from "../../../base/format.ts";
import { groupings } from "../../../graph-view/outline.ts";
import { heatIds, session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { heatColors } from "../../ui/heat.ts";
import { heatById, heats } from "./heats.ts";

const groupingNames = { none: "No groups", scopes: "Groups by name", blocks: "Groups by block" } as const;

/** What the graph shows and how: its groups, what its colours tell, their scale from nothing to the most, its longest path. */
export function HeatLegend({ top }: { readonly top: number }) {
  const heat = heatById(useStore(session, (s) => s.heat));
  const grouping = useStore(session, (s) => s.grouping);
  const hasPath = useStore(session, (s) => s.criticalPath);
  return (
    <div className="heat-legend">
      <select
        aria-label="Groups"
        title="Automatic: large graphs open as groups, by the scopes in their names, or else by blocks that repeat"
        value={grouping ?? "auto"}
        onChange={({ currentTarget: { value } }) =>
          session.patch({ grouping: groupings.find((one) => one === value), toggled: [] })
        }
      >
        <option value="auto">Auto groups</option>
        {groupings.map((one) => (
          <option key={one} value={one}>
            {groupingNames[one]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="legend-toggle"
        aria-pressed={hasPath}
        title="Marks the chain of nodes that wait for each other and takes longest"
        onClick={() => session.patch({ criticalPath: !hasPath })}
      >
        Critical path
      </button>
      <select
        className="heat-choice"
        aria-label="Colours"
        title={heat.about}
        value={heat.id}
        onChange={({ currentTarget: { value } }) =>
          session.patch({ heat: heatIds.find((one) => one === value) ?? "latency" })
        }
      >
        {heats.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <div className="heat-range">
        <span>0</span>
        <span
          className="heat-scale"
          role="img"
          aria-label="Dark blue to yellow"
          style={{ background: `linear-gradient(to right, ${heatColors.join(", ")})` }}
        />
        <span>{heat.id === "latency" ? formatPercent(top) : heat.text(top)}</span>
      </div>
    </div>
  );
}
