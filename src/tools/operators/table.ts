/** The operator table: every entry of the registry with what it gives and costs in an example, as Markdown. */
import { formatDim } from "../../graph/dims.ts";
import { elementCount, type Fact } from "../../graph/fact.ts";
import { bytesOf } from "../../base/dtype.ts";
import { families } from "../../ops/index.ts";
import type { Op, Work } from "../../ops/op.ts";
import { deprecated, versions } from "../../ops/versions.ts";
import { bestExample, versionOf } from "./best-example.ts";
import { countOf, isGiven, work, type Worked } from "./example.ts";

const head = `# Operators

Written by \`npm run operators\` from the registry; do not edit. Each row is an example that the entry itself worked out: N is an
open batch, \`{2,3}\` are known values of an input, \`?\` is a size that only run time decides, float32 is left out. Operations are
those of the same example with N = 2, where "per output" divides them by the elements of the first output. Traffic is every
input read once and every output written once, unless the last column says more. How arithmetic is counted: README.md.
`;

export function operatorTable(): string {
  const sections = Object.entries(families).map(([domain, list]) => {
    const entries = list.flatMap((ops) => Object.entries(ops)).sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = entries.map(([name, op]) => row(domain, name, op));
    return `\n## ${domain}: ${entries.length} operators\n\n${header}\n${rows.join("\n")}\n`;
  });
  return head + sections.join("");
}

const header =
  "| operator | versions | kind | example of its shapes | operations | traffic |\n|---|---|---|---|---|---|";

function row(domain: string, name: string, op: Op): string {
  const best = bestExample(domain, name);
  const numeric = best === undefined ? undefined : work(domain, name, versionOf(domain, name), best, true);
  const symbolic = best === undefined ? undefined : work(domain, name, versionOf(domain, name), best, false);
  const flags = [op.kind, ...(op.window === undefined ? [] : ["window"]), ...(op.random === true ? ["random"] : [])];
  const cells = [
    name,
    versionsText(domain, name),
    flags.join(", "),
    symbolic === undefined ? "by its inputs or bodies" : shapesText(symbolic),
    numeric === undefined ? ruleText(op) : operationsText(op, numeric),
    trafficText(op, numeric),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function versionsText(domain: string, name: string): string {
  const since = versions[domain]?.[name];
  if (since === undefined) return "1";
  const gone = deprecated[domain]?.[name];
  return since.map((version) => (version === gone ? `${version} (deprecated)` : String(version))).join(", ");
}

function shapesText({ inputs, node }: Worked): string {
  const given = inputs.map((fact) => (fact === undefined ? "–" : factText(fact))).join(" ");
  return `${given === "" ? "" : `${given} `}→ ${node.outputs.map(factText).join(" ")}`;
}

function factText(fact: Fact | undefined): string {
  if (fact === undefined) return "?";
  if (fact.kind === "sequence") return `sequence of ${factText(fact.element)}`;
  if (fact.kind === "optional") return `optional ${factText(fact.element)}`;
  if (fact.kind === "map") return `map of ${fact.key ?? "?"}`;
  const sizes = fact.shape?.map((size) => (isGiven(size) ? formatDim(size) : "?")).join(",") ?? "…";
  const known = fact.elements;
  if (known !== undefined && known.length < 6 && known.every((element) => element !== undefined)) {
    return `{${known.map(formatDim).join(",")}}`;
  }
  return `${fact.dtype === "float32" ? "" : (fact.dtype ?? "?")}[${sizes}]`;
}

function operationsText(op: Op, { node }: Worked): string {
  const outputs = countOf(node.outputs[0]);
  const parts = [countText(op.macs, node.work, "MAC", outputs), countText(op.flops, node.work, "FLOP", outputs)];
  const said = parts.filter((part) => part !== "");
  return said.length === 0 ? "none" : said.join(" + ");
}

/** For operators that no example fits. */
function ruleText(op: Op): string {
  const rules = [op.macs === undefined ? "" : "MACs", op.flops === undefined ? "" : "FLOPs"].filter(
    (rule) => rule !== "",
  );
  return rules.length === 0 ? "none" : `${rules.join(" and ")} by its own rule`;
}

function countText(
  rule: ((work: Work) => number | undefined) | undefined,
  given: Work,
  unit: string,
  outputs: number | undefined,
): string {
  if (rule === undefined) return "";
  const count = rule(given);
  if (count === undefined) return `${unit}s: more than these inputs tell`;
  if (count === 0) return "";
  const each = outputs === undefined || outputs === 0 ? undefined : count / outputs;
  if (each !== undefined && Number.isInteger(each)) return `${each} ${unit} per output`;
  return `${count} ${unit} for ${outputs ?? "?"} outputs`;
}

function trafficText(op: Op, worked: Worked | undefined): string {
  if (op.traffic === undefined) return "";
  if (op.traffic === "view") return "view: none";
  if (worked === undefined) return "own rule";
  const { read, write } = op.traffic(worked.node.work);
  const said = (read ?? []).flatMap((bytes, index): string[] => {
    const whole = bytesOfTensor(worked.inputs[index]);
    return bytes === whole ? [] : [`reads ${bytes ?? "?"} of ${whole ?? "?"} byte of input ${index}`];
  });
  const usual = bytesOfTensor(worked.node.outputs[0]);
  if (write !== undefined && write !== usual) said.push(`writes ${write} byte`);
  return said.join(", ");
}

function bytesOfTensor(fact: Fact | undefined): number | undefined {
  if (fact?.kind !== "tensor" || fact.dtype === undefined) return undefined;
  const count = elementCount(fact.shape);
  return count === undefined ? undefined : bytesOf(fact.dtype, count);
}
