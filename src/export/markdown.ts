/** A page for people, in GitHub's Markdown: totals, what was predicted and for what, the costliest nodes, warnings. */
import { explain } from "../base/explain.ts";
import {
  formatBandwidth,
  formatBytes,
  formatCount,
  formatFlops,
  formatFrequency,
  formatIntensity,
  formatMacs,
  formatPercent,
  formatSeconds,
  formatShape,
} from "../base/format.ts";
import { trafficOf } from "../cost/node-cost.ts";
import { formatCoreSet } from "../device/core-set.ts";
import type { Analysis } from "../engine/analysis.ts";
import { type Entry, entriesOf, type Findings, type Forecast } from "./findings.ts";

/** Nodes shown of a model that has more. */
const nodesShown = 20;

/**
 * Text that means nothing but itself: signs of Markdown and HTML are escaped, addresses are no links, a line stays one.
 */
export const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .replaceAll(/[\\`*_[\]<>|~&$]/g, "\\$&")
    .replaceAll("://", ":\\/\\/")
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    // What only at the beginning of a line makes a heading, a list or a rule.
    .replace(/^(?:[#+=-]|\d+(?=[.)]))/, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));

/** A table whose cells are escaped already. */
function table(header: readonly string[], rows: readonly (readonly string[])[], right: number): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = header.map((_, column) => (column < header.length - right ? "---" : "---:"));
  return [line(header), line(rule), ...rows.map(line)];
}

const pairs = (rows: readonly (readonly [string, string])[]): readonly string[] => table(["", ""], rows, 1);

export function markdownText(findings: Findings): string {
  const { analysis, forecast } = findings;
  return [
    `# ${plain(analysis.file.name)}`,
    "",
    ...totals(analysis),
    "",
    "## Prediction",
    "",
    ...(forecast === undefined ? ["Nothing was predicted."] : prediction(forecast)),
    "",
    ...costliest(entriesOf(findings)),
    ...warnings(findings),
    "",
  ].join("\n");
}

function totals({ file, model, nodes, totals: sum }: Analysis): readonly string[] {
  const dims = Object.entries(model.dims).map(([name, size]): [string, string] => [
    plain(name),
    `${size}${Object.hasOwn(model.assumed, name) ? " (assumed)" : ""}`,
  ]);
  const inputs = model.inputs.map(({ name, type }): [string, string] => [`Input ${plain(name)}`, plain(type)]);
  return pairs([
    ["File", formatBytes(file.bytes)],
    ...inputs,
    ...dims,
    ["Nodes", String(nodes.filter((node) => !node.folded).length)],
    ["MACs", formatMacs(sum.macs)],
    ["FLOPs", formatFlops(sum.flops)],
    ["Parameters", formatCount(sum.params)],
    ["Weights", formatBytes(sum.weightBytes)],
    ["Activations read", formatBytes(sum.readBytes)],
    ["Activations written", formatBytes(sum.writeBytes)],
    ["Peak activation memory", formatBytes(sum.peakActivationBytes)],
    ["Cost known for", `${sum.coveredNodes} of ${sum.nodes} nodes`],
  ]);
}

function prediction({ predictor, target, prediction: found }: Forecast): readonly string[] {
  const { device, cores, runtime, precision, state } = target;
  const soc = device.name.includes(device.soc) ? "" : `, ${device.soc}`;
  const { lowSeconds: low, highSeconds: high } = found;
  return pairs([
    ["Latency", formatSeconds(found.latencySeconds)],
    ...(low === undefined || high === undefined
      ? []
      : [["80 % interval", `${formatSeconds(low)} to ${formatSeconds(high)}`] as const]),
    ["Predictor", plain(predictor.label)],
    ...(found.ownLatencies === undefined
      ? []
      : [["Calibrated with", `${found.ownLatencies} latencies of one's own`] as const]),
    ["Device", plain(device.name + soc)],
    ["Cores", plain(formatCoreSet(cores))],
    ["Runtime", plain(runtime)],
    ["Precision", precision],
    ["Clock", formatFrequency(state.frequencyHz)],
    [
      "Utilization by others",
      `${formatPercent(state.utilization)}${state.priority === "higher" ? ", goes first" : ""}`,
    ],
    ...((state.streamBytesPerSecond ?? 0) === 0
      ? []
      : [["Traffic of other cores", formatBandwidth(state.streamBytesPerSecond)] as const]),
    ["Memory bandwidth", formatBandwidth(state.bandwidthBytesPerSecond)],
    ["Nodes with a known cost", formatPercent(found.coverage)],
  ]);
}

/** By latency where one is predicted, else by FLOPs; nodes without a value are in no order, so they are left out. */
function costliest(entries: readonly Entry[]): readonly string[] {
  const isTimed = entries.some(({ latency }) => latency !== undefined);
  const valueOf = ({ node, latency }: Entry): number | undefined => (isTimed ? latency : node.flops);
  const known = entries.filter((entry) => (valueOf(entry) ?? 0) > 0);
  const rows = known
    .toSorted((a, b) => (valueOf(b) ?? 0) - (valueOf(a) ?? 0))
    .slice(0, nodesShown)
    .map(({ node, kernel, latency, share }) => [
      plain(node.name === "" ? node.id : node.name),
      plain(node.op),
      plain(kernel?.label ?? ""),
      formatShape(node.outputs[0]?.shape),
      formatMacs(node.macs),
      formatFlops(node.flops),
      formatBytes(trafficOf(node)),
      formatIntensity(node.intensity),
      formatSeconds(latency),
      formatPercent(share),
    ]);
  if (rows.length === 0) return [];
  const header = ["Node", "Operator", "Kernel", "Output", "MACs", "FLOPs", "Traffic", "Intensity", "Latency", "Share"];
  const count = known.length > rows.length ? `${rows.length} of ${known.length}` : String(rows.length);
  return [`## Costliest nodes (${count}, by ${isTimed ? "latency" : "FLOPs"})`, "", ...table(header, rows, 6), ""];
}

function warnings({ analysis, forecast }: Findings): readonly string[] {
  const lines = [...(forecast?.prediction.warnings ?? []), ...analysis.problems.map(explain)];
  return lines.length === 0 ? [] : ["## Warnings", "", ...lines.map((line) => `- ${plain(line)}`)];
}
