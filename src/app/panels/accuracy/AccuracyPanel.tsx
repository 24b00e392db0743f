import { useMemo, useState } from "react";
import { formatPercent } from "../../../base/format.ts";
import { download } from "../../state/download.ts";
import { session } from "../../state/session.ts";
import { useStore } from "../../state/store.ts";
import { Icon } from "../../ui/icons.tsx";
import { MetricCells, MetricHeads } from "../../ui/MetricColumns.tsx";
import { Pane } from "../../ui/Pane.tsx";
import { useReport } from "./load.ts";
import { labelOf, type Line, type Report, sourceName } from "./report.ts";
import {
  barGroups,
  type BarGroup,
  barsText,
  choicesOf,
  csvOf,
  type Filter,
  type FilterKey,
  filterKeys,
  formatFilter,
  parseFilter,
  shownLines,
  titleOf,
  withPart,
} from "./rows.ts";
import "./accuracy.css";

/** How far all predictors were off on what they had not seen: the whole report. */
export function AccuracyPanel() {
  const loaded = useReport();
  if (loaded === undefined || !loaded.ok) {
    return (
      <Pane name="Accuracy" busy={loaded === undefined}>
        <p className="empty">{loaded === undefined ? "Fetching the report…" : loaded.why}</p>
      </Pane>
    );
  }
  return <Shown report={loaded.report} />;
}

function Shown({ report }: { readonly report: Report }) {
  const chosen = useStore(session, (s) => s.accuracy);
  const filter = useMemo(() => parseFilter(chosen, report), [chosen, report]);
  const lines = useMemo(() => shownLines(report, filter), [report, filter]);
  const groups = useMemo(() => barGroups(report, filter), [report, filter]);
  return (
    <Pane name="Accuracy" tools={<Tools report={report} filter={filter} lines={lines} />}>
      <div className="accuracy" tabIndex={0} role="group" aria-label="Report">
        <div className="accuracy-bars">
          {groups.slice(0, mostGroups).map((group) => (
            <Bars key={group.title} group={group} />
          ))}
        </div>
        {groups.length > mostGroups && (
          <p className="quiet">
            Bars of {groups.length - mostGroups} more tables are left out; choose a source or a split.
          </p>
        )}
        <LineTable key={formatFilter(filter)} report={report} lines={lines} />
        {filter.source !== undefined && <SourceNote report={report} source={filter.source} />}
        <details>
          <summary>How this is counted, and the methods</summary>
          <p>{report.conventions}</p>
          <dl>
            {report.methods.map(({ id, label, note }) => (
              <div key={id}>
                <dt>{label}</dt>
                <dd>{note}</dd>
              </div>
            ))}
          </dl>
        </details>
      </div>
    </Pane>
  );
}

/** More groups of bars than this say nothing at a glance. */
const mostGroups = 6;

function SourceNote({ report, source }: { readonly report: Report; readonly source: string }) {
  const found = report.sources.find(({ id }) => id === source);
  if (found === undefined) return null;
  return (
    <p className="quiet accuracy-note">
      {found.note} Measured by {found.origin.replace(/\.$/, "")}.
    </p>
  );
}

interface ToolsProps {
  readonly report: Report;
  readonly filter: Filter;
  readonly lines: readonly Line[];
}

const names: Readonly<Record<FilterKey, string>> = { source: "Source", split: "Split", by: "By" };

function Tools({ report, filter, lines }: ToolsProps) {
  return (
    <div className="accuracy-tools">
      {filterKeys.map((key) => (
        <label key={key}>
          {names[key]}
          <select
            aria-label={names[key]}
            value={filter[key] ?? ""}
            onChange={({ target }) =>
              session.patch({
                accuracy: formatFilter(withPart(report, filter, key, target.value === "" ? undefined : target.value)),
              })
            }
          >
            <option value="">everything</option>
            {choicesOf(report, filter, key).map((choice) => (
              <option key={choice} value={choice}>
                {choiceText(key, choice)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button
        type="button"
        className="button button-quiet"
        title="Save the lines that are shown"
        onClick={() => download("accuracy.csv", csvOf(lines), "text/csv")}
      >
        <Icon name="save" />
        CSV
      </button>
    </div>
  );
}

function Bars({ group }: { readonly group: BarGroup }) {
  return (
    <figure className="accuracy-figure" role="img" aria-label={barsText(group)}>
      <figcaption>
        {group.title} <span>within ±10 %</span>
      </figcaption>
      {group.bars.map(({ line, label }) => (
        <div key={line.method} className="accuracy-bar">
          <span>{label}</span>
          <i>
            <b style={{ width: `${100 * line.within10}%` }} />
          </i>
          <span>{formatPercent(line.within10)}</span>
        </div>
      ))}
    </figure>
  );
}

/** Rows that a page draws without a wait; the others come when they are asked for. */
const firstRows = 200;

function LineTable({ report, lines }: { readonly report: Report; readonly lines: readonly Line[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, firstRows);
  // What is the same in every line is what was chosen: it would only take room.
  const has = {
    title: new Set(lines.map(titleOf)).size > 1,
    value: lines.some(({ by }) => by !== "all"),
  };
  return (
    <>
      <table className="accuracy-table">
        <caption>{lines.length} lines of the report</caption>
        <thead>
          <tr>
            {has.title && <th scope="col">Measurements</th>}
            {has.value && <th scope="col">Of</th>}
            <th scope="col">Method</th>
            <MetricHeads finer />
          </tr>
        </thead>
        <tbody>
          {shown.map((line, at) => (
            <LineRow key={at} line={line} label={labelOf(report, line.method)} has={has} />
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          Show the other {lines.length - shown.length} lines
        </button>
      )}
    </>
  );
}

interface RowProps {
  readonly line: Line;
  readonly label: string;
  /** The columns that tell lines apart. */
  readonly has: { readonly title: boolean; readonly value: boolean };
}

function LineRow({ line, label, has }: RowProps) {
  return (
    <tr>
      {has.title && <td className="accuracy-word">{titleOf(line)}</td>}
      {has.value && <td className="accuracy-word">{line.value}</td>}
      <th scope="row">{label}</th>
      <MetricCells metrics={line} finer />
    </tr>
  );
}

function choiceText(key: FilterKey, choice: string): string {
  if (key === "source") return sourceName(choice);
  return key === "by" && choice === "all" ? "all together" : choice;
}
