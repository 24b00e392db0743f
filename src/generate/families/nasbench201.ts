/**
 * NAS-Bench-201. Dong and Yang 2020, arXiv:2001.00326, section 2: cells of four values and six edges, three stages of five
 * cells with a residual block between stages. Batch normalization is folded into the convolution before it.
 */
import type { Model } from "../../onnx/model.ts";
import { Builder, type Value } from "../builder.ts";

/**
 * The benchmark writes "none" as a multiplication by zero. A runtime that runs it as it stands computes everything around it
 * ("all"); one that folds it to zeros drops what leads nowhere and still computes what is "fed by zeros".
 */
export type CutOff = "dropped" | "fed by zeros" | "all";

export interface Nasbench201Params {
  /** `|op~0|+|op~0|op~1|+|op~0|op~1|op~2|`: part j holds the operations into value j, "op~i" the one from value i. */
  readonly cell: string;
  /** Channels, height and width of the image. */
  readonly input: readonly [channels: number, height: number, width: number];
  readonly classes: number;
  /** What of the parts that "none" cuts off is there; by default nothing. */
  readonly cutOff?: CutOff;
  readonly weights?: "absent" | "seeded";
}

export const cellOperations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"] as const;
export type CellOperation = (typeof cellOperations)[number];

/** An operation from one value of a cell to a later one. */
export interface CellEdge {
  readonly from: number;
  readonly to: number;
  readonly operation: CellOperation;
}

const isOperation = (text: string): text is CellOperation => cellOperations.some((one) => one === text);

/** The edges of a cell as written, `none` included. @throws RangeError where the text is of another form. */
export function cellEdges(cell: string): readonly CellEdge[] {
  return cell.split("+").flatMap((part, at) =>
    part
      .split("|")
      .filter((text) => text !== "")
      .map((text): CellEdge => {
        const [operation = "", from = ""] = text.split("~");
        if (!isOperation(operation) || !/^[0-2]$/.test(from)) throw new RangeError(`not a cell: ${cell}`);
        return { from: Number(from), to: at + 1, operation };
      }),
  );
}

/** The edges that are computed: by default those on a way from the cell's input (0) to its output (3). */
export function livingEdges(cell: string, cutOff: CutOff = "dropped"): readonly CellEdge[] {
  const edges = cellEdges(cell).filter(({ operation }) => operation !== "none");
  const [reached, needed] = [new Set([0]), new Set([3])];
  // Values are numbered in order, so one pass forth and one back reach everything.
  for (const { from, to } of edges.toSorted((a, b) => a.to - b.to)) if (reached.has(from)) reached.add(to);
  for (const { from, to } of edges.toSorted((a, b) => b.to - a.to)) if (needed.has(to)) needed.add(from);
  if (cutOff === "all") return edges;
  return edges.filter(({ from, to }) => needed.has(to) && (cutOff === "fed by zeros" || reached.has(from)));
}

const stageWidths = [16, 32, 64] as const;
const cellsPerStage = 5;

/** The whole network of a cell. @throws RangeError where the cell has no way from its input to its output. */
export function nasbench201(
  name: string,
  { cell, input, classes, cutOff = "dropped", weights = "absent" }: Nasbench201Params,
): Model {
  const edges = livingEdges(cell, cutOff);
  if (livingEdges(cell).length === 0) throw new RangeError(`${cell} passes nothing on`);
  const net = new Builder({ name, weights });
  let x = net.conv("stem", net.input("input", input), { channels: stageWidths[0], kernel: 3 });
  for (const [stage, channels] of stageWidths.entries()) {
    if (stage > 0) x = residual(net, `reduce${stage}`, x, channels);
    for (let at = 0; at < cellsPerStage; at += 1) x = cellOf(net, `stage${stage}.${at}`, x, edges);
  }
  x = net.relu("lastact.relu", net.batchNorm("lastact.bn", x));
  x = net.flatten("flatten", net.globalAveragePool("pool", x));
  return net.finish(net.gemm("classifier", x, classes));
}

function cellOf(net: Builder, at: string, input: Value, edges: readonly CellEdge[]): Value {
  const values = new Map([[0, input]]);
  // A value that nothing reaches is zeros, computed from the input so that it is no constant.
  for (const { from } of edges) {
    const isFed = from === 0 || edges.some(({ to }) => to === from);
    if (!isFed && !values.has(from)) values.set(from, net.scale(`${at}.zeros${from}`, input, 0));
  }
  for (const to of [1, 2, 3]) {
    const parts = edges.flatMap((edge) => {
      const from = values.get(edge.from);
      return edge.to === to && from !== undefined ? [operate(net, `${at}.${edge.from}-${to}`, from, edge)] : [];
    });
    const [first, ...others] = parts;
    if (first !== undefined)
      values.set(
        to,
        others.reduce((sum, part) => net.add(`${at}.sum${to}`, sum, part), first),
      );
  }
  const output = values.get(3);
  if (output === undefined) throw new RangeError(`${at} has no output`);
  return output;
}

function operate(net: Builder, at: string, x: Value, { operation }: CellEdge): Value {
  const channels = x.shape[1] ?? 1;
  switch (operation) {
    case "nor_conv_1x1":
      return net.conv(`${at}.conv`, net.relu(`${at}.relu`, x), { channels, kernel: 1 });
    case "nor_conv_3x3":
      return net.conv(`${at}.conv`, net.relu(`${at}.relu`, x), { channels, kernel: 3 });
    case "avg_pool_3x3":
      return net.averagePool(`${at}.pool`, x, { kernel: 3, stride: 1, pad: 1 });
    case "skip_connect":
    case "none":
      return x;
  }
}

/** Halves the image: two 3x3 convolutions beside an average and a 1x1 convolution. */
function residual(net: Builder, at: string, x: Value, channels: number): Value {
  const first = net.conv(`${at}.a`, net.relu(`${at}.a.relu`, x), { channels, kernel: 3, stride: 2 });
  const second = net.conv(`${at}.b`, net.relu(`${at}.b.relu`, first), { channels, kernel: 3 });
  // An odd size loses no row to the strided convolution, nor must it to the average beside it.
  const small = net.averagePool(`${at}.pool`, x, { kernel: 2, stride: 2, ceil: true });
  const shortcut = net.conv(`${at}.shortcut`, small, { channels, kernel: 1, bias: false });
  return net.add(`${at}.add`, second, shortcut);
}
