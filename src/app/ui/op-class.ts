/** The eight classes by which views colour operators, each doubled by a symbol so that no meaning hangs on colour alone. */
import type { NodeCost } from "../../cost/node-cost.ts";

export interface OpClass {
  readonly id: string;
  readonly label: string;
  /** For legends. */
  readonly short: string;
  /** Okabe and Ito's palette and a dark grey; pairwise distinct for colour-blind eyes (CIEDE2000 of 10.9 and more). */
  readonly color: string;
  /** Plotly's name of the marker. */
  readonly symbol: "circle" | "diamond" | "square" | "triangle-up" | "triangle-down" | "pentagon" | "star" | "x";
}

const classes = {
  conv: { id: "conv", label: "Convolution", short: "Conv", color: "#0072B2", symbol: "circle" },
  grouped: {
    id: "grouped",
    label: "Grouped or depthwise convolution",
    short: "Depthwise, grouped",
    color: "#56B4E9",
    symbol: "diamond",
  },
  matmul: { id: "matmul", label: "Matrix product", short: "MatMul", color: "#CC79A7", symbol: "square" },
  normalization: {
    id: "normalization",
    label: "Normalization",
    short: "Norm",
    color: "#009E73",
    symbol: "triangle-up",
  },
  activation: { id: "activation", label: "Activation", short: "Activation", color: "#F0E442", symbol: "triangle-down" },
  pool: { id: "pool", label: "Pooling and reduction", short: "Pool", color: "#E69F00", symbol: "pentagon" },
  elementwise: { id: "elementwise", label: "Elementwise", short: "Elementwise", color: "#D55E00", symbol: "star" },
  other: { id: "other", label: "Data movement and other", short: "Other", color: "#6B6B6B", symbol: "x" },
} as const satisfies Readonly<Record<string, OpClass>>;

export const opClasses: readonly OpClass[] = Object.values(classes);

export function classOf(node: Pick<NodeCost, "kind" | "window">): OpClass {
  switch (node.kind) {
    case "conv":
      return (node.window?.groups ?? 1) > 1 ? classes.grouped : classes.conv;
    case "matmul":
    case "normalization":
    case "activation":
    case "pool":
    case "elementwise":
      return classes[node.kind];
    case "reduce":
      return classes.pool;
    case "move":
    case "control":
    case "other":
      return classes.other;
  }
}

export const isConvolution = (node: Pick<NodeCost, "kind">): boolean => node.kind === "conv";
