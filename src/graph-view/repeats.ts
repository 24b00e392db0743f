/** Blocks that repeat in a row, found by what elements are; names play no part. */
import type { Crossings, Span } from "./outline.ts";

/** `count` blocks of `period` elements each, one after the other. */
export interface Run extends Span {
  readonly period: number;
  readonly count: number;
}

/** Longer blocks than this are not looked for. */
const longestPeriod = 320;
/** Less is chance: two pairs of convolution and activation beside a shortcut are worth 1. */
const leastWorth = 1.5;
/** A single element must stand this often in a row to be worth a group. */
const fewestSingles = 4;

/**
 * Runs in a stretch of symbols that do not overlap: first those that repeat most often for how many values cross from
 * block to block (`crossings`), of equals what covers most. So a residual block comes before the pair of convolution and
 * activation inside it, whose ends the shortcut crosses. Time n · min(n, 320).
 */
export function runsOf(symbols: Int32Array, crossings: Crossings, { start, end }: Span): readonly Run[] {
  let waiting = candidatesOf(symbols, start, end);
  const taken = new Uint8Array(end - start);
  const runs: Run[] = [];
  // What overlaps a better run loses that part and has another chance.
  for (let round = 0; round < 3 && waiting.length > 0; round += 1) {
    const rest: Repetition[] = [];
    const scored = waiting
      .map((repetition) => ({ repetition, ...cut(repetition, crossings) }))
      .filter(({ worth }) => worth >= leastWorth);
    for (const { repetition, run } of scored.toSorted(byWorth)) {
      if (isFree(taken, run, start)) {
        taken.fill(1, run.start - start, run.end - start);
        runs.push(run);
        continue;
      }
      const part = { ...freePart(taken, repetition, start), period: repetition.period };
      if (isEnough(part)) rest.push(part);
    }
    waiting = rest;
  }
  return runs.toSorted((a, b) => a.start - b.start);
}

/** A stretch in which every element equals the one `period` before it. */
interface Repetition extends Span {
  readonly period: number;
}

const isEnough = ({ start, end, period }: Repetition): boolean =>
  end - start >= (period === 1 ? fewestSingles : 2 * period);

function candidatesOf(symbols: Int32Array, start: number, end: number): readonly Repetition[] {
  const found: Repetition[] = [];
  const longest = Math.min(longestPeriod, (end - start) >> 1);
  for (let period = 1; period <= longest; period += 1) {
    let from = start;
    for (let at = start + period; at <= end; at += 1) {
      if (at < end && symbols[at] === symbols[at - period]) continue;
      const repetition = { start: from, end: at, period };
      if (isEnough(repetition)) found.push(repetition);
      from = at - period + 1;
    }
  }
  return found;
}

interface Scored {
  readonly run: Run;
  /** Repetitions per value that crosses from block to block. */
  readonly worth: number;
}

const byWorth = (a: Scored, b: Scored): number =>
  b.worth - a.worth ||
  b.run.end - b.run.start - (a.run.end - a.run.start) ||
  a.run.period - b.run.period ||
  a.run.start - b.run.start;

function isFree(taken: Uint8Array, { start, end }: Span, offset: number): boolean {
  for (let at = start; at < end; at += 1) if (taken[at - offset] === 1) return false;
  return true;
}

/** The longest free stretch of a repetition. */
function freePart(taken: Uint8Array, { start, end }: Span, offset: number): Span {
  let best: Span = { start, end: start };
  let from = start;
  for (let at = start; at <= end; at += 1) {
    if (at < end && taken[at - offset] === 0) continue;
    if (at - from > best.end - best.start) best = { start: from, end: at };
    from = at + 1;
  }
  return best;
}

/**
 * A repetition can be cut into blocks at several places: the cut that fewest values cross is taken, and of equals the one
 * at which most forks, so that a residual block begins after the sum and activation of the one before it. At most one
 * block is given up for it.
 */
function cut({ start, end, period }: Repetition, { values, reads }: Crossings): Scored {
  const most = Math.floor((end - start) / period);
  let best: Run = { start, end: start + most * period, period, count: most };
  let [least, forks] = [Infinity, 0];
  for (let shift = 0; shift < period; shift += 1) {
    const from = start + shift;
    const count = Math.floor((end - from) / period);
    if (count < Math.max(2, most - 1)) break;
    let [crossed, read] = [0, 0];
    for (let block = 0; block <= count; block += 1) {
      // The inputs and outputs of the model cross its ends.
      crossed += Math.max(1, values[from + block * period] ?? 0);
      read += reads[from + block * period] ?? 0;
    }
    const mean = crossed / (count + 1);
    if (mean < least || (mean === least && read / (count + 1) > forks)) {
      [least, forks] = [mean, read / (count + 1)];
      best = { start: from, end: from + count * period, period, count };
    }
  }
  return { run: best, worth: best.count / least };
}

/** A group that was found, and what it is. */
export interface FoundSpan extends Span {
  readonly role: "block" | "run";
}

/** Shorter stretches have nothing inside that is worth a group. */
const smallest = 6;

/** All runs of a stretch and their blocks, those inside of blocks too, and what lies between narrow places. */
export function blockSpans(symbols: Int32Array, crossings: Crossings): readonly FoundSpan[] {
  const spans: FoundSpan[] = [];
  const stack: Span[] = [{ start: 0, end: symbols.length }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    let at = next.start;
    for (const run of runsOf(symbols, crossings, next)) {
      spans.push({ start: run.start, end: run.end, role: "run" });
      if (run.period > 1) {
        for (let block = 0; block < run.count; block += 1) {
          const start = run.start + block * run.period;
          const span = { start, end: start + run.period };
          spans.push({ ...span, role: "block" });
          if (run.period >= smallest) stack.push(span);
        }
      }
      spans.push(...piecesOf(crossings, { start: at, end: run.start }));
      at = run.end;
    }
    spans.push(...piecesOf(crossings, { start: at, end: next.end }));
  }
  return spans;
}

/** So many elements after a joint still belong to what was joined: a sum's activation. */
const mostAfter = 2;

/**
 * Where a graph forks and joins again: what lies between two places that a single value crosses, if it is 3 or more, with
 * what follows up to the next fork, if that is near.
 */
function piecesOf({ values, reads }: Crossings, { start, end }: Span): readonly FoundSpan[] {
  const pieces: FoundSpan[] = [];
  let from = start;
  for (let at = start + 1; at <= end; at += 1) {
    if (at < end && (values[at] ?? 0) > 1) continue;
    let to = at;
    if (at - from >= 3) {
      while (to < end && to < at + mostAfter && values[to] === 1 && reads[to] === 1) to += 1;
      if ((reads[to] ?? 0) < 2 || values[to] !== 1) to = at;
      pieces.push({ start: from, end: to, role: "block" });
    }
    at = to;
    from = to;
  }
  return pieces;
}
