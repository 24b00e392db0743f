/** One row a node as CSV, after RFC 4180: comma, CRLF, quotes where a cell needs them. */
import { type NodeCost, type TensorInfo, trafficOf } from "../cost/node-cost.ts";
import { type Entry, entriesOf, type Findings } from "./findings.ts";

type Cell = string | number | undefined;

interface Column {
  /** With its unit, where it has one; counts have none. */
  readonly name: string;
  readonly of: (entry: Entry) => Cell;
}

const columns: readonly Column[] = [
  { name: "id", of: ({ node }) => node.id },
  { name: "name", of: ({ node }) => node.name },
  { name: "op", of: ({ node }) => node.op },
  { name: "kernel", of: ({ kernel }) => kernel?.label },
  // Nodes of one kernel share it; labels repeat.
  { name: "kernel_id", of: ({ kernel }) => kernel?.id },
  { name: "input_shapes", of: ({ node }) => inputShapes(node) },
  { name: "output_shapes", of: ({ node }) => node.outputs.map(shapeText).join(";") },
  { name: "times", of: ({ node }) => node.times },
  { name: "macs", of: ({ node }) => node.macs },
  { name: "flops", of: ({ node }) => node.flops },
  { name: "params", of: ({ node }) => node.params },
  { name: "weight_bytes", of: ({ node }) => node.weightBytes },
  { name: "read_bytes", of: ({ node }) => node.readBytes },
  { name: "write_bytes", of: ({ node }) => node.writeBytes },
  { name: "traffic_bytes", of: ({ node }) => trafficOf(node) },
  { name: "intensity_flop_per_byte", of: ({ node }) => node.intensity },
  { name: "latency_seconds", of: ({ latency }) => latency },
  { name: "latency_share", of: ({ share }) => share },
];

/** "1x3x224x224"; "?" is an unknown size, "unknown" an unknown rank. */
function shapeText({ shape }: Pick<TensorInfo, "shape">): string {
  if (shape === undefined) return "unknown";
  return shape.length === 0 ? "scalar" : shape.map((size) => size ?? "?").join("x");
}

/** In the order of the inputs, an omitted one is empty. */
function inputShapes({ inputs, operands = [] }: NodeCost): string {
  const byName = new Map(operands.map((operand) => [operand.name, operand]));
  return inputs.map((name) => (name === "" ? "" : shapeText({ shape: byName.get(name)?.shape }))).join(";");
}

/** A cell as RFC 4180 wants it; a number in its shortest exact form, what is unknown as nothing. */
export function csvCell(cell: Cell): string {
  if (cell === undefined || (typeof cell === "number" && !Number.isFinite(cell))) return "";
  const text = String(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** The names of the columns. The last one tells the model, so that tables of several models can be put together. */
export const csvHeader = (): string => csvLine([...columns.map(({ name }) => name), "file"]);

/** One row a node that runs; costs are those of one execution, `latency_seconds` that of all `times`. */
export const csvRows = (findings: Findings): string =>
  entriesOf(findings)
    .map((entry) => csvLine([...columns.map(({ of }) => of(entry)), findings.analysis.file.name]))
    .join("");

export const csvText = (findings: Findings): string => csvHeader() + csvRows(findings);
