import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import { unknownText } from "../../../base/format.ts";
import { select, session, type Sort } from "../../state/session.ts";
import { classOf } from "../../ui/op-class.ts";
import { useSelected } from "../context.ts";
import { type Column, columns } from "./columns.ts";
import { nextSort, type Row } from "./rows.ts";

const rowHeight = 24;
/** Rows kept beyond those in sight: a small model is wholly in the page, for the browser's own search and screen readers. */
const overscan = 60;
/** Of models that are not, enough to scroll by: the page is laid out in half the time. */
const fewer = 15;
const mostWhole = 200;

const template = columns.map(({ width }) => `${width}px`).join(" ");

interface Props {
  readonly rows: readonly Row[];
  readonly sort: Sort | undefined;
}

export function OperatorTable({ rows, sort }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useSelected();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    // The heading stays over the first line.
    scrollPaddingStart: rowHeight + 4,
    overscan: rows.length > mostWhole ? fewer : overscan,
  });
  const at = rows.findIndex((row) => row.index === selected);

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
    // Only a new selection moves the table; a new order or search leaves it where it is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    select(rows[Math.min(Math.max(to, 0), rows.length - 1)]?.node.id);
  };

  return (
    <div
      className="table"
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Operators in order of execution"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      {...(at >= 0 ? { "aria-activedescendant": `row-${selected}` } : {})}
      onKeyDown={onKey}
    >
      <div className="table-row table-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <Heading key={column.key} column={column} sort={sort} />
        ))}
      </div>
      <div className="table-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <TableRow key={row.index} row={row} order={index} top={start} selected={row.index === selected} />
          );
        })}
      </div>
      {rows.length === 0 && <p className="empty">No node fits the search. Esc clears it.</p>}
    </div>
  );
}

function Heading({ column, sort }: { readonly column: Column; readonly sort: Sort | undefined }) {
  const sorted = sort?.key === column.key ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <div role="columnheader" className={cellClass(column)} aria-sort={sorted ?? "none"} title={column.hint}>
      <button type="button" onClick={() => session.patch({ sort: nextSort(sort, column.key) })}>
        {column.title}
        <span aria-hidden="true">{sorted === undefined ? "" : sorted === "descending" ? " ↓" : " ↑"}</span>
      </button>
    </div>
  );
}

const cellClass = ({ key, numeric }: Column): string => `cell cell-${key}${numeric ? " numeric" : ""}`;

/** May the text be wider than its column? Letters are rarely wider than 7 pixels at this size. */
const isLong = (text: string, { width }: Column): boolean => text.length * 7 > width - 12;

interface RowProps {
  readonly row: Row;
  /** Position on screen, from 0. */
  readonly order: number;
  readonly top: number;
  readonly selected: boolean;
}

const TableRow = memo(function TableRow({ row, order, top, selected }: RowProps) {
  return (
    <div
      id={`row-${row.index}`}
      className="table-row"
      role="row"
      aria-rowindex={order + 2}
      aria-selected={selected}
      style={{ gridTemplateColumns: template, top }}
      onClick={() => select(row.node.id)}
    >
      {columns.map((column) => {
        const text = column.text(row);
        return (
          <Cell
            key={column.key}
            column={column}
            text={text}
            hint={text === unknownText && row.node.note !== "" ? row.node.note : text}
            color={column.key === "op" ? classOf(row.node).color : undefined}
            heat={column.key === "share" ? row.heat : 0}
          />
        );
      })}
    </div>
  );
});

interface CellProps {
  readonly column: Column;
  readonly text: string;
  readonly hint: string;
  /** Colour of the operator's class, in the column of operators. */
  readonly color: string | undefined;
  /** Length of the bar, in the column of shares. */
  readonly heat: number;
}

/** Everything it shows comes as plain values, so that a slider draws again only the cells that changed. */
const Cell = memo(function Cell({ column, text, hint, color, heat }: CellProps) {
  return (
    <div role="gridcell" className={`${cellClass(column)}${isLong(text, column) ? " cell-long" : ""}`} title={hint}>
      {color !== undefined && <span className="swatch" style={{ background: color }} />}
      {heat > 0 && <span className="share-bar" style={{ width: `${heat * 100}%` }} />}
      <span className="cell-text">{column.key === "name" ? <bdi>{text}</bdi> : text}</span>
    </div>
  );
});
