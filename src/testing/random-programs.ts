/** Random graphs in text (graph-text.ts): branching programs of element-wise nodes, products and joins. */
import fc from "fast-check";

type Choice = readonly [kind: number, a: number, b: number];

const choices: fc.Arbitrary<readonly Choice[]> = fc.array(fc.tuple(fc.nat(3), fc.nat(100), fc.nat(100)), {
  minLength: 1,
  maxLength: 24,
});

/** One line a node: unary, sum, or joined with itself to twice the rows and cut back; all values [batch, width] floats. */
function linesOf(steps: readonly Choice[]): readonly string[] {
  return steps.map(([kind, a, b], index) => {
    // Recent values are likelier, so that chains and short branches come about.
    const value = (n: number) => {
      const back = n % 3 === 0 ? n % (index + 1) : n % Math.min(index + 1, 3);
      return back === index ? "x" : `v${index - 1 - back}`;
    };
    if (kind === 0) return `v${index} = Relu(${value(a)})`;
    if (kind === 1) return `v${index} = Add(${value(a)}, ${value(b)})`;
    if (kind === 2) return `v${index} = MatMul(${value(a)}, w)`;
    return `v${index} = Softmax(${value(b)})`;
  });
}

export interface Program {
  readonly lines: readonly string[];
  readonly text: (batch: number, dtype?: string) => string;
}

/** Programs over [batch, 25] floats; every value a line gives has 25 · batch elements. */
export const programs: fc.Arbitrary<Program> = choices.map((steps) => {
  const lines = linesOf(steps);
  return {
    lines,
    text: (batch, dtype = "float32") => [`x: ${dtype}[${batch},25]`, `const w: ${dtype}[25,25]`, ...lines].join("\n"),
  };
});
