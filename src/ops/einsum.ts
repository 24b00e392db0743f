/** Einstein summation. https://onnx.ai/onnx/operators/onnx__Einsum.html */
import { type Dim } from "../graph/dims.ts";
import { type Shape, tensor } from "../graph/fact.ts";
import { plus, times } from "./counts.ts";
import type { Call, Op, Ops, Product, Work } from "./op.ts";
import { broadcastDim } from "./shapes.ts";

/** Names of axes; "..." stands for broadcast axes, written here as "-1", "-2", ... counted from the right. */
type Labels = readonly string[];

interface Equation {
  readonly operands: readonly Labels[];
  readonly output: Labels;
  readonly sizes: ReadonlyMap<string, Dim>;
}

/** Letters and at most one ellipsis, which takes the `rank` that the letters leave. */
function labelsOf(call: Call, term: string, rank: number | undefined): Labels {
  const parts = term.split("...");
  if (parts.length > 2 || !/^[A-Za-z]*$/.test(parts.join(""))) return call.fail(`"${term}" is no term of an equation`);
  const [before = "", after = ""] = parts;
  const letters = before.length + after.length;
  const spread = parts.length === 2 && rank !== undefined ? rank - letters : 0;
  if (spread < 0 || (parts.length === 1 && rank !== undefined && rank !== letters)) {
    return call.fail(`"${term}" does not name the axes of rank ${rank}`);
  }
  return [...before.split(""), ...Array.from({ length: spread }, (_, i) => String(i - spread)), ...after.split("")];
}

/** Without "->": letters that occur once, in alphabetical order, after the broadcast axes. */
function implicitOutput(operands: readonly Labels[], broadcastAxes: Labels): Labels {
  const counts = new Map<string, number>();
  for (const label of operands.flat()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const once = [...counts].flatMap(([label, count]) => (count === 1 && !label.startsWith("-") ? [label] : []));
  return [...broadcastAxes, ...once.sort()];
}

function equationOf(call: Call): Equation | undefined {
  const text = (call.text("equation") ?? call.fail("no equation is given")).replace(/\s/g, "");
  const [left = "", right, ...more] = text.split("->");
  const terms = left.split(",");
  const shapes = call.node.inputs.map((_, index) => call.shape(index));
  if (more.length > 0 || terms.length !== shapes.length) {
    return call.fail(`"${text}" has ${terms.length} terms for ${shapes.length} inputs`);
  }
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return undefined;
  const operands = terms.map((term, index) => labelsOf(call, term, known[index]?.length));
  const sizes = sizesOf(call, operands, known);
  const spread = [...sizes.keys()].filter((label) => label.startsWith("-")).sort((a, b) => Number(a) - Number(b));
  const output =
    right === undefined
      ? implicitOutput(operands, spread)
      : labelsOf(call, right, right.replace("...", "").length + (right.includes("...") ? spread.length : 0));
  const open = output.find((label) => !sizes.has(label));
  return open === undefined ? { operands, output, sizes } : call.fail(`"${open}" is in no input`);
}

function sizesOf(call: Call, operands: readonly Labels[], shapes: readonly Shape[]): ReadonlyMap<string, Dim> {
  const sizes = new Map<string, Dim>();
  operands.forEach((labels, index) => {
    labels.forEach((label, axis) => {
      sizes.set(label, broadcastDim(call, sizes.get(label) ?? 1, shapes[index]?.[axis] ?? 1));
    });
  });
  return sizes;
}

interface EinsumWork {
  readonly macs: number | undefined;
  readonly flops: number | undefined;
}

const volume = (labels: Iterable<string>, sizes: ReadonlyMap<string, Dim>): number | undefined =>
  times(
    ...Array.from(labels, (label) => {
      const size = sizes.get(label);
      return typeof size === "number" ? size : undefined;
    }),
  );

/**
 * Operands are multiplied in from the left. A step that sums an index over both sides is multiply-accumulates, as many as
 * the product of all sizes it touches; a step that sums nothing is as many multiplications; a lone sum is additions.
 */
function einsumWork(work: Work): EinsumWork {
  const equation = equationOf(work);
  if (equation === undefined) return { macs: undefined, flops: undefined };
  const { operands, output, sizes } = equation;
  let macs: number | undefined = 0;
  let flops: number | undefined = 0;
  let held = new Set(operands[0]);
  operands.slice(1).forEach((labels, index) => {
    const touched = new Set([...held, ...labels]);
    const needed = new Set([...output, ...operands.slice(index + 2).flat()]);
    const kept = new Set([...touched].filter((label) => needed.has(label)));
    if (kept.size < touched.size) macs = plus(macs, volume(touched, sizes));
    else flops = plus(flops, volume(touched, sizes));
    held = kept;
  });
  const all = volume(held, sizes);
  const out = volume(output, sizes);
  const additions = all === undefined || out === undefined ? undefined : all - out;
  return { macs, flops: operands.length === 1 ? additions : flops };
}

/** Of two operands: axes of both are batch where the output keeps them and summed where not, the others m and n. */
function einsumProduct(work: Work): Product | undefined {
  const equation = equationOf(work);
  const [left = [], right] = equation?.operands ?? [];
  if (equation === undefined || right === undefined || equation.operands.length > 2) return undefined;
  const { output, sizes } = equation;
  const [a, b, out] = [new Set(left), new Set(right), new Set(output)];
  const only = (side: ReadonlySet<string>, other: ReadonlySet<string>) => [...side].filter((one) => !other.has(one));
  const [ofA, ofB] = [only(a, b), only(b, a)];
  // An axis summed over one side alone is a step before the product.
  if ([...ofA, ...ofB].some((label) => !out.has(label))) return undefined;
  const both = [...a].filter((label) => b.has(label));
  const summed = both.filter((label) => !out.has(label));
  const batch = volume(
    both.filter((label) => out.has(label)),
    sizes,
  );
  const [m, n, k] = [volume(ofA, sizes), volume(ofB, sizes), volume(summed, sizes)];
  return summed.length === 0 || batch === undefined || m === undefined || n === undefined || k === undefined
    ? undefined
    : { batch, m, n, k };
}

const einsumOp: Op = {
  kind: "matmul",
  infer(call) {
    const equation = equationOf(call);
    const dtype = call.node.inputs.map((_, index) => call.dtype(index)).find((type) => type !== undefined);
    return [
      tensor(
        dtype,
        equation?.output.map((label) => equation.sizes.get(label) ?? 1),
      ),
    ];
  },
  macs: (work) => einsumWork(work).macs,
  product: einsumProduct,
  flops: (work) => einsumWork(work).flops,
};

export const einsum: Ops = { Einsum: einsumOp };
