/**
 * Quantized models between QuantizeLinear and DequantizeLinear: an operator among them is one integer kernel, and no
 * float32 value touches memory. A dequantization that several of them read is done in each, and counted in the first.
 */
import type { Bytes } from "../../base/units.ts";
import { sameRuns, type Units } from "./units.ts";
import type { Link, Work } from "./work.ts";

/** What a kernel reads less than its nodes would one by one, in bytes by position of the reading node. */
export type Savings = ReadonlyMap<number, Bytes | undefined>;

export interface Integer {
  /** With the readers of a shared dequantization joined to what it dequantizes. */
  readonly work: Work;
  readonly savings: Savings;
}

const isDq = (type: string | undefined): boolean => type === "dq";

export function foldIntegers(
  work: Work,
  types: readonly string[],
  units: Units,
  integer: ReadonlySet<string>,
): Integer {
  const targets = new Set<number>();
  for (const [at, type] of types.entries()) if (integer.has(type) && isTarget(at, work, types, units)) targets.add(at);
  const owner = new Map<number, number>();
  const moved = new Map<Link, Link | undefined>();
  const savings = new Map<number, Bytes | undefined>();
  const shared = new Set<number>();
  for (const at of targets) {
    for (const link of work.incoming[at] ?? []) {
      if (!owner.has(link.from) && !shared.has(link.from)) {
        if (isFolded(link.from, work, targets)) owner.set(link.from, at);
        else shared.add(link.from);
      }
      if (owner.get(link.from) === at) continue;
      const { source, bytes } = sourceOf(link.from, work);
      moved.set(link, source === undefined ? undefined : { ...source, to: at, direct: false });
      addSaving(savings, at, link.bytes, bytes);
    }
  }
  for (const [dq, at] of owner) join(units, at, dq, "before");
  for (const at of targets) finish(at, work, types, units);
  return { work: moved.size === 0 ? work : relinked(work, moved), savings };
}

/** Alone in its unit, with every value from a dequantization; its result goes to one quantization, or is a product. */
function isTarget(at: number, work: Work, types: readonly string[], units: Units): boolean {
  const links = work.incoming[at] ?? [];
  if (units[at]?.nodes.length !== 1 || links.length === 0) return false;
  if (!links.every(({ from, direct }) => direct && isDq(types[from]))) return false;
  return endOf(at, work, types) !== undefined || types[at] === "fc" || types[at] === "matmul";
}

/** The quantization of a result, and the activation before it. */
function endOf(at: number, work: Work, types: readonly string[]): readonly number[] | undefined {
  const next = onlyReader(at, work);
  if (next === undefined) return undefined;
  if (types[next] === "q") return [next];
  const after = types[next] === "relu" ? onlyReader(next, work) : undefined;
  return after !== undefined && types[after] === "q" ? [next, after] : undefined;
}

function onlyReader(at: number, work: Work): number | undefined {
  const [link, other] = work.outgoing[at] ?? [];
  if (link === undefined || other !== undefined || !link.direct || work.escaping[at] !== undefined) return undefined;
  return sameRuns(at, link.to, work) ? link.to : undefined;
}

/** Is a dequantization read by integer kernels alone? */
const isFolded = (dq: number, work: Work, targets: ReadonlySet<number>): boolean =>
  work.escaping[dq] === undefined && (work.outgoing[dq] ?? []).every(({ to }) => targets.has(to));

/** What a dequantization reads: the link into it, where it is from a working node, and its bytes. */
function sourceOf(dq: number, work: Work): { readonly source: Link | undefined; readonly bytes: Bytes | undefined } {
  return { source: work.incoming[dq]?.[0], bytes: work.nodes[dq]?.readBytes };
}

function addSaving(
  savings: Map<number, Bytes | undefined>,
  at: number,
  before: Bytes | undefined,
  now: Bytes | undefined,
) {
  const known = savings.has(at) ? savings.get(at) : 0;
  savings.set(
    at,
    known === undefined || before === undefined || now === undefined ? undefined : known + Math.max(0, before - now),
  );
}

function join(units: Units, at: number, node: number, side: "before" | "after"): void {
  const unit = units[at];
  const other = units[node];
  if (unit === undefined || other === undefined) return;
  unit.nodes.push(...other.nodes);
  if (side === "after") {
    unit.exit = other.exit;
    unit.first = other.exit;
    unit.parts.push(...other.parts);
  }
  for (const each of other.nodes) units[each] = unit;
}

function finish(at: number, work: Work, types: readonly string[], units: Units): void {
  const unit = units[at];
  if (unit === undefined) return;
  unit.type = "integer";
  unit.parts.unshift("dq");
  for (const node of endOf(at, work, types) ?? []) join(units, at, node, "after");
}

function relinked(work: Work, moved: ReadonlyMap<Link, Link | undefined>): Work {
  const incoming: Link[][] = work.nodes.map(() => []);
  const outgoing: Link[][] = work.nodes.map(() => []);
  for (const links of work.incoming) {
    for (const link of links) {
      const now = moved.has(link) ? moved.get(link) : link;
      if (now === undefined) continue;
      incoming[now.to]?.push(now);
      outgoing[now.from]?.push(now);
    }
  }
  return { ...work, incoming, outgoing };
}
