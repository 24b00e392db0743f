import { formatSeconds } from "../../../base/format.ts";
import type { NodeCost } from "../../../cost/node-cost.ts";
import { select } from "../../state/session.ts";
import { nodeName } from "../../ui/node-text.ts";
import type { Block, ScheduleView } from "./rows.ts";

interface Props {
  readonly view: ScheduleView;
  readonly nodes: readonly NodeCost[];
  /** Position of the selected node. */
  readonly selected: number | undefined;
}

const rowHeight = 22;
const width = 1000;

/** Which worker runs what when; bars on the longest path are darker. Their numbers stand in the tables beside it. */
export function Gantt({ view, nodes, selected }: Props) {
  const { workers, blocks, schedule, tasks } = view;
  const height = workers.length * rowHeight;
  const scale = schedule.makespan === 0 ? 0 : width / schedule.makespan;
  const nodeOf = ({ task }: Block): NodeCost | undefined => nodes[tasks.nodes[task] ?? -1];
  return (
    <figure className="schedule-gantt">
      <ul className="schedule-workers" aria-label="Workers">
        {workers.map(({ name }, worker) => (
          <li key={name}>
            {name}
            <span className="unseen">: busy {formatSeconds(busy(blocks, worker))}</span>
          </li>
        ))}
      </ul>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        style={{ height }}
        role="img"
        aria-label={`Gantt chart of ${workers.length} workers over ${formatSeconds(schedule.makespan)}`}
      >
        {blocks.map((block) => {
          const node = nodeOf(block);
          const isSelected = selected !== undefined && tasks.nodes[block.task] === selected;
          return (
            <rect
              key={`${block.worker} ${block.start}`}
              className={isSelected ? "selected" : block.critical ? "critical" : ""}
              x={block.start * scale}
              y={block.worker * rowHeight + 2}
              width={Math.max(0.5, (block.end - block.start) * scale)}
              height={rowHeight - 4}
              onClick={() => select(node?.id)}
            >
              <title>{titleOf(block, node)}</title>
            </rect>
          );
        })}
      </svg>
    </figure>
  );
}

const busy = (blocks: readonly Block[], worker: number): number =>
  blocks.reduce((sum, block) => (block.worker === worker ? sum + block.end - block.start : sum), 0);

function titleOf({ start, end, count, critical }: Block, node: NodeCost | undefined): string {
  const name = node === undefined ? "" : nodeName(node);
  const more = count === 1 ? "" : ` and ${count - 1} more`;
  return `${name}${more}: ${formatSeconds(start)} to ${formatSeconds(end)}${critical ? ", on the longest path" : ""}`;
}
