/**
 * Joins units along the values they hand on. A unit only takes in the one reader of its value, so every value but the
 * last stays inside. A way out of a kernel and back is then impossible: what leaves it comes from its last node.
 * (`keeps` is the exception: nothing may enter later than the value that leaves early.)
 */
import type { RuleSet } from "./rules.ts";
import { inOrder, type Unit, type Units } from "./units.ts";
import type { Link, Work } from "./work.ts";

interface Rule {
  readonly takes: readonly ReadonlySet<string>[];
  readonly repeat: boolean;
  readonly keeps: boolean;
}

/** Rules by the type a kernel begins with, groups spelled out. */
function rulesByType({ chains, groups }: RuleSet): ReadonlyMap<string, readonly Rule[]> {
  const spelled = (name: string): readonly string[] => groups[name] ?? [name];
  const rules = new Map<string, Rule[]>();
  for (const { from, takes, repeat, keeps } of chains) {
    const rule = {
      takes: repeat === true ? [new Set(takes.flatMap(spelled))] : takes.map((name) => new Set(spelled(name))),
      repeat: repeat === true,
      keeps: keeps === true,
    };
    for (const type of from.flatMap(spelled)) rules.set(type, [...(rules.get(type) ?? []), rule]);
  }
  return rules;
}

/** Joins units in place. */
export function growChains(work: Work, units: Units, ruleSet: RuleSet): void {
  const rules = rulesByType(ruleSet);
  const taken = new Set<Unit>();
  for (const unit of inOrder(units)) {
    if (taken.has(unit)) continue;
    for (const rule of rules.get(unit.type) ?? []) {
      const before = unit.nodes.length;
      grow(unit, rule, { work, units, taken });
      if (unit.nodes.length > before) break;
    }
  }
}

interface Board {
  readonly work: Work;
  readonly units: Units;
  readonly taken: Set<Unit>;
}

function grow(unit: Unit, rule: Rule, board: Board): void {
  let stage = 0;
  while (stage < rule.takes.length) {
    const next = rule.keeps ? keptReader(unit, rule, board) : onlyReader(unit, board);
    if (next === undefined) return;
    const found = rule.takes.findIndex((types, at) => at >= stage && types.has(next.type));
    if (found < 0) return;
    const kept = unit.exit;
    take(unit, next, board);
    if (rule.keeps) {
      unit.first = kept;
      return;
    }
    if (!rule.repeat) stage = found + 1;
  }
}

function take(unit: Unit, next: Unit, { work, units, taken }: Board): void {
  if (work.nodes[unit.root]?.flops === 0) unit.root = next.root;
  taken.add(next);
  for (const node of next.nodes) units[node] = unit;
  unit.nodes.push(...next.nodes);
  unit.parts.push(...next.parts);
  unit.exit = next.exit;
  unit.first = next.exit;
}

/** The unit that alone reads a unit's value, if it is still free. */
function onlyReader(unit: Unit, { work, units, taken }: Board): Unit | undefined {
  const links = work.outgoing[unit.exit] ?? [];
  const next = units[links[0]?.to ?? -1];
  if (next === undefined || next === unit || taken.has(next) || work.escaping[unit.exit] !== undefined)
    return undefined;
  return links.every(({ to, direct }) => direct && units[to] === next) ? next : undefined;
}

/** The first reader of a fitting type into which nothing flows that comes after the value which is kept. */
function keptReader(unit: Unit, rule: Rule, { work, units, taken }: Board): Unit | undefined {
  const enters = (node: number): readonly Link[] => work.incoming[node] ?? [];
  for (const { to, direct } of work.outgoing[unit.exit] ?? []) {
    const next = units[to];
    if (next === undefined || next === unit || taken.has(next) || !direct) continue;
    if (!rule.takes.some((types) => types.has(next.type))) continue;
    const isEarly = next.nodes.every((node) =>
      enters(node).every(({ from }) => units[from] === unit || units[from] === next || from < unit.exit),
    );
    if (isEarly) return next;
  }
  return undefined;
}
