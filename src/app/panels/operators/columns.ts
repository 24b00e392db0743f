/** The columns of the operator table: title, width, text of a cell. */
import {
  formatBytes,
  formatCount,
  formatFlops,
  formatIntensity,
  formatMacs,
  formatPercent,
  formatSeconds,
  unknownText,
} from "../../../base/format.ts";
import type { SortKey } from "../../state/session.ts";
import type { Row } from "./rows.ts";

export interface Column {
  readonly key: SortKey;
  readonly title: string;
  readonly hint: string;
  /** In CSS pixels; the name takes what is left. */
  readonly width: number;
  readonly numeric: boolean;
  /** Text of the cell; unknownText where the value is not known. */
  readonly text: (row: Row) => string;
}

/** A value that is known to be nothing is left blank, so that unknown (a dash) stands out. */
const orBlank = (value: number | undefined, format: (value: number | undefined) => string): string =>
  value === 0 ? "" : format(value);

export const columns: readonly Column[] = [
  {
    key: "index",
    title: "#",
    hint: "Order of execution",
    width: 40,
    numeric: true,
    text: ({ order }) => String(order),
  },
  {
    key: "name",
    title: "Name",
    hint: "Name of the node, or its id",
    width: 168,
    numeric: false,
    text: ({ name }) => name,
  },
  { key: "op", title: "Operator", hint: "Type of the node", width: 136, numeric: false, text: ({ node }) => node.op },
  {
    key: "share",
    title: "Share",
    hint: "Share of the predicted latency",
    width: 92,
    numeric: true,
    text: ({ share }) =>
      share !== undefined && share > 0 && share < 0.0005 ? "< 0.1 %" : orBlank(share, formatPercent),
  },
  {
    key: "latency",
    title: "Latency",
    hint: "Predicted",
    width: 76,
    numeric: true,
    text: ({ latency }) => orBlank(latency, formatSeconds),
  },
  {
    key: "macs",
    title: "MACs",
    hint: "Multiply-accumulates of convolutions and matrix products",
    width: 84,
    numeric: true,
    text: ({ node }) => orBlank(node.macs, formatMacs),
  },
  {
    key: "flops",
    title: "FLOPs",
    hint: "All arithmetic; one MAC is two",
    width: 90,
    numeric: true,
    text: ({ node }) => orBlank(node.flops, formatFlops),
  },
  {
    key: "traffic",
    title: "Traffic",
    hint: "Bytes moved at the chosen precision: inputs and weights read once, outputs written once",
    width: 72,
    numeric: true,
    text: ({ traffic }) => orBlank(traffic, formatBytes),
  },
  {
    key: "intensity",
    title: "Intensity",
    hint: "FLOPs / traffic",
    width: 90,
    numeric: true,
    text: ({ node, traffic }) => (traffic === 0 ? "" : orBlank(node.intensity, formatIntensity)),
  },
  {
    key: "kernel",
    title: "Kernel",
    hint: "What the runtime launches for it, numbered; sorting puts its nodes together",
    width: 152,
    numeric: false,
    text: ({ kernel }) => (kernel === undefined ? "" : `${kernel.order} ${kernel.title}`),
  },
  {
    key: "bound",
    title: "Bound",
    hint: "Which roof the node meets first",
    width: 76,
    numeric: false,
    text: ({ bound }) => (bound === "none" ? "" : (bound ?? unknownText)),
  },
  {
    key: "output",
    title: "Output",
    hint: "Shape of the first output",
    width: 116,
    numeric: false,
    text: ({ output }) => output || unknownText,
  },
  {
    key: "window",
    title: "Window",
    hint: "Kernel, /stride, g groups, d dilation",
    width: 84,
    numeric: false,
    text: ({ window }) => window,
  },
  {
    key: "params",
    title: "Parameters",
    hint: "Elements of the weights it reads",
    width: 84,
    numeric: true,
    text: ({ node }) => orBlank(node.params, formatCount),
  },
];
