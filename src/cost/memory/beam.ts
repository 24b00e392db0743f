/** Keeps the most promising partial orders side by side, for graphs small enough. */
import { type Demand, effectOf, readersLeft, stepsToWaitFor } from "./demand.ts";

/** Partial orders kept after each step. */
const width = 16;

interface State {
  readonly left: Int32Array;
  readonly waiting: Int32Array;
  readonly ready: readonly number[];
  readonly live: number;
  readonly peak: number;
  /** Tells the set of steps done: the sum of their random weights. */
  readonly key: number;
  readonly step: number;
  readonly before: State | undefined;
}

type Move = Pick<State, "live" | "peak" | "key" | "step"> & { readonly from: State };

/** The best complete order found: after each step only the partial orders of lowest peak, then fewest bytes, go on. */
export function beamOrder(demand: Demand): readonly number[] {
  const { graph, bytes } = demand;
  const weights = weightsOf(graph.steps.length);
  const waiting = stepsToWaitFor(demand);
  const start = graph.inputs.reduce((sum, value) => sum + (bytes[value] ?? 0), 0);
  const ready = [...waiting.keys()].filter((step) => waiting[step] === 0);
  let states: readonly State[] = [
    { left: readersLeft(demand), waiting, ready, live: start, peak: start, key: 0, step: -1, before: undefined },
  ];
  for (let done = 0; done < graph.steps.length; done += 1) {
    const moves = new Map<number, Move>();
    for (const from of states) {
      for (const step of from.ready) {
        const { during, net } = effectOf(demand, step, from.left);
        const peak = Math.max(from.peak, from.live + during);
        const move = { from, step, live: from.live + net, peak, key: from.key + (weights[step] ?? 0) };
        const rival = moves.get(move.key);
        if (rival === undefined || better(move, rival) < 0) moves.set(move.key, move);
      }
    }
    states = [...moves.values()]
      .toSorted(better)
      .slice(0, width)
      .map((move) => after(demand, move));
  }
  const order: number[] = [];
  for (let state = states[0]; state?.before !== undefined; state = state.before) order.push(state.step);
  return order.reverse();
}

const better = (a: Move, b: Move): number => a.peak - b.peak || a.live - b.live || a.step - b.step;

function after(demand: Demand, { from, ...move }: Move): State {
  const left = from.left.slice();
  const waiting = from.waiting.slice();
  for (const value of demand.graph.steps[move.step]?.reads ?? []) left[value] = (left[value] ?? 0) - 1;
  const freed = (demand.dependents[move.step] ?? []).filter((step) => {
    const count = (waiting[step] ?? 0) - 1;
    waiting[step] = count;
    return count === 0;
  });
  return {
    ...move,
    left,
    waiting,
    ready: [...from.ready.filter((step) => step !== move.step), ...freed],
    before: from,
  };
}

/** Whole numbers below 2^45 that follow from the position: sums of 120 stay exact and practically never coincide. */
function weightsOf(count: number): Float64Array {
  let state = 1;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state;
  };
  return Float64Array.from({ length: count }, () => next() * 2 ** 13 + (next() >>> 19));
}
