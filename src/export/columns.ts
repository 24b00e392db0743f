/** The columns of a table with one row a node, the same in every format that has rows. */
import { type NodeCost, type TensorInfo, trafficOf } from "../cost/node-cost.ts";
import type { Entry } from "./findings.ts";

interface Of<T> {
  /** With its unit, where it has one; counts have none. */
  readonly name: string;
  /** Of a node that runs, in the file of that name; undefined: unknown. */
  readonly of: (entry: Entry, file: string) => T | undefined;
}

export type Column =
  | ({ readonly type: "text" } & Of<string>)
  /** Also counts are doubles: they are exact up to 2^53, and sizes below a byte are fractions. */
  | ({ readonly type: "number" } & Of<number>);

const text = (name: string, of: Of<string>["of"]): Column => ({ type: "text", name, of });

/** What is not finite is not known. */
const number = (name: string, of: Of<number>["of"]): Column => ({
  type: "number",
  name,
  of: (entry, file) => {
    const value = of(entry, file);
    return value === undefined || !Number.isFinite(value) ? undefined : value;
  },
});

/** Costs are those of one execution, `latency_seconds` that of all `times`. */
export const columns: readonly Column[] = [
  text("id", ({ node }) => node.id),
  text("name", ({ node }) => node.name),
  text("op", ({ node }) => node.op),
  text("kernel", ({ kernel }) => kernel?.label),
  // Nodes of one kernel share it; labels repeat.
  text("kernel_id", ({ kernel }) => kernel?.id),
  text("input_shapes", ({ node }) => inputShapes(node)),
  text("output_shapes", ({ node }) => node.outputs.map(shapeText).join(";")),
  number("times", ({ node }) => node.times),
  number("macs", ({ node }) => node.macs),
  number("flops", ({ node }) => node.flops),
  number("params", ({ node }) => node.params),
  number("weight_bytes", ({ node }) => node.weightBytes),
  number("read_bytes", ({ node }) => node.readBytes),
  number("write_bytes", ({ node }) => node.writeBytes),
  number("traffic_bytes", ({ node }) => trafficOf(node)),
  number("intensity_flop_per_byte", ({ node }) => node.intensity),
  number("latency_seconds", ({ latency }) => latency),
  number("latency_share", ({ share }) => share),
  // Tells the model, so that tables of several models can be put together.
  text("file", (_, file) => file),
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
