/** Which part of the latency convolutions take, model by model. */
import { formatPercent } from "../../base/format.ts";
import type { BarsMark, Figure, Missing } from "../figure.ts";
import { type ModelTimes, settingText, type Source } from "../source.ts";
import { share } from "../unit.ts";
import { runtimeNames } from "../../runtime/runtime.ts";

interface Row {
  readonly name: string;
  /** Of each class of operators, of the latency of the model. */
  readonly shares: readonly number[];
  readonly conv: number;
}

/** Undefined where nothing was predicted. */
export function sharesOf({ name, nodes, prediction }: ModelTimes, groups: Source["groups"]): Row | undefined {
  const total = prediction.latencySeconds;
  if (total === undefined || total === 0) return undefined;
  const shares = groups.names.map(() => 0);
  let conv = 0;
  for (const [index, node] of nodes.entries()) {
    const part = (prediction.nodes[index] ?? 0) / total;
    const group = groups.of(node);
    shares[group] = (shares[group] ?? 0) + part;
    if (node.kind === "conv") conv += part;
  }
  return { name, shares, conv };
}

export function convShareFigure(source: Source): Figure | Missing {
  const { models, groups, target, predictor = "" } = source;
  if (models === undefined) return { missing: "The samples are being analysed." };
  const rows = models
    .flatMap((model) => sharesOf(model, groups) ?? [])
    .toSorted((a, b) => b.conv - a.conv || (a.name < b.name ? -1 : 1));
  if (rows.length === 0) return { missing: "Nothing could be predicted for these models on this device." };
  const present = groups.names.flatMap((name, slot) => {
    const values = rows.map(({ shares }) => shares[slot] ?? 0);
    return values.some((value) => value > 0) ? [{ name, slot, values }] : [];
  });
  const marks = present.map(({ name, slot, values }, at): BarsMark => ({
    kind: "bars",
    series: { name, slot },
    values,
    ...(at === present.length - 1 ? { labels: rows.map(({ conv }) => `${formatPercent(conv)} conv`) } : {}),
  }));
  const left = models.length - rows.length;
  return {
    title: "Share of convolutions in the latency",
    caption:
      `Share of each class of operators in the latency of ${rows.length} models on ${settingText(target)}, ` +
      `${runtimeNames[target.runtime]}; predicted (${predictor}), not measured.` +
      (left === 0 ? "" : ` ${left} models could not be predicted.`),
    panels: [
      {
        title: "",
        x: { scale: "linear", quantity: share("Share of latency", "latency_share"), range: [0, 1.3], lastTick: 1 },
        y: { scale: "band", name: "", field: "model", names: rows.map(({ name }) => name) },
        marks,
        notes: [],
        bars: "stack",
      },
    ],
  };
}
